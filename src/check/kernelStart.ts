/**
 * @file Kernels that start as what the first layer of AlexNet had learned (Krizhevsky et al. 2012, figure 3): Gabor waves
 * without colour in the first half, colour blobs and colour waves in the second. Drawn from a seed, so that a document
 * holds one word and not 35,000 numbers.
 */
import { createRandom, gaborKernel, numel, storageFor, type Random, type Shape, type Tensor } from '../tensor'

/** Directions in the colour space of red, green, blue, of length 1: bright–dark, red–green, blue–yellow. */
const GREY = [1 / Math.sqrt(3), 1 / Math.sqrt(3), 1 / Math.sqrt(3)] as const
const OPPONENTS = [
  [1 / Math.sqrt(2), -1 / Math.sqrt(2), 0],
  [1 / Math.sqrt(6), 1 / Math.sqrt(6), -2 / Math.sqrt(6)],
] as const

/** ‖kernel‖: what kernels of U(±1/√fan_in) have on average, so that responses are as large as with the usual start. */
const LENGTH = 1 / Math.sqrt(3)

/**
 * @param shape [out_channels, in_channels / groups, height, width]; with other than three channels each kernel spreads its
 * wave over them by chance.
 */
export function kernelStart(shape: Shape, seed: number): Tensor {
  const [outputs, channels, height, width] = shape as readonly [number, number, number, number]
  const random = createRandom(seed)
  const plane = height * width
  const data = storageFor('float64', numel(shape))
  for (let output = 0; output < outputs; output++) {
    const coloured = output >= outputs / 2
    // Of the coloured ones, every third is a wave.
    const blob = coloured && output % 3 !== 0
    const pattern = blob ? blobOf(height, width, random) : waveOf(height, width, random)
    const spread = spreadOf(channels, coloured, random)
    if (!blob) takeMeanOff(pattern)
    const length = Math.sqrt(pattern.reduce((sum, value) => sum + value * value, 0)) || 1
    for (let channel = 0; channel < channels; channel++)
      for (let i = 0; i < plane; i++)
        data[(output * channels + channel) * plane + i] = (LENGTH * spread[channel]! * pattern[i]!) / length
  }
  return { dtype: 'float64', shape, data }
}

/** One to three periods across the kernel, at any angle and phase. */
function waveOf(height: number, width: number, random: Random): Float64Array {
  const size = Math.max(height, width)
  const wavelength = Math.max(2, (size / 3.2) * 2.6 ** random.uniform())
  return gaborKernel(height, width, {
    orientation: 180 * random.uniform(),
    wavelength,
    phase: 360 * random.uniform(),
    sigma: Math.min(size / 4, 0.55 * wavelength),
    aspect: 0.5 + 0.4 * random.uniform(),
  })
}

/** A bell, or a bell beside its opposite: a wave of one long period. */
function blobOf(height: number, width: number, random: Random): Float64Array {
  const size = Math.max(height, width)
  return gaborKernel(height, width, {
    orientation: 180 * random.uniform(),
    wavelength: size * (1.2 + 1.6 * random.uniform()),
    phase: random.uniform() < 0.5 ? 0 : 90,
    sigma: size * (0.18 + 0.1 * random.uniform()),
    aspect: 0.8 + 0.2 * random.uniform(),
  })
}

/** How much of the pattern each channel gets; of length 1. */
function spreadOf(channels: number, coloured: boolean, random: Random): readonly number[] {
  const sign = random.uniform() < 0.5 ? -1 : 1
  if (channels === 3 && !coloured) return GREY
  if (channels === 3) {
    // Mostly along one opponent direction, with some of the other.
    const angle = (random.uniform() - 0.5) * 0.9 + (random.uniform() < 0.5 ? 0 : Math.PI / 2)
    const [a, b] = [Math.cos(angle), Math.sin(angle)]
    return GREY.map((_, i) => sign * (a * OPPONENTS[0][i]! + b * OPPONENTS[1][i]!))
  }
  if (channels === 1) return [1]
  const drawn = Array.from({ length: channels }, () => random.normal())
  const length = Math.hypot(...drawn) || 1
  return drawn.map((value) => value / length)
}

/** Even grey excites no wave. */
function takeMeanOff(pattern: Float64Array): void {
  if (pattern.length < 2) return
  const mean = pattern.reduce((sum, value) => sum + value, 0) / pattern.length
  for (let i = 0; i < pattern.length; i++) pattern[i]! -= mean
}
