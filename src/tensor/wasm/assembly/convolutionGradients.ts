/** @file The two gradients of a convolution. With X the matrix of windows: δW = δy Xᵀ, and δX = Wᵀ δy, added back to where each element came from. */
import { aligned, convolveScratch, correlate } from './convolution'
import { DEPTH, gemm, gemmScratch } from './gemm'
import { channelBytes, channelTile, packChannels } from './channelTile'
import { columns, evenRows, FROM_ZERO, SPARE } from './tile'
import { bytes, lanes } from './vector'
import { addDots, writeMask, totals } from './weightDots'
import {
  channels, channelsSeen, cropImage, dilationAcross, dilationDown, groups, height, images, isPadded, kernelHeight,
  kernelWidth, outChannels, outHeight, outWidth, paddedSize, padImage, paddingAcross, paddingDown, placeCount,
  strideAcross, strideDown, tapCount, width, writePlaces, writeTaps,
} from './windows'

/** Small images share a block of steps: as many of them as fit. */
function imagesAtOnce(g: usize): i32 {
  return min(images(g), max(1, DEPTH / placeCount(g)))
}

/** Few output channels would leave most of a tile of channels empty. */
function isFewDots(g: usize): bool {
  return strideAcross(g) == 1 && outChannels(g) / groups(g) <= 6 && outWidth(g) >= 4
}

/** Bytes of scratch that `weightGradient` uses. */
export function weightGradientScratch<T>(g: usize): usize {
  if (isFewDots(g)) {
    const sums: usize = 16 * <usize>(outChannels(g) / groups(g) * tapCount(g))
    return SPARE + aligned(4 * <usize>tapCount(g)) + sums + bytes<T>(paddedSize(g)) + 64
  }
  const tables = aligned(4 * <usize>tapCount(g)) + aligned(4 * <usize>placeCount(g))
  const sums: usize = 32 * <usize>(channelPanels<T>(g) * tapCount(g))
  return tables + channelBytes(DEPTH) + sums + bytes<T>(paddedSize(g) * imagesAtOnce(g)) + 64
}

/** Panels of a group's output channels. */
function channelPanels<T>(g: usize): i32 {
  return (outChannels(g) / groups(g) + columns<T>() - 1) / columns<T>()
}

function weightGradientByDots<T>(g: usize, dy: usize, x: usize, dw: usize, scratch: usize): void {
  const perGroup = outChannels(g) / groups(g)
  const taps = tapCount(g)
  const plane = bytes<T>(height(g) * width(g))
  const tapTable = scratch + SPARE
  const sums = tapTable + aligned(4 * <usize>taps)
  const padded = sums + 16 * <usize>(perGroup * taps)
  writeMask<T>(g, scratch)
  writeTaps<T>(g, tapTable)
  if (isPadded(g)) memory.fill(padded, 0, bytes<T>(paddedSize(g)))
  for (let group = 0; group < groups(g); group++) {
    memory.fill(sums, 0, 16 * <usize>(perGroup * taps))
    for (let n = 0; n < images(g); n++) {
      let image = x + plane * <usize>(n * channels(g) + group * channelsSeen(g))
      if (isPadded(g)) {
        padImage<T>(g, image, padded)
        image = padded
      }
      const delta = dy + bytes<T>((n * outChannels(g) + group * perGroup) * placeCount(g))
      addDots<T>(g, delta, perGroup, image, tapTable, taps, sums, scratch)
    }
    totals<T>(perGroup * taps, sums, dw + bytes<T>(group * perGroup * taps))
  }
}

/** δw [out, in/groups, kh, kw] from δy and x. */
export function weightGradient<T>(g: usize, dy: usize, x: usize, dw: usize, scratch: usize): void {
  if (isFewDots(g)) return weightGradientByDots<T>(g, dy, x, dw, scratch)
  const perGroup = outChannels(g) / groups(g)
  const taps = tapCount(g)
  const high = evenRows(taps)
  const places = placeCount(g)
  const across = bytes<T>(places)
  const plane = bytes<T>(height(g) * width(g))
  const together = imagesAtOnce(g)

  const tapTable = scratch
  const placeTable = tapTable + aligned(4 * <usize>taps)
  const packed = placeTable + aligned(4 * <usize>places)
  const sums = packed + channelBytes(DEPTH)
  const padded = sums + 32 * <usize>(channelPanels<T>(g) * taps)
  writeTaps<T>(g, tapTable)
  writePlaces<T>(g, placeTable)
  if (isPadded(g)) memory.fill(padded, 0, bytes<T>(paddedSize(g) * together))

  for (let group = 0; group < groups(g); group++) {
    memory.fill(sums, 0, 32 * <usize>(channelPanels<T>(g) * taps))
    for (let n = 0; n < images(g); n += together) {
      const count = min(together, images(g) - n)
      let first = x + plane * <usize>(n * channels(g) + group * channelsSeen(g))
      let next = plane * <usize>channels(g)
      if (isPadded(g)) {
        for (let q = 0; q < count; q++) padImage<T>(g, first + next * <usize>q, padded + bytes<T>(paddedSize(g) * q))
        first = padded
        next = bytes<T>(paddedSize(g))
      }
      for (let p = 0; p < places; p += DEPTH) {
        const steps = min(DEPTH, places - p)
        let sum = sums
        for (let o = 0; o < perGroup; o += columns<T>()) {
          for (let q = 0; q < count; q++)
            packChannels<T>(
              packed + channelBytes(q * steps),
              dy + bytes<T>(((n + q) * outChannels(g) + group * perGroup + o) * places + p), across,
              min(columns<T>(), perGroup - o), placeTable + 4 * <usize>p, <i32>(next * <usize>q), steps,
            )
          for (let t = 0; t < taps; t += high)
            channelTile<T>(min(high, taps - t), steps * count, first, tapTable + 4 * <usize>t, packed, sum + 32 * <usize>t)
          sum += 32 * <usize>taps
        }
      }
    }
    for (let o = 0; o < perGroup; o++) {
      let from = sums + 32 * <usize>(o / columns<T>() * taps) + bytes<T>(o % columns<T>())
      let to = dw + bytes<T>((group * perGroup + o) * taps)
      for (let t = 0; t < taps; t++, from += 32, to += sizeof<T>()) store<T>(to, load<T>(from))
    }
  }
}

/**
 * With stride 1, δx is itself a convolution: of δy, padded, with the weights turned around and their channels exchanged.
 * That is done where it is less work than working out the windows' gradients and adding them back: it multiplies the padding
 * on the left and right, and some above and below; the other way moves each window's gradient through memory, which takes
 * as long as some 16 multiplications. A tile of 2 or 3 rows takes as long as one of 4.
 */
function isCorrelation(g: usize): bool {
  if (
    strideDown(g) != 1 || strideAcross(g) != 1 ||
    dilationDown(g) * (kernelHeight(g) - 1) < paddingDown(g) ||
    dilationAcross(g) * (kernelWidth(g) - 1) < paddingAcross(g)
  )
    return false
  const perGroup = outChannels(g) / groups(g)
  const high = evenRows(channelsSeen(g))
  const rows = channelsSeen(g) == 1 ? 2 : (channelsSeen(g) + high - 1) / high * max(4, high)
  const turned = 0.5 * <f64>(height(g) + outHeight(g)) * width(g) * rows * perGroup
  return turned < <f64>placeCount(g) * channelsSeen(g) * (perGroup + 16)
}

/** The geometry of that convolution. */
function turnGeometry(g: usize, into: usize): void {
  store<i32>(into, images(g))
  store<i32>(into, outChannels(g), 4)
  store<i32>(into, outHeight(g), 8)
  store<i32>(into, outWidth(g), 12)
  store<i32>(into, channels(g), 16)
  store<i32>(into, kernelHeight(g), 20)
  store<i32>(into, kernelWidth(g), 24)
  store<i32>(into, 1, 28)
  store<i32>(into, 1, 32)
  store<i32>(into, dilationDown(g) * (kernelHeight(g) - 1) - paddingDown(g), 36)
  store<i32>(into, dilationAcross(g) * (kernelWidth(g) - 1) - paddingAcross(g), 40)
  store<i32>(into, dilationDown(g), 44)
  store<i32>(into, dilationAcross(g), 48)
  store<i32>(into, groups(g), 52)
  store<i32>(into, height(g), 56)
  store<i32>(into, width(g), 60)
}

/** Places of a block of δy rows whose windows' gradients are about 256 KiB. */
function blockRows<T>(g: usize): i32 {
  return max(1, min(outHeight(g), (1 << 18) / <i32>bytes<T>(tapCount(g) * outWidth(g))))
}

/** Bytes of scratch that `inputGradient` uses. */
export function inputGradientScratch<T>(g: usize, spare: usize): usize {
  if (isCorrelation(g)) {
    turnGeometry(g, spare)
    return 64 + convolveScratch<T>(spare)
  }
  const tables = aligned(4 * <usize>tapCount(g)) + aligned(4 * <usize>placeCount(g))
  const block = aligned(bytes<T>(tapCount(g) * blockRows<T>(g) * outWidth(g)))
  return aligned(<usize>gemmScratch<T>()) + tables + block + bytes<T>(paddedSize(g)) + 64
}

/** Adds a line of window gradients back to the image, `step` elements apart. */
// @ts-ignore: decorator
@inline
function addLine<T>(to: usize, from: usize, count: i32, step: i32): void {
  let i = 0
  if (step == 1)
    for (; i + lanes<T>() <= count; i += lanes<T>()) {
      v128.store(to, v128.add<T>(v128.load(to), v128.load(from)))
      to += 16
      from += 16
    }
  for (; i < count; i++) {
    store<T>(to, load<T>(to) + load<T>(from))
    to += bytes<T>(step)
    from += sizeof<T>()
  }
}

/** δx from δy and the weights. */
export function inputGradient<T>(g: usize, dy: usize, w: usize, dx: usize, scratch: usize): void {
  if (isCorrelation(g)) {
    turnGeometry(g, scratch)
    return correlate<T>(scratch, dy, w, true, 0, dx, scratch + 64)
  }
  const perGroup = outChannels(g) / groups(g)
  const taps = tapCount(g)
  const places = placeCount(g)
  const plane = bytes<T>(height(g) * width(g))
  const across = outWidth(g)
  const rows = blockRows<T>(g)

  const tapTable = scratch + aligned(<usize>gemmScratch<T>())
  const placeTable = tapTable + aligned(4 * <usize>taps)
  const block = placeTable + aligned(4 * <usize>places)
  const padded = block + aligned(bytes<T>(taps * rows * across))
  writeTaps<T>(g, tapTable)
  writePlaces<T>(g, placeTable)

  for (let n = 0; n < images(g); n++)
    for (let group = 0; group < groups(g); group++) {
      const delta = dy + bytes<T>((n * outChannels(g) + group * perGroup) * places)
      const own = dx + plane * <usize>(n * channels(g) + group * channelsSeen(g))
      const image = isPadded(g) ? padded : own
      memory.fill(image, 0, isPadded(g) ? bytes<T>(paddedSize(g)) : plane * <usize>channelsSeen(g))
      for (let row = 0; row < outHeight(g); row += rows) {
        const count = min(rows, outHeight(g) - row)
        const spread = count * across
        gemm<T>(
          taps, spread, perGroup, w + bytes<T>(group * perGroup * taps), 1, taps,
          delta + bytes<T>(row * across), places, 1, block, spread, FROM_ZERO, 0, scratch,
        )
        let from = block
        for (let t = 0; t < taps; t++) {
          const tap = image + <usize>load<i32>(tapTable + 4 * <usize>t)
          for (let r = 0; r < count; r++) {
            addLine<T>(tap + <usize>load<i32>(placeTable + 4 * <usize>((row + r) * across)), from, across, strideAcross(g))
            from += bytes<T>(across)
          }
        }
      }
      if (isPadded(g)) cropImage<T>(g, padded, own)
    }
}
