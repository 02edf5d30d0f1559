/**
 * @file A Gabor function on a grid of pixels, with its derivatives (Daugman 1985; Jones & Palmer 1987):
 * g(x, y) = A · exp(−u²/2σ² − γ²v²/2σ²) · cos(2πu/λ + ψ), where u runs along the wave and v along its crests:
 * u = (x − x₀) cos θ + (y₀ − y) sin θ, v = −(x − x₀) sin θ + (y₀ − y) cos θ. x counts columns and y rows, so that y₀ − y
 * goes up: θ is that of tensor/gabor.ts.
 */
import type { Gabor } from '../tensor'

/** A Gabor that need not stand in the middle of its kernel; degrees and pixels as there. */
export interface PlacedGabor extends Gabor {
  /** [x₀, y₀]: column and row, the first pixel being (0, 0). */
  readonly centre: readonly [number, number]
  /** A, above 0: the height of the envelope, in the units of the weights. */
  readonly amplitude: number
}

/**
 * What is fitted: x₀, y₀, ln σ, ln σ/γ, θ, ln 1/λ, and A cos ψ, A sin ψ in the place of amplitude and phase, because
 * the function is linear in those two.
 */
export type Free = Float64Array
export const FREE = 8

/**
 * Writes the function into `values` [height · width] and, when given, ∂/∂free into `slopes` [height · width, FREE].
 */
export function gaborValues(free: Free, height: number, width: number, values: Float64Array, slopes?: Float64Array) {
  const [x0, y0, lnAlong, lnAcross, theta, lnFrequency, even, odd] = numbers(free)
  const [cos, sin] = [Math.cos(theta), Math.sin(theta)]
  const along = Math.exp(-2 * lnAlong)
  const across = Math.exp(-2 * lnAcross)
  const k = 2 * Math.PI * Math.exp(lnFrequency)
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      const u = (x - x0) * cos + (y0 - y) * sin
      const v = (y0 - y) * cos - (x - x0) * sin
      const envelope = Math.exp(-(u * u * along + v * v * across) / 2)
      const [c, s] = [envelope * Math.cos(k * u), envelope * Math.sin(k * u)]
      const value = even * c - odd * s
      values[i] = value
      if (!slopes) continue
      const wave = even * s + odd * c
      const bySlopeU = -u * along * value - k * wave
      const bySlopeV = -v * across * value
      const at = i * FREE
      slopes[at] = -cos * bySlopeU + sin * bySlopeV
      slopes[at + 1] = sin * bySlopeU + cos * bySlopeV
      slopes[at + 2] = u * u * along * value
      slopes[at + 3] = v * v * across * value
      slopes[at + 4] = v * bySlopeU - u * bySlopeV
      slopes[at + 5] = -k * u * wave
      slopes[at + 6] = c
      slopes[at + 7] = -s
    }
}

const DEGREES = 180 / Math.PI

/** The same function in the words of a Gabor: θ from 0 up to 180° and A above 0, which signs of u and v allow. */
export function gaborOf(free: Free): PlacedGabor {
  const [x0, y0, lnAlong, lnAcross, theta, lnFrequency, even, odd] = numbers(free)
  const turns = Math.floor(theta / Math.PI)
  // Half a turn reverses u, so the sine part changes its sign.
  const sine = turns % 2 === 0 ? odd : -odd
  return {
    orientation: (theta - turns * Math.PI) * DEGREES,
    wavelength: Math.exp(-lnFrequency),
    phase: Math.atan2(sine, even) * DEGREES,
    sigma: Math.exp(lnAlong),
    aspect: Math.exp(lnAlong - lnAcross),
    centre: [x0, y0],
    amplitude: Math.hypot(even, odd),
  }
}

export function freeOf({ orientation, wavelength, phase, sigma, aspect, centre, amplitude }: PlacedGabor): Free {
  return Float64Array.of(
    centre[0],
    centre[1],
    Math.log(sigma),
    Math.log(sigma / aspect),
    orientation / DEGREES,
    -Math.log(wavelength),
    amplitude * Math.cos(phase / DEGREES),
    amplitude * Math.sin(phase / DEGREES),
  )
}

/** @returns [height · width], row-major. */
export function drawGabor(gabor: PlacedGabor, height: number, width: number): Float64Array {
  const values = new Float64Array(height * width)
  gaborValues(freeOf(gabor), height, width, values)
  return values
}

type Eight = readonly [number, number, number, number, number, number, number, number]
const numbers = (free: Free) => free as unknown as Eight
