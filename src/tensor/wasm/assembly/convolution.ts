/** @file 2-D cross-correlation over NCHW images: weights times the matrix of windows, which is packed panel by panel. */
import { DEPTH } from './gemm'
import { packRows } from './panels'
import { columns, FROM_RESULT, FROM_ROW_BIAS, FROM_ZERO, ROWS, SPARE, tile } from './tile'
import { bytes } from './vector'
import {
  channels, groups, height, images, isPadded, outChannels, packPlaces, paddedSize, padImage, placeCount, tapCount,
  width, writePlaces, writeTaps,
} from './windows'

/** Rounds up to whole vectors. */
// @ts-ignore: decorator
@inline
export function aligned(n: usize): usize {
  return (n + 15) & ~15
}

/** Rows of the left side in whole panels. */
// @ts-ignore: decorator
@inline
export function panelRows(rows: i32): i32 {
  return ((rows + ROWS - 1) / ROWS) * ROWS
}

/** Bytes of scratch that `convolve` uses. */
export function convolveScratch<T>(g: usize): usize {
  const tables = aligned(4 * <usize>tapCount(g)) + aligned(4 * <usize>placeCount(g))
  const weights = bytes<T>(panelRows(outChannels(g) / groups(g)) * tapCount(g))
  return SPARE + tables + aligned(weights) + 32 * <usize>DEPTH + bytes<T>(paddedSize(g)) + 64
}

/** y = w ⋆ x + bias; `bias` 0 means none. */
export function convolve<T>(g: usize, x: usize, w: usize, bias: usize, y: usize, scratch: usize): void {
  const perGroup = outChannels(g) / groups(g)
  const taps = tapCount(g)
  const places = placeCount(g)
  const plane = bytes<T>(height(g) * width(g))
  const groupImage = plane * <usize>(channels(g) / groups(g))
  const lines = panelRows(perGroup)

  const tapTable = scratch + SPARE
  const placeTable = tapTable + aligned(4 * <usize>taps)
  const packedWeights = placeTable + aligned(4 * <usize>places)
  const packedPlaces = packedWeights + aligned(bytes<T>(lines * taps))
  const padded = packedPlaces + 32 * <usize>DEPTH
  writeTaps<T>(g, tapTable)
  writePlaces<T>(g, placeTable)

  for (let group = 0; group < groups(g); group++) {
    const ownWeights = w + bytes<T>(group * perGroup * taps)
    for (let k = 0; k < taps; k += DEPTH) {
      const depth = min(DEPTH, taps - k)
      for (let i = 0; i < perGroup; i += ROWS)
        packRows<T>(packedWeights + bytes<T>(lines * k + i * depth), ownWeights + bytes<T>(i * taps + k), min(ROWS, perGroup - i), depth, taps, 1)
    }
    for (let n = 0; n < images(g); n++) {
      let image = x + plane * <usize>(n * channels(g)) + groupImage * <usize>group
      if (isPadded(g)) {
        padImage<T>(g, image, padded)
        image = padded
      }
      const result = y + bytes<T>((n * outChannels(g) + group * perGroup) * places)
      const firstBias = bias + bytes<T>(group * perGroup)
      for (let k = 0; k < taps; k += DEPTH) {
        const depth = min(DEPTH, taps - k)
        const start = k > 0 ? FROM_RESULT : bias ? FROM_ROW_BIAS : FROM_ZERO
        const weights = packedWeights + bytes<T>(lines * k)
        for (let p = 0; p < places; p += columns<T>()) {
          const count = min(columns<T>(), places - p)
          packPlaces<T>(packedPlaces, image, tapTable + 4 * <usize>k, depth, placeTable + 4 * <usize>p, count)
          for (let i = 0; i < perGroup; i += ROWS)
            tile<T>(
              min(ROWS, perGroup - i), count, depth, weights + bytes<T>(i * depth), packedPlaces,
              result + bytes<T>(i * places + p), bytes<T>(places), start, firstBias + bytes<T>(i), scratch,
            )
        }
      }
    }
  }
}
