/** @file Which small picture fits a tensor: chosen by its shape alone, so that a node keeps its picture while values change. */
import { planesOf, type Planes, type TensorView } from '../../runtime/protocol'
import { numel } from '../../tensor'

export type PictureKind = 'empty' | 'number' | 'cells' | 'bars' | 'heat' | 'tiles'

export interface Picture {
  readonly kind: PictureKind
  /** Of one tile, as drawn; for bars, one row of `columns` bars. */
  readonly rows: number
  readonly columns: number
  /** How many matrices are drawn side by side. */
  readonly tiles: number
  /** Drawn from white to black (an image) and not around zero. */
  readonly grey: boolean
  /** What is drawn, row by row and tile by tile. */
  readonly numbers: ArrayLike<number>
  /** Drawn in their place of a large tensor, of which `numbers` are only the first (see `Overview`). */
  readonly levels: Uint8Array | null
  /** The magnitude at the ends of the scale. */
  readonly limit: number
}

/** Numbers are written into cells up to this many rows and columns. */
const MAX_CELLS = { rows: 2, columns: 3 }

/** scalar → number; up to 2 × 3 → its numbers; vector → bars; matrix → heat map; images → tiles (see `planesOf`). */
export function pictureOf(view: TensorView): Picture {
  const { shape, head, statistics, overview } = view
  const laid = planesOf(shape)
  const { rows, columns, planes } = overview ?? laid
  return {
    kind: kindOf(laid, numel(shape)),
    rows,
    columns,
    tiles: planes,
    grey: laid.kind === 'images' && shape.length === 4 && shape[1] === 1 && statistics.min >= 0,
    numbers: head,
    levels: overview?.levels ?? null,
    limit: overview?.limit ?? (Math.max(Math.abs(statistics.min), Math.abs(statistics.max)) || 0),
  }
}

/** The name of the picture, for those who only need to know what will be drawn. */
export function pictureKind({ shape }: TensorView): PictureKind {
  return kindOf(planesOf(shape), numel(shape))
}

function kindOf({ kind, rows, columns }: Planes, size: number): PictureKind {
  if (size === 0) return 'empty'
  if (kind === 'number') return 'number'
  if (kind === 'images') return 'tiles'
  if (rows <= MAX_CELLS.rows && columns <= MAX_CELLS.columns) return 'cells'
  return kind === 'vector' ? 'bars' : 'heat'
}

/** How many tiles go side by side so that they come out as large as possible in the given box, in pixels. */
export function tilesAcross(
  { tiles, rows, columns }: Pick<Picture, 'tiles' | 'rows' | 'columns'>,
  width: number,
  height: number,
): number {
  let best = 1
  let bestScale = 0
  for (let across = 1; across <= tiles; across++) {
    const down = Math.ceil(tiles / across)
    const scale = Math.min(width / (across * (columns + 1)), height / (down * (rows + 1)))
    if (scale > bestScale) {
      bestScale = scale
      best = across
    }
  }
  return best
}
