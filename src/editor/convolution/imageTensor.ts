/** @file Pixels as the tensor of an input: which size it takes, and the numbers. Pure. */
import type { Dim, Shape } from '../../tensor'

export interface ImageSlot {
  /** The whole shape, with sizes filled in. */
  readonly shape: Shape
  readonly channels: 1 | 3
  readonly rows: number
  readonly columns: number
  /** Whether rows and columns may be chosen. */
  readonly open: boolean
}

export type ImageSlotAnswer = ({ readonly ok: true } & ImageSlot) | { readonly ok: false; readonly reason: string }

/** The side of an image where nothing says how large it is, pixels. */
export const USUAL_SIDE = 64
/** Larger ones are not taken: 512 × 512 × 3 is 6 MB of the document. */
export const LARGEST_SIDE = 512

/**
 * What an input takes.
 * @param declared its shape: [C, H, W] or [N, C, H, W], some of them letters @param present what it holds now
 * @param side wanted for open sizes
 * @returns null when it is no image: another rank.
 */
export function imageSlot(declared: readonly Dim[], present: Shape | undefined, side?: number): ImageSlotAnswer | null {
  if (declared.length !== 3 && declared.length !== 4) return null
  const now = present?.length === declared.length ? present : undefined
  const size = (axis: number, fallback: number) => {
    const at = declared.length + axis
    const known = declared[at]!
    return typeof known === 'number' ? known : (now?.[at] ?? fallback)
  }
  const [rowsOpen, columnsOpen] = [-2, -1].map((axis) => typeof declared.at(axis) !== 'number') as [boolean, boolean]
  const channels = size(-3, 1)
  if (channels !== 1 && channels !== 3)
    return {
      ok: false,
      reason: `It has ${channels} channels. An image has 1 (grey) or 3 (red, green, blue): change the shape to load one.`,
    }
  const rows = rowsOpen && side !== undefined ? side : size(-2, USUAL_SIDE)
  const columns = columnsOpen && side !== undefined ? side : size(-1, USUAL_SIDE)
  if (!(rows > 0 && columns > 0 && rows <= LARGEST_SIDE && columns <= LARGEST_SIDE))
    return {
      ok: false,
      reason: `It is ${rows} × ${columns} pixels. Images from 1 to ${LARGEST_SIDE} pixels a side can be loaded: change the shape.`,
    }
  const image = [channels, rows, columns]
  const shape = declared.length === 3 ? image : [Math.max(1, size(-4, 1)), ...image]
  return { ok: true, shape, channels, rows, columns, open: rowsOpen || columnsOpen }
}

/** Rec. 601, as in most tools that make a picture grey. */
const LUMA = [0.299, 0.587, 0.114] as const

/**
 * Numbers from 0 (black) to 1 (white), channel after channel; the same image for each example.
 * @param pixels RGBA, row by row, rows × columns of them
 */
export function imageNumbers({ shape, channels, rows, columns }: ImageSlot, pixels: Uint8ClampedArray): Float32Array {
  const plane = rows * columns
  const size = channels * plane
  const data = new Float32Array(shape.reduce((product, length) => product * length, 1))
  for (let i = 0; i < plane; i++)
    if (channels === 1) data[i] = LUMA.reduce((sum, part, c) => sum + part * pixels[4 * i + c]!, 0) / 255
    else for (let c = 0; c < 3; c++) data[c * plane + i] = pixels[4 * i + c]! / 255
  for (let start = size; start < data.length; start += size) data.copyWithin(start, 0, size)
  return data
}

/** The middle part of a picture that has the slot's proportions: [left, top, width, height]. */
export function middlePart(width: number, height: number, { rows, columns }: Pick<ImageSlot, 'rows' | 'columns'>) {
  const scale = Math.min(width / columns, height / rows)
  const [w, h] = [columns * scale, rows * scale]
  return [(width - w) / 2, (height - h) / 2, w, h] as const
}
