/** @file Numbers as pixels: kernels, maps and images. RGBA bytes, row-major. Pure. */
import { colourOf, greyOf, scaleOf, type Scheme, type Tone } from '../thumbnails'
import type { Paint } from './lookStore'

export type Pixels = Uint8ClampedArray<ArrayBuffer>

/** Float data of a shape that is known beside it. */
type Data = ArrayLike<number>

interface KernelPaint {
  readonly paint: Paint
  /** Shown where `paint` is grey or signed. */
  readonly channel: number
  readonly scheme: Scheme
}

/** Which ways of painting suit a kernel; the first is taken unless somebody chooses. */
export function paintsFor(channels: number): readonly Paint[] {
  if (channels === 1) return ['signed', 'grey']
  return channels === 3 ? ['rgb', 'signed', 'grey', 'length'] : ['length', 'signed', 'grey']
}

/**
 * One kernel, normalised by itself: 0 is mid-grey, ±max|w| are bright and dark (Krizhevsky et al. 2012, figure 3).
 * @param first flat index of its first weight @param shape [channels, height, width]
 */
export function kernelPixels(
  data: Data,
  first: number,
  [channels, height, width]: readonly [number, number, number],
  { paint, channel, scheme }: KernelPaint,
): Pixels {
  const area = height * width
  const pixels = new Uint8ClampedArray(area * 4)
  const shown = Math.min(channel, channels - 1)
  if (paint === 'signed') {
    const limit = largest(data, first + shown * area, area)
    return mapPixels(data, first + shown * area, area, limit, 'parameter', scheme)
  }
  const [from, count] = paint === 'rgb' || paint === 'length' ? [first, channels * area] : [first + shown * area, area]
  const limit = largest(data, from, count)
  const grey = (x: number) => 255 * (0.5 + (limit > 0 ? 0.5 * (x / limit) : 0))
  const lengths = paint === 'length' ? lengthsOf(data, first, channels, area) : null
  const longest = lengths ? largest(lengths, 0, area) : 0
  for (let i = 0; i < area; i++) {
    let colour: readonly [number, number, number]
    if (lengths) colour = greyOf(lengths[i]!, longest, scheme)
    else if (paint === 'rgb')
      colour = [grey(data[first + i]!), grey(data[first + area + i]!), grey(data[first + 2 * area + i]!)]
    else colour = [grey(data[from + i]!), grey(data[from + i]!), grey(data[from + i]!)]
    put(pixels, i, colour)
  }
  return pixels
}

/** √Σ w² over the channels, at each place. */
function lengthsOf(data: Data, first: number, channels: number, area: number): Float64Array {
  const lengths = new Float64Array(area)
  for (let i = 0; i < area; i++) {
    let square = 0
    for (let c = 0; c < channels; c++) square += data[first + c * area + i]! ** 2
    lengths[i] = Math.sqrt(square)
  }
  return lengths
}

/** Colours of the diverging scale from −1 to 1: a network's maps are 100,000 pixels, painted while it trains. */
const STEPS = 128
const ramps = new Map<string, readonly (readonly [number, number, number])[]>()

function rampOf(tone: Tone, scheme: Scheme) {
  const name = `${tone} ${scheme}`
  let ramp = ramps.get(name)
  if (!ramp) {
    const scale = scaleOf(tone, scheme)
    ramp = Array.from({ length: 2 * STEPS + 1 }, (_, i) => colourOf(i - STEPS, STEPS, scale))
    ramps.set(name, ramp)
  }
  return ramp
}

/** A map by sign, ±limit being the ends. */
export function mapPixels(data: Data, first: number, area: number, limit: number, tone: Tone, scheme: Scheme): Pixels {
  const pixels = new Uint8ClampedArray(area * 4)
  const ramp = rampOf(tone, scheme)
  const { bad, zero } = scaleOf(tone, scheme)
  const steps = limit > 0 ? STEPS / limit : 0
  for (let i = 0; i < area; i++) {
    const x = data[first + i]!
    if (!Number.isFinite(x)) put(pixels, i, bad)
    else put(pixels, i, ramp[Math.round(Math.max(-STEPS, Math.min(STEPS, x * steps))) + STEPS] ?? zero)
  }
  return pixels
}

/**
 * An image [channels, height, width]. Three channels are red, green and blue. One channel without negative values is ink
 * on paper, as on the cards; else black to white.
 * @param range smallest and largest value; absent: 0 … 1 where that holds all, else what the image has.
 */
export function imagePixels(
  data: Data,
  [channels, height, width]: readonly number[],
  scheme: Scheme,
  range?: readonly [number, number],
): Pixels {
  const area = height! * width!
  const pixels = new Uint8ClampedArray(area * 4)
  const [low, high] = range ?? limitsOf(data)
  const byte = (x: number) => (high > low ? (255 * (x - low)) / (high - low) : 128)
  const colours = channels === 3
  for (let i = 0; i < area; i++) {
    if (colours) put(pixels, i, [byte(data[i]!), byte(data[area + i]!), byte(data[2 * area + i]!)])
    else if (low >= 0) put(pixels, i, greyOf(data[i]!, high, scheme))
    else put(pixels, i, [byte(data[i]!), byte(data[i]!), byte(data[i]!)])
  }
  return pixels
}

export function limitsOf(data: Data): readonly [number, number] {
  let [low, high] = [Infinity, -Infinity]
  for (let i = 0; i < data.length; i++) {
    if (data[i]! < low) low = data[i]!
    if (data[i]! > high) high = data[i]!
  }
  return low >= 0 && high <= 1 ? [0, 1] : [low, high]
}

/** The largest size among finite numbers. */
export function largest(data: Data, first: number, count: number): number {
  let limit = 0
  for (let i = first; i < first + count; i++) {
    const size = Math.abs(data[i]!)
    if (Number.isFinite(size) && size > limit) limit = size
  }
  return limit
}

/** Over a faded grey image, a colour as strong as a gradient is large. @param gradient [height, width] */
export function overlayPixels(image: Pixels, gradient: Data, tone: Tone, scheme: Scheme): Pixels {
  const pixels = new Uint8ClampedArray(image.length)
  const limit = largest(gradient, 0, gradient.length)
  const scale = scaleOf(tone, scheme)
  const paper = scale.zero
  for (let i = 0; i < gradient.length; i++) {
    const at = 4 * i
    const grey = 0.299 * image[at]! + 0.587 * image[at + 1]! + 0.114 * image[at + 2]!
    const g = gradient[i]!
    const strength = limit > 0 ? Math.min(1, Math.abs(g) / limit) ** 0.6 : 0
    const end = g < 0 ? scale.negative : scale.positive
    const mixed = paper.map((p, c) => (0.72 * p + 0.28 * grey) * (1 - strength) + end[c]! * strength)
    put(pixels, i, mixed as unknown as readonly [number, number, number])
  }
  return pixels
}

function put(pixels: Pixels, i: number, [r, g, b]: readonly [number, number, number]): void {
  pixels[4 * i] = r
  pixels[4 * i + 1] = g
  pixels[4 * i + 2] = b
  pixels[4 * i + 3] = 255
}
