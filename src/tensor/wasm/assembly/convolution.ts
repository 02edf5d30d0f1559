/**
 * @file 2-D cross-correlation over NCHW images: weights times the matrix of windows. Where places lie side by side their
 * windows are read where they are; else they are packed, panel by panel.
 */
import { DEPTH } from './gemm'
import { rowPlaces, rowTile } from './rowTile'
import { columns, evenRows, FROM_RESULT, FROM_ROW_BIAS, FROM_ZERO, ROWS, SPARE, spreadStep, spreadTile, tile } from './tile'
import { bytes, lanes } from './vector'
import {
  adjacent, channels, channelsSeen, endTap, firstTap, groups, height, images, isPadded, kernelHeight, kernelWidth,
  outChannels, outWidth, packPlaces, paddedPlane, paddedSize, padImage, placeCount, tapCount, width, writePlaces,
  writeTapsByRow,
} from './windows'

/** Panels of weights up to which it is not worth packing windows that can be read where they are. */
const FEW = 4

/** Whether all lines of one window stay in a first-level cache of 64 sets and 8 ways, which addresses far apart may share. */
function staysInCache<T>(g: usize): bool {
  const plane = <i32>bytes<T>(isPadded(g) ? paddedPlane(g) : height(g) * width(g))
  // The largest power of two in the distance of two channels says how many sets they use.
  const sets = max(1, min(64, 4096 / max(16, plane & -plane)))
  return channelsSeen(g) * kernelHeight(g) <= 8 * sets
}

/** Whether each vector of the places of a `rowTile` is one of neighbours. */
function adjacentRow<T>(places: usize): bool {
  for (let i = 0; i < rowPlaces<T>(); i += lanes<T>()) if (!adjacent<T>(places + 4 * <usize>i)) return false
  return true
}

/** Rounds up to whole vectors. */
// @ts-ignore: decorator
@inline
export function aligned(n: usize): usize {
  return (n + 15) & ~15
}

/** Bytes of all packed weights of a group of `rows` channels. */
function weightBytes<T>(rows: i32, taps: i32): usize {
  return aligned(<usize>((rows + ROWS - 1) / ROWS * taps) * spreadStep<T>())
}

/** Bytes of the table of runs of taps: two numbers for each panel of places. */
function runBytes<T>(places: i32): usize {
  return aligned(8 * <usize>((places + columns<T>() - 1) / columns<T>()))
}

/** For each panel of places, the first and the end of the taps that meet the image: kernel rows in the padding are left out. */
function writeRuns<T>(g: usize, runs: usize): void {
  const places = placeCount(g)
  for (let p = 0; p < places; p += columns<T>(), runs += 8) {
    const last = min(p + columns<T>(), places) - 1
    store<i32>(runs, firstTap(g, last / outWidth(g)))
    store<i32>(runs, endTap(g, p / outWidth(g)), 4)
  }
}

/** Bytes of scratch that `convolve` uses. */
export function convolveScratch<T>(g: usize): usize {
  const tables = aligned(4 * <usize>tapCount(g)) + aligned(4 * <usize>placeCount(g)) + runBytes<T>(placeCount(g))
  const weights = weightBytes<T>(outChannels(g) / groups(g), tapCount(g))
  return SPARE + tables + weights + 32 * <usize>DEPTH + bytes<T>(paddedSize(g)) + 64
}

/**
 * One group's weights in panels of `high` channels, with where each tap lies in the image. `turned`: stored as [in, out, kh,
 * kw] of this convolution, and kernels are turned by half a turn.
 */
function packWeights<T>(g: usize, w: usize, high: i32, turned: bool, tapTable: usize, into: usize): void {
  const rows = outChannels(g) / groups(g)
  const area = kernelHeight(g) * kernelWidth(g)
  const line = bytes<T>(turned ? area : tapCount(g))
  const channel = bytes<T>(turned ? rows * area : area)
  for (let r = 0; r < rows; r += high) {
    // Rows beyond the last repeat it: what they give is not kept.
    const last = min(high, rows - r) - 1
    const r0 = w + <usize>r * line
    const r1 = r0 + <usize>min(1, last) * line
    const r2 = r0 + <usize>min(2, last) * line
    const r3 = r0 + <usize>min(3, last) * line
    const r4 = r0 + <usize>min(4, last) * line
    const r5 = r0 + <usize>min(5, last) * line
    let tap = tapTable
    for (let i = 0; i < kernelHeight(g); i++)
      for (let c = 0; c < channelsSeen(g); c++)
        for (let j = 0; j < kernelWidth(g); j++) {
          const place = i * kernelWidth(g) + j
          const at = <usize>c * channel + bytes<T>(turned ? area - 1 - place : place)
          store<T>(into, load<T>(r0 + at))
          store<T>(into, load<T>(r1 + at), sizeof<T>())
          store<T>(into, load<T>(r2 + at), 2 * sizeof<T>())
          store<T>(into, load<T>(r3 + at), 3 * sizeof<T>())
          if (ROWS > 4) {
            store<T>(into, load<T>(r4 + at), 4 * sizeof<T>())
            store<T>(into, load<T>(r5 + at), 5 * sizeof<T>())
          }
          store<i32>(into, load<i32>(tap), <usize>ROWS * sizeof<T>())
          tap += 4
          into += spreadStep<T>()
        }
  }
}

/** y = w ⋆ x + bias; `bias` 0 means none. */
export function convolve<T>(g: usize, x: usize, w: usize, bias: usize, y: usize, scratch: usize): void {
  correlate<T>(g, x, w, false, bias, y, scratch)
}

/** The same for weights that are stored as `turned` says (see `packWeights`). */
export function correlate<T>(g: usize, x: usize, w: usize, turned: bool, bias: usize, y: usize, scratch: usize): void {
  const perGroup = outChannels(g) / groups(g)
  const high = evenRows(perGroup)
  const taps = tapCount(g)
  const places = placeCount(g)
  const plane = bytes<T>(height(g) * width(g))
  const panel = <usize>taps * spreadStep<T>()
  const inPlace = perGroup <= FEW * high && staysInCache<T>(g)

  const tapTable = scratch + SPARE
  const placeTable = tapTable + aligned(4 * <usize>taps)
  const runTable = placeTable + aligned(4 * <usize>places)
  const weights = runTable + runBytes<T>(places)
  const packedPlaces = weights + weightBytes<T>(perGroup, taps)
  const padded = packedPlaces + 32 * <usize>DEPTH
  writeTapsByRow<T>(g, tapTable)
  writePlaces<T>(g, placeTable)
  writeRuns<T>(g, runTable)
  if (isPadded(g)) memory.fill(padded, 0, bytes<T>(paddedSize(g)))

  for (let group = 0; group < groups(g); group++) {
    packWeights<T>(g, w + bytes<T>(group * perGroup * taps), high, turned, tapTable, weights)
    for (let n = 0; n < images(g); n++) {
      let image = x + plane * <usize>(n * channels(g) + group * channelsSeen(g))
      if (isPadded(g)) {
        padImage<T>(g, image, padded)
        image = padded
      }
      const result = y + bytes<T>((n * outChannels(g) + group * perGroup) * places)
      const firstBias = bias + bytes<T>(group * perGroup)
      for (let k = 0; k < taps; k += DEPTH) {
        const start = k > 0 ? FROM_RESULT : bias ? FROM_ROW_BIAS : FROM_ZERO
        let p = 0
        if (perGroup == 1 && inPlace)
          for (; p + rowPlaces<T>() <= places && adjacentRow<T>(placeTable + 4 * <usize>p); p += rowPlaces<T>()) {
            const run = runTable + 8 * <usize>(p / columns<T>())
            // Runs move up from place to place: the last begins first, and the first ends last.
            const from = max(k, load<i32>(run, 24))
            const depth = max(0, min(min(taps, k + DEPTH), load<i32>(run, 4)) - from)
            const a = weights + <usize>from * spreadStep<T>()
            rowTile<T>(depth, a, image, placeTable + 4 * <usize>p, result + bytes<T>(p), start, firstBias)
          }
        for (; p < places; p += columns<T>()) {
          const count = min(columns<T>(), places - p)
          const run = runTable + 8 * <usize>(p / columns<T>())
          const from = max(k, load<i32>(run))
          const depth = max(0, min(min(taps, k + DEPTH), load<i32>(run, 4)) - from)
          if (depth == 0 && k > 0) continue
          let a = weights + <usize>from * spreadStep<T>()
          let to = result + bytes<T>(p)
          let own = firstBias
          const one = placeTable + 4 * <usize>p
          const two = one + 4 * <usize>lanes<T>()
          const whole = inPlace && count == columns<T>() && adjacent<T>(one) && adjacent<T>(two)
          if (!whole) packPlaces<T>(packedPlaces, image, tapTable + 4 * <usize>from, depth, one, count)
          for (let i = 0; i < perGroup; i += high) {
            const rows = min(high, perGroup - i)
            if (whole)
              spreadTile<T>(
                rows, depth, a, image + <usize>load<i32>(one), image + <usize>load<i32>(two), to, bytes<T>(places), start, own,
              )
            else tile<T>(rows, count, depth, a, spreadStep<T>(), packedPlaces, to, bytes<T>(places), start, own, scratch)
            a += panel
            to += bytes<T>(high * places)
            own += bytes<T>(high)
          }
        }
      }
    }
  }
}
