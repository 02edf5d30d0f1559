/**
 * @file Gabor kernels: a plane wave under a bell. What simple cells of the visual cortex respond to, and what the first
 * layers of networks learn on photographs (Daugman 1985; the parametrisation is that of Petkov & Kruizinga 1997):
 *
 *   g(x, y) = exp(−(x′² + γ² y′²) / (2σ²)) · cos(2π x′/λ + ψ)
 *   x′ = x cos θ + y sin θ,  y′ = −x sin θ + y cos θ
 *
 * x runs to the right and y up, in pixels from the kernel's middle; rows of the image run down.
 */
import { numel } from './shape'
import type { Shape, Tensor } from './types'

export interface Gabor {
  /** θ, degrees: the direction of the wave. At 0 the stripes are upright, and turn counter-clockwise with θ. */
  readonly orientation: number
  /** λ, pixels a period; more than 0. */
  readonly wavelength: number
  /** ψ, degrees: at 0 the middle is a bright stripe, at ±90 an edge. */
  readonly phase: number
  /** σ, pixels: the width of the bell; more than 0. */
  readonly sigma: number
  /** γ: 1 is a round bell, less is one that is longer along the stripes; more than 0. */
  readonly aspect: number
}

export interface GaborBank extends Omit<Gabor, 'orientation'> {
  /** θ of the first kernel, degrees. */
  readonly orientation: number
  /** How many orientations, spread evenly over 180°. */
  readonly orientations: number
  /** How many sizes: each has λ and σ larger by `ratio` than the one before. */
  readonly scales: number
  readonly ratio: number
  /** Takes the mean off each kernel, so that even grey gives 0. */
  readonly zeroMean: boolean
}

/** A good start for kernels from 7 × 7 on. */
export const GABOR_BANK: GaborBank = {
  orientation: 0,
  orientations: 4,
  wavelength: 4,
  phase: 0,
  sigma: 2,
  aspect: 0.7,
  scales: 2,
  ratio: 1.5,
  zeroMean: true,
}

const RADIANS = Math.PI / 180

/** One kernel as it is in the formula, row-major, [height, width]; its middle lies at ((height − 1)/2, (width − 1)/2). */
export function gaborKernel(height: number, width: number, gabor: Gabor): Float64Array {
  const { wavelength, sigma, aspect } = gabor
  const [c, s] = [Math.cos(gabor.orientation * RADIANS), Math.sin(gabor.orientation * RADIANS)]
  const kernel = new Float64Array(height * width)
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const x = column - (width - 1) / 2
      const y = (height - 1) / 2 - row
      const along = x * c + y * s
      const across = aspect * (y * c - x * s)
      kernel[row * width + column] =
        Math.exp(-(along * along + across * across) / (2 * sigma * sigma)) *
        Math.cos((2 * Math.PI * along) / wavelength + gabor.phase * RADIANS)
    }
  return kernel
}

/**
 * Which Gabor kernel `index` of a bank is: orientations run fastest, then scales; kernels beyond orientations × scales
 * begin again a quarter of a wave further (the quadrature partners), so that a bank fills any number of kernels.
 */
export function gaborOfBank(bank: GaborBank, index: number): Gabor {
  const { orientations, scales, ratio } = bank
  const scale = ratio ** (Math.floor(index / orientations) % scales)
  return {
    orientation: bank.orientation + ((index % orientations) * 180) / orientations,
    wavelength: bank.wavelength * scale,
    phase: bank.phase + 90 * Math.floor(index / (orientations * scales)),
    sigma: bank.sigma * scale,
    aspect: bank.aspect,
  }
}

/**
 * The weight of a convolution as a Gabor bank. Every kernel has length 1 (‖kernel‖₂) over all its channels, which share
 * it evenly; so responses of one bank can be compared.
 * @param shape [out_channels, in_channels / groups, height, width]
 */
export function gaborWeight(shape: Shape, bank: GaborBank): Tensor & { readonly data: Float64Array } {
  const [outputs, channels, height, width] = shape as readonly [number, number, number, number]
  const plane = height * width
  const data = new Float64Array(numel(shape))
  for (let output = 0; output < outputs; output++) {
    const kernel = gaborKernel(height, width, gaborOfBank(bank, output))
    if (bank.zeroMean) takeMeanOff(kernel)
    const length = Math.sqrt(kernel.reduce((sum, value) => sum + value * value, 0) * channels)
    for (let channel = 0; channel < channels; channel++)
      for (let i = 0; i < plane; i++)
        data[(output * channels + channel) * plane + i] = length > 0 ? kernel[i]! / length : 0
  }
  return { dtype: 'float64', shape, data }
}

function takeMeanOff(kernel: Float64Array): void {
  const mean = kernel.reduce((sum, value) => sum + value, 0) / kernel.length
  // A kernel of one pixel is nothing but its mean.
  if (kernel.length > 1) for (let i = 0; i < kernel.length; i++) kernel[i]! -= mean
}
