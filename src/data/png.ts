/** @file Grey or colour values of a PNG file, in a worker as in Node. */
import { decode } from 'fast-png'
import { DataError } from './dataSet'

export interface Picture {
  readonly width: number
  readonly height: number
  readonly channels: 1 | 3
  /** [channels, height, width], 0 … 1. */
  readonly data: Float32Array
}

/** Luma of ITU-R BT.601, as image libraries grey colours. */
const LUMA = [0.299, 0.587, 0.114] as const

/**
 * Transparent pixels are laid on white.
 * @param channels 1: grey, 3: red, green, blue.
 * @throws DataError which names the file.
 */
export function readPng(bytes: Uint8Array, name: string, channels: 1 | 3): Picture {
  const hint = 'Fetch the file again, or open it in a picture program and save it as PNG.'
  let decoded
  try {
    decoded = decode(bytes)
  } catch (cause) {
    throw new DataError('bad-file', `${name} is not a PNG picture (${(cause as Error).message}).`, hint, { cause })
  }
  const { width, height, channels: count, depth, palette, data: raw } = decoded
  if (!palette && depth < 8)
    throw new DataError('bad-file', `${name} has ${depth} bits a pixel; 8 or 16 can be read.`, hint)
  const top = palette ? 255 : 2 ** depth - 1
  const pixels = width * height
  const data = new Float32Array(channels * pixels)
  const colour = (pixel: number): readonly number[] => {
    if (palette) return palette[raw[pixel]!] ?? [0, 0, 0]
    const at = pixel * count
    return count > 2 ? [raw[at]!, raw[at + 1]!, raw[at + 2]!] : [raw[at]!, raw[at]!, raw[at]!]
  }
  const hasAlpha = !palette && (count === 2 || count === 4)
  for (let pixel = 0; pixel < pixels; pixel++) {
    const alpha = hasAlpha ? raw[pixel * count + count - 1]! / top : 1
    const [red, green, blue] = colour(pixel).map((x) => 1 - alpha * (1 - x / top)) as [number, number, number]
    if (channels === 1) data[pixel] = LUMA[0] * red + LUMA[1] * green + LUMA[2] * blue
    else {
      data[pixel] = red
      data[pixels + pixel] = green
      data[2 * pixels + pixel] = blue
    }
  }
  return { width, height, channels, data }
}
