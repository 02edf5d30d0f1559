/** @file Which small picture fits a tensor: chosen by its shape alone, so that a node keeps its picture while values change. */
import type { TensorView } from '../../runtime/protocol'

export type PictureKind = 'empty' | 'number' | 'cells' | 'bars' | 'heat' | 'tiles'

export interface Picture {
  readonly kind: PictureKind
  /** Of one tile; for bars, one row of `columns` bars. */
  readonly rows: number
  readonly columns: number
  /** How many matrices are drawn side by side. */
  readonly tiles: number
  /** Drawn from white to black (an image) and not around zero. */
  readonly grey: boolean
  /** Whether some of the tensor is left out, because it is too long to be sent or to be seen. */
  readonly partial: boolean
}

/** More tiles than this are specks. */
const MAX_TILES = 64
/** Numbers are written into cells up to this many rows and columns. */
const MAX_CELLS = { rows: 2, columns: 3 }

/**
 * scalar → number; up to 2 × 3 → its numbers; vector, or a matrix with one row or column → bars; matrix → heat map;
 * rank 3 `[C, H, W]` and rank 4 `[N, C, H, W]` → tiles: the examples when there is one channel, else the channels
 * of the first example. Kernels `[out, in, h, w]` are tiles in the same way. Higher ranks are flattened to a heat map.
 */
export function pictureOf(view: TensorView): Picture {
  const { shape, head } = view
  const size = shape.reduce((n, dim) => n * dim, 1)
  const plain = (kind: PictureKind, rows: number, columns: number, partial = false): Picture => ({
    kind,
    rows,
    columns,
    tiles: 1,
    grey: false,
    partial,
  })
  if (size === 0) return plain('empty', 0, 0)
  if (size === 1) return plain('number', 1, 1)
  if (shape.length <= 4 && shape.length >= 3 && shape.at(-1)! * shape.at(-2)! > 1) return tilesOf(view)
  // Axes of one at the end (a 1×1 convolution, a column) add nothing to see: the last real axis runs across.
  const columns = shape.findLast((dim, i) => dim > 1 || i === 0)!
  const rows = size / columns
  if (rows <= MAX_CELLS.rows && columns <= MAX_CELLS.columns) return plain('cells', rows, columns)
  if (rows === 1 || columns === 1) {
    const shown = Math.min(size, head.length)
    return plain('bars', 1, shown, shown < size)
  }
  const shownRows = Math.max(1, Math.min(rows, Math.floor(head.length / columns)))
  return plain('heat', shownRows, Math.min(columns, head.length), shownRows < rows || columns > head.length)
}

/** The name of the picture, for those who only need to know what will be drawn. */
export function pictureKind(view: TensorView): PictureKind {
  return pictureOf(view).kind
}

function tilesOf({ shape, head, statistics }: TensorView): Picture {
  const rows = shape.at(-2)!
  const columns = shape.at(-1)!
  const channels = shape.at(-3)!
  const examples = shape.length === 4 ? shape[0]! : 1
  const wanted = channels === 1 ? examples : channels
  const sent = Math.floor(head.length / (rows * columns))
  const tiles = Math.max(1, Math.min(wanted, sent, MAX_TILES))
  const grey = shape.length === 4 && channels === 1 && statistics.min >= 0
  return {
    kind: 'tiles',
    rows,
    columns,
    tiles,
    grey,
    partial: tiles < wanted || (channels > 1 && examples > 1) || sent === 0,
  }
}

/** How many tiles go side by side so that they come out as large as possible in the given box, in pixels. */
export function tilesAcross({ tiles, rows, columns }: Picture, width: number, height: number): number {
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
