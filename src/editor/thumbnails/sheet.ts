/** @file Heat maps and images of a tensor: one pixel an element, the tiles side by side on one sheet. */
import { levelOf, OVERVIEW_BAD as BAD, OVERVIEW_ZERO as ZERO } from '../../runtime/protocol'
import { type Bitmap } from './bitmap'
import { tilesAcross, type Picture } from './pictureKind'
import { brightnessOf, colourOf, greyOf, scaleOf, type Scheme, type Tone } from './scale'

export interface Sheet {
  readonly bitmap: Bitmap
  /** Where it goes, in CSS pixels of the picture. */
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly across: number
  readonly down: number
}

export interface Paper {
  /** CSS pixels. */
  readonly width: number
  readonly height: number
  readonly tone: Tone
  readonly scheme: Scheme
}

/** Cells of a small matrix are no larger than they need to be. */
const CELL = 16
const MOST_ZEROS_OF_A_PHOTO = 0.05

type Rgb = readonly [number, number, number]
type Way = 'signed' | 'grey' | 'photo'

/** @param zeros share of the tensor's elements */
export function sheetOf(picture: Picture, zeros: number, paper: Paper): Sheet {
  const { rows, columns, tiles, grey, numbers, levels, limit } = picture
  // Ink on paper (a digit) has much that is exactly 0; of a photograph 0 is the dark.
  const way: Way = !grey ? 'signed' : zeros <= MOST_ZEROS_OF_A_PHOTO ? 'photo' : 'grey'
  const across = tilesAcross(picture, paper.width, paper.height)
  const down = Math.ceil(tiles / across)
  const unit = Math.min(paper.width / (across * columns), paper.height / (down * rows))
  // Images keep their proportions; a matrix fills its place.
  const width = picture.kind === 'heat' ? Math.min(paper.width, columns * CELL) : across * columns * unit
  const height = picture.kind === 'heat' ? Math.min(paper.height, rows * CELL) : down * rows * unit
  const indices = new Uint8Array(across * columns * down * rows).fill(ZERO)
  for (let tile = 0; tile < tiles; tile++) {
    const left = (tile % across) * columns
    const top = Math.floor(tile / across) * rows
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < columns; j++) {
        const k = (tile * rows + i) * columns + j
        indices[(top + i) * across * columns + left + j] = levels ? levels[k]! : levelOf(numbers[k]!, limit)
      }
  }
  return {
    bitmap: { width: across * columns, height: down * rows, indices, palette: paletteOf(way, paper) },
    x: (paper.width - width) / 2,
    y: (paper.height - height) / 2,
    width,
    height,
    across,
    down,
  }
}

const palettes = new Map<string, readonly Rgb[]>()

function paletteOf(way: Way, { tone, scheme }: Paper): readonly Rgb[] {
  const key = `${way} ${tone} ${scheme}`
  const known = palettes.get(key)
  if (known) return known
  const scale = scaleOf(tone, scheme)
  const colour = (x: number): Rgb =>
    way === 'photo' ? brightnessOf(x, 1) : way === 'grey' ? greyOf(x, 1, scheme) : colourOf(x, 1, scale)
  const palette = Array.from({ length: BAD + 1 }, (_, i) => colour(i === BAD ? NaN : (i - ZERO) / ZERO))
  palettes.set(key, palette)
  return palette
}
