/** @file Kernels with a name, for any size from 3 × 3 on. Pure. */
import { gaborKernel } from '../../tensor'

export interface KernelPreset {
  readonly id: string
  readonly label: string
  /** What it does, in a sentence. */
  readonly words: string
  readonly make: (height: number, width: number) => Float64Array
}

/** Smallest side for which the presets are made. */
export const LEAST_SIDE = 3

/** A 3 × 3 pattern in the middle of a larger kernel. */
const middle = (rows: readonly (readonly number[])[]) => (height: number, width: number) => {
  const kernel = new Float64Array(height * width)
  const [top, left] = [Math.floor((height - 3) / 2), Math.floor((width - 3) / 2)]
  rows.forEach((row, y) => row.forEach((value, x) => (kernel[(top + y) * width + left + x] = value)))
  return kernel
}

/** A bell whose sides fit the kernel, of sum 1. */
function bell(height: number, width: number): Float64Array {
  const sigma = Math.min(height, width) / 4
  const kernel = new Float64Array(height * width)
  for (let i = 0; i < kernel.length; i++) {
    const y = Math.floor(i / width) - (height - 1) / 2
    const x = (i % width) - (width - 1) / 2
    kernel[i] = Math.exp(-(x * x + y * y) / (2 * sigma * sigma))
  }
  const sum = kernel.reduce((total, value) => total + value, 0)
  return kernel.map((value) => value / sum)
}

/** A wave that fits the kernel: λ two thirds of its shorter side, without its mean. */
const wave = (orientation: number) => (height: number, width: number) => {
  const side = Math.min(height, width)
  const kernel = gaborKernel(height, width, {
    orientation,
    wavelength: side / 1.5,
    phase: 0,
    sigma: side / 4,
    aspect: 0.7,
  })
  const mean = kernel.reduce((total, value) => total + value, 0) / kernel.length
  return kernel.map((value) => value - mean)
}

export const KERNEL_PRESETS: readonly KernelPreset[] = [
  {
    id: 'same',
    label: 'Nothing (identity)',
    words: 'Gives each pixel back as it is.',
    make: middle([
      [0, 0, 0],
      [0, 1, 0],
      [0, 0, 0],
    ]),
  },
  {
    id: 'box',
    label: 'Blur (mean)',
    words: 'The mean of all pixels under it.',
    make: (h, w) => new Float64Array(h * w).fill(1 / (h * w)),
  },
  { id: 'bell', label: 'Blur (Gaussian)', words: 'A mean in which near pixels count more.', make: bell },
  {
    id: 'upright',
    label: 'Upright edges (Sobel)',
    words: 'Positive where it gets brighter to the right.',
    make: middle([
      [-1, 0, 1],
      [-2, 0, 2],
      [-1, 0, 1],
    ]),
  },
  {
    id: 'level',
    label: 'Level edges (Sobel)',
    words: 'Positive where it gets brighter downwards.',
    make: middle([
      [-1, -2, -1],
      [0, 0, 0],
      [1, 2, 1],
    ]),
  },
  {
    id: 'outline',
    label: 'Outlines (Laplace)',
    words: 'Each pixel against its neighbours; even areas give 0.',
    make: middle([
      [-1, -1, -1],
      [-1, 8, -1],
      [-1, -1, -1],
    ]),
  },
  {
    id: 'sharpen',
    label: 'Sharpen',
    words: 'The pixel and once more how it differs from its neighbours.',
    make: middle([
      [0, -1, 0],
      [-1, 5, -1],
      [0, -1, 0],
    ]),
  },
  {
    id: 'gabor-0',
    label: 'Gabor, upright',
    words: 'High where there is an upright bright stripe of this width.',
    make: wave(0),
  },
  {
    id: 'gabor-45',
    label: 'Gabor, slanted',
    words: 'High where a bright stripe runs down to the right.',
    make: wave(45),
  },
  {
    id: 'gabor-90',
    label: 'Gabor, level',
    words: 'High where there is a level bright stripe of this width.',
    make: wave(90),
  },
]

/** The preset that a plane of numbers is, up to rounding; undefined: none of them. */
export function presetOf(plane: readonly number[], height: number, width: number): KernelPreset | undefined {
  if (Math.min(height, width) < LEAST_SIDE) return undefined
  return KERNEL_PRESETS.find(({ make }) => {
    const kernel = make(height, width)
    return kernel.every((value, i) => Math.abs(value - plane[i]!) < 1e-6)
  })
}
