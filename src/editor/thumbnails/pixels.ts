/** @file Many numbers as pixels: colours are looked up, and not worked out one by one. */
import { colourOf, type Scale } from './scale'

/** Steps from zero to an end of the scale: more than a screen can show. */
const STEPS = 512
const tables = new WeakMap<Scale, Uint8ClampedArray>()

/** RGBA of x from −limit to limit, 2 · STEPS + 1 colours. */
function tableOf(scale: Scale): Uint8ClampedArray {
  const known = tables.get(scale)
  if (known) return known
  const table = new Uint8ClampedArray((2 * STEPS + 1) * 4)
  for (let i = 0; i <= 2 * STEPS; i++) table.set([...colourOf(i - STEPS, STEPS, scale), 255], i * 4)
  tables.set(scale, table)
  return table
}

/** Writes `count` numbers from `first` on into RGBA pixels; ±limit are the ends of the scale. */
export function paintPixels(
  pixels: Uint8ClampedArray,
  data: ArrayLike<number>,
  first: number,
  count: number,
  limit: number,
  scale: Scale,
): void {
  const table = tableOf(scale)
  for (let i = 0; i < count; i++) {
    const x = data[first + i]!
    if (!Number.isFinite(x)) {
      pixels.set([...colourOf(x, limit, scale), 255], i * 4)
      continue
    }
    const at = limit > 0 ? Math.round((Math.max(-limit, Math.min(limit, x)) / limit) * STEPS) + STEPS : STEPS
    for (let c = 0; c < 4; c++) pixels[i * 4 + c] = table[at * 4 + c]!
  }
}

/** The same as a photograph: 0 is black, `limit` is white. */
export function paintPhoto(
  pixels: Uint8ClampedArray,
  data: ArrayLike<number>,
  first: number,
  count: number,
  limit: number,
): void {
  const unit = limit > 0 ? 255 / limit : 0
  for (let i = 0; i < count; i++) {
    const grey = data[first + i]! * unit
    pixels[i * 4] = pixels[i * 4 + 1] = pixels[i * 4 + 2] = grey
    pixels[i * 4 + 3] = 255
  }
}
