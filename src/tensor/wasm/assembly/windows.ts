/**
 * @file Images seen as the matrix of their windows, without building it: element (tap, place) lies at
 * `image + taps[tap] + places[place]`, in padded images. Tables hold bytes.
 */
import { bytes, lanes } from './vector'

/** Geometry: 16 numbers of 32 bits, written by the host (`geometry.ts`). */
// @ts-ignore: decorator
@inline
function field(g: usize, index: i32): i32 {
  return load<i32>(g + 4 * <usize>index)
}
// @ts-ignore: decorator
@inline
export function images(g: usize): i32 { return field(g, 0) }
// @ts-ignore: decorator
@inline
export function channels(g: usize): i32 { return field(g, 1) }
// @ts-ignore: decorator
@inline
export function height(g: usize): i32 { return field(g, 2) }
// @ts-ignore: decorator
@inline
export function width(g: usize): i32 { return field(g, 3) }
// @ts-ignore: decorator
@inline
export function outChannels(g: usize): i32 { return field(g, 4) }
// @ts-ignore: decorator
@inline
export function kernelHeight(g: usize): i32 { return field(g, 5) }
// @ts-ignore: decorator
@inline
export function kernelWidth(g: usize): i32 { return field(g, 6) }
// @ts-ignore: decorator
@inline
export function strideDown(g: usize): i32 { return field(g, 7) }
// @ts-ignore: decorator
@inline
export function strideAcross(g: usize): i32 { return field(g, 8) }
// @ts-ignore: decorator
@inline
export function paddingDown(g: usize): i32 { return field(g, 9) }
// @ts-ignore: decorator
@inline
export function paddingAcross(g: usize): i32 { return field(g, 10) }
// @ts-ignore: decorator
@inline
export function dilationDown(g: usize): i32 { return field(g, 11) }
// @ts-ignore: decorator
@inline
export function dilationAcross(g: usize): i32 { return field(g, 12) }
// @ts-ignore: decorator
@inline
export function groups(g: usize): i32 { return field(g, 13) }
// @ts-ignore: decorator
@inline
export function outHeight(g: usize): i32 { return field(g, 14) }
// @ts-ignore: decorator
@inline
export function outWidth(g: usize): i32 { return field(g, 15) }

export function paddedHeight(g: usize): i32 { return height(g) + 2 * paddingDown(g) }
export function paddedWidth(g: usize): i32 { return width(g) + 2 * paddingAcross(g) }
/** Elements from one channel of a padded image to the next: never so that all channels share a few lines of the cache. */
export function paddedPlane(g: usize): i32 {
  const size = paddedHeight(g) * paddedWidth(g)
  return (size & 15) == 0 ? size + 8 : size
}
export function isPadded(g: usize): bool { return paddingDown(g) > 0 || paddingAcross(g) > 0 }
/** Input channels that one output channel sees. */
export function channelsSeen(g: usize): i32 { return channels(g) / groups(g) }
/** Taps of one window. */
export function tapCount(g: usize): i32 { return channelsSeen(g) * kernelHeight(g) * kernelWidth(g) }
/** Windows of one image. */
export function placeCount(g: usize): i32 { return outHeight(g) * outWidth(g) }
/** Elements of one group's channels in a padded image. */
export function paddedSize(g: usize): i32 { return channelsSeen(g) * paddedPlane(g) }

/** Where each tap lies, in the order of the weights. */
export function writeTaps<T>(g: usize, taps: usize): void {
  for (let c = 0; c < channelsSeen(g); c++)
    for (let i = 0; i < kernelHeight(g); i++)
      for (let j = 0; j < kernelWidth(g); j++, taps += 4) store<i32>(taps, tapOffset<T>(g, c, i, j))
}

/** The same in the order of kernel rows, then channels: what meets the image is a run of taps. */
export function writeTapsByRow<T>(g: usize, taps: usize): void {
  for (let i = 0; i < kernelHeight(g); i++)
    for (let c = 0; c < channelsSeen(g); c++)
      for (let j = 0; j < kernelWidth(g); j++, taps += 4) store<i32>(taps, tapOffset<T>(g, c, i, j))
}

// @ts-ignore: decorator
@inline
function tapOffset<T>(g: usize, c: i32, i: i32, j: i32): i32 {
  // What is not padded is read where it lies.
  const plane = isPadded(g) ? paddedPlane(g) : height(g) * width(g)
  return <i32>bytes<T>(c * plane + i * dilationDown(g) * paddedWidth(g) + j * dilationAcross(g))
}

/** Taps by row: the first that does not lie above the image in windows up to this row of them. */
export function firstTap(g: usize, row: i32): i32 {
  const above = paddingDown(g) - row * strideDown(g)
  return min(kernelHeight(g), max(0, above + dilationDown(g) - 1) / dilationDown(g)) * channelsSeen(g) * kernelWidth(g)
}

/** Taps by row: the end of those that do not lie below the image in windows from this row of them on. */
export function endTap(g: usize, row: i32): i32 {
  const left = height(g) + paddingDown(g) - row * strideDown(g)
  return min(kernelHeight(g), max(0, left + dilationDown(g) - 1) / dilationDown(g)) * channelsSeen(g) * kernelWidth(g)
}

export function writePlaces<T>(g: usize, places: usize): void {
  for (let i = 0; i < outHeight(g); i++)
    for (let j = 0; j < outWidth(g); j++) {
      store<i32>(places, <i32>bytes<T>(i * strideDown(g) * paddedWidth(g) + j * strideAcross(g)))
      places += 4
    }
}

/** Lines of images are short: a call into the machine's own copy costs more than this loop. */
// @ts-ignore: decorator
@inline
function copyLine<T>(to: usize, from: usize, line: usize): void {
  let at: usize = 0
  for (; at + 16 <= line; at += 16) v128.store(to + at, v128.load(from + at))
  for (; at < line; at += sizeof<T>()) store<T>(to + at, load<T>(from + at))
}

/** Copies the channels of one group into the middle of zeros, which stand there already. */
export function padImage<T>(g: usize, from: usize, into: usize): void {
  const line = bytes<T>(width(g))
  const paddedLine = bytes<T>(paddedWidth(g))
  const top = paddedLine * <usize>paddingDown(g)
  for (let c = 0; c < channelsSeen(g); c++) {
    let to = into + top + bytes<T>(paddingAcross(g))
    for (let i = 0; i < height(g); i++) {
      copyLine<T>(to, from, line)
      from += line
      to += paddedLine
    }
    into += bytes<T>(paddedPlane(g))
  }
}

/** The middle of padded channels, copied out. */
export function cropImage<T>(g: usize, from: usize, into: usize): void {
  const line = bytes<T>(width(g))
  const paddedLine = bytes<T>(paddedWidth(g))
  for (let c = 0; c < channelsSeen(g); c++) {
    let source = from + paddedLine * <usize>paddingDown(g) + bytes<T>(paddingAcross(g))
    for (let i = 0; i < height(g); i++) {
      copyLine<T>(into, source, line)
      into += line
      source += paddedLine
    }
    from += bytes<T>(paddedPlane(g))
  }
}

/** Whether `lanes` places from this one on lie side by side. */
// @ts-ignore: decorator
@inline
export function adjacent<T>(places: usize): bool {
  const last = lanes<T>() - 1
  return load<i32>(places + 4 * <usize>last) - load<i32>(places) == <i32>bytes<T>(last)
}

/** One panel of the right side: `count` places (at most `columns`), step s being tap s. */
export function packPlaces<T>(into: usize, image: usize, taps: usize, depth: i32, places: usize, count: i32): void {
  const group = lanes<T>()
  const end = taps + 4 * <usize>depth
  if (count == 2 * group && adjacent<T>(places) && adjacent<T>(places + 4 * <usize>group)) {
    const first = image + <usize>load<i32>(places)
    const second = image + <usize>load<i32>(places + 4 * <usize>group)
    for (; taps < end; taps += 4, into += 32) {
      const tap = <usize>load<i32>(taps)
      v128.store(into, v128.load(first + tap))
      v128.store(into, v128.load(second + tap), 16)
    }
    return
  }
  // Places beyond the last repeat it: what they give is not kept.
  const last = count - 1
  const p0 = image + <usize>load<i32>(places)
  const p1 = image + <usize>load<i32>(places + 4 * <usize>min(1, last))
  const p2 = image + <usize>load<i32>(places + 4 * <usize>min(2, last))
  const p3 = image + <usize>load<i32>(places + 4 * <usize>min(3, last))
  if (sizeof<T>() == 8) {
    for (; taps < end; taps += 4, into += 32) {
      const tap = <usize>load<i32>(taps)
      store<T>(into, load<T>(p0 + tap))
      store<T>(into, load<T>(p1 + tap), 8)
      store<T>(into, load<T>(p2 + tap), 16)
      store<T>(into, load<T>(p3 + tap), 24)
    }
    return
  }
  const p4 = image + <usize>load<i32>(places + 4 * <usize>min(4, last))
  const p5 = image + <usize>load<i32>(places + 4 * <usize>min(5, last))
  const p6 = image + <usize>load<i32>(places + 4 * <usize>min(6, last))
  const p7 = image + <usize>load<i32>(places + 4 * <usize>min(7, last))
  for (; taps < end; taps += 4, into += 32) {
    const tap = <usize>load<i32>(taps)
    store<T>(into, load<T>(p0 + tap))
    store<T>(into, load<T>(p1 + tap), 4)
    store<T>(into, load<T>(p2 + tap), 8)
    store<T>(into, load<T>(p3 + tap), 12)
    store<T>(into, load<T>(p4 + tap), 16)
    store<T>(into, load<T>(p5 + tap), 20)
    store<T>(into, load<T>(p6 + tap), 24)
    store<T>(into, load<T>(p7 + tap), 28)
  }
}

/** `lanes` rows that start at four (two) addresses, transposed into steps of `step` bytes. */
// @ts-ignore: decorator
@inline
export function squareOf<T>(into: usize, step: usize, p0: usize, p1: usize, p2: usize, p3: usize): void {
  const a = v128.load(p0)
  const b = v128.load(p1)
  if (sizeof<T>() == 8) {
    v128.store(into, v128.shuffle<f64>(a, b, 0, 2))
    v128.store(into + step, v128.shuffle<f64>(a, b, 1, 3))
    return
  }
  const c = v128.load(p2)
  const d = v128.load(p3)
  const ab0 = v128.shuffle<f32>(a, b, 0, 4, 1, 5)
  const ab1 = v128.shuffle<f32>(a, b, 2, 6, 3, 7)
  const cd0 = v128.shuffle<f32>(c, d, 0, 4, 1, 5)
  const cd1 = v128.shuffle<f32>(c, d, 2, 6, 3, 7)
  v128.store(into, v128.shuffle<f64>(ab0, cd0, 0, 2))
  v128.store(into + step, v128.shuffle<f64>(ab0, cd0, 1, 3))
  v128.store(into + 2 * step, v128.shuffle<f64>(ab1, cd1, 0, 2))
  v128.store(into + 3 * step, v128.shuffle<f64>(ab1, cd1, 1, 3))
}

