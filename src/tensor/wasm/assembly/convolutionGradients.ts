/** @file The two gradients of a convolution. With X the matrix of windows: δW = δy Xᵀ, and δX = Wᵀ δy, added back to where each element came from. */
import { aligned, convolve, convolveScratch, panelRows } from './convolution'
import { DEPTH, gemm, gemmScratch } from './gemm'
import { packRows } from './panels'
import { columns, FROM_RESULT, FROM_ZERO, ROWS, SPARE, tile } from './tile'
import { bytes, lanes } from './vector'
import { addDots, writeMask, totals } from './weightDots'
import {
  channels, channelsSeen, cropImage, dilationAcross, dilationDown, groups, height, images, isPadded, kernelHeight,
  kernelWidth, outChannels, outHeight, outWidth, packTaps, paddedSize, padImage, paddingAcross, paddingDown, placeCount,
  strideAcross, strideDown, tapCount, width, writePlaces, writeTaps,
} from './windows'

/** Small images share a block of steps: as many of them as fit. */
function imagesAtOnce(g: usize): i32 {
  return min(images(g), max(1, DEPTH / placeCount(g)))
}

/** Few output channels would not repay packing the windows for them. */
function isFewDots(g: usize): bool {
  return strideAcross(g) == 1 && outChannels(g) / groups(g) <= 12 && outWidth(g) >= 4
}

/** Bytes of scratch that `weightGradient` uses. */
export function weightGradientScratch<T>(g: usize): usize {
  if (isFewDots(g)) {
    const sums: usize = 16 * <usize>(outChannels(g) / groups(g) * tapCount(g))
    return SPARE + aligned(4 * <usize>tapCount(g)) + sums + bytes<T>(paddedSize(g)) + 64
  }
  const tables = aligned(4 * <usize>tapCount(g)) + aligned(4 * <usize>placeCount(g))
  const panels = aligned(bytes<T>(panelRows(outChannels(g) / groups(g)) * DEPTH)) + 32 * <usize>DEPTH
  return SPARE + tables + panels + bytes<T>(paddedSize(g) * imagesAtOnce(g)) + 64
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
  const places = placeCount(g)
  const plane = bytes<T>(height(g) * width(g))
  const together = imagesAtOnce(g)

  const tapTable = scratch + SPARE
  const placeTable = tapTable + aligned(4 * <usize>taps)
  const packedDelta = placeTable + aligned(4 * <usize>places)
  const packedTaps = packedDelta + aligned(bytes<T>(panelRows(perGroup) * DEPTH))
  const padded = packedTaps + 32 * <usize>DEPTH
  writeTaps<T>(g, tapTable)
  writePlaces<T>(g, placeTable)
  if (images(g) == 0) memory.fill(dw, 0, bytes<T>(outChannels(g) * taps))

  for (let group = 0; group < groups(g); group++) {
    const result = dw + bytes<T>(group * perGroup * taps)
    for (let n = 0; n < images(g); n += together) {
      const count = min(together, images(g) - n)
      const own = x + plane * <usize>(n * channels(g) + group * channelsSeen(g))
      let first = own
      let next = plane * <usize>channels(g)
      if (isPadded(g)) {
        first = padded
        next = bytes<T>(paddedSize(g))
        for (let q = 0; q < count; q++)
          padImage<T>(g, own + plane * <usize>(q * channels(g)), padded + next * <usize>q)
      }
      const delta = dy + bytes<T>((n * outChannels(g) + group * perGroup) * places)
      for (let p = 0; p < places; p += DEPTH) {
        const steps = min(DEPTH, places - p)
        const depth = steps * count
        for (let i = 0; i < perGroup; i += ROWS)
          for (let q = 0; q < count; q++)
            packRows<T>(
              packedDelta + bytes<T>(i * depth + q * steps * ROWS),
              delta + bytes<T>((q * outChannels(g) + i) * places + p), min(ROWS, perGroup - i), steps, places, 1,
            )
        const start = n > 0 || p > 0 ? FROM_RESULT : FROM_ZERO
        for (let t = 0; t < taps; t += columns<T>()) {
          const across = min(columns<T>(), taps - t)
          for (let q = 0; q < count; q++)
            packTaps<T>(
              packedTaps + 32 * <usize>(q * steps), first + next * <usize>q, tapTable + 4 * <usize>t, across,
              placeTable + 4 * <usize>p, steps,
            )
          for (let i = 0; i < perGroup; i += ROWS)
            tile<T>(
              min(ROWS, perGroup - i), across, depth, packedDelta + bytes<T>(i * depth), packedTaps,
              result + bytes<T>(i * taps + t), bytes<T>(taps), start, 0, scratch,
            )
        }
      }
    }
  }
}

/**
 * With stride 1, δx is itself a convolution: of δy, padded, with the weights turned around and their channels exchanged.
 * That is done where it takes fewer multiplications than working out the windows' gradients and adding them back: it
 * multiplies the padding too, and whole tiles of channels; the other way moves each window's gradient through memory,
 * which takes as long as some 6 multiplications.
 */
function isCorrelation(g: usize): bool {
  if (
    strideDown(g) != 1 || strideAcross(g) != 1 ||
    dilationDown(g) * (kernelHeight(g) - 1) < paddingDown(g) ||
    dilationAcross(g) * (kernelWidth(g) - 1) < paddingAcross(g)
  )
    return false
  const perGroup = outChannels(g) / groups(g)
  const area = kernelHeight(g) * kernelWidth(g)
  const turned = <f64>panelRows(channelsSeen(g)) * perGroup * area * height(g) * width(g)
  const windows = (<f64>panelRows(tapCount(g)) * perGroup + 6.0 * tapCount(g)) * placeCount(g)
  return turned < windows
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

/** [out, in, kh, kw] → [in, out, kh, kw] within each group, kernels turned by half a turn. */
function turnWeights<T>(g: usize, w: usize, into: usize): void {
  const area = kernelHeight(g) * kernelWidth(g)
  const perGroup = outChannels(g) / groups(g)
  for (let group = 0; group < groups(g); group++)
    for (let c = 0; c < channelsSeen(g); c++)
      for (let o = 0; o < perGroup; o++) {
        const from = w + bytes<T>(((group * perGroup + o) * channelsSeen(g) + c) * area)
        for (let i = area - 1; i >= 0; i--) {
          store<T>(into, load<T>(from + bytes<T>(i)))
          into += sizeof<T>()
        }
      }
}

/** Places of a block of δy rows whose windows' gradients are about 256 KiB. */
function blockRows<T>(g: usize): i32 {
  return max(1, min(outHeight(g), (1 << 18) / <i32>bytes<T>(tapCount(g) * outWidth(g))))
}

/** Bytes of scratch that `inputGradient` uses. */
export function inputGradientScratch<T>(g: usize, spare: usize): usize {
  if (isCorrelation(g)) {
    turnGeometry(g, spare)
    return 64 + aligned(bytes<T>(outChannels(g) * tapCount(g))) + convolveScratch<T>(spare)
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
    const turned = scratch + 64
    turnGeometry(g, scratch)
    turnWeights<T>(g, w, turned)
    return convolve<T>(scratch, dy, turned, 0, dx, turned + aligned(bytes<T>(outChannels(g) * tapCount(g))))
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
      memory.fill(image, 0, bytes<T>(paddedSize(g)))
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
