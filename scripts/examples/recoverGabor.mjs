/** @file 30-recover-gabor.json: a hidden Gabor bank, and a convolution that finds it by gradient descent. */
import { documentOf, tensorOf } from './graph.mjs'

const SIDE = 11
const ORIENTATIONS = 4
/** λ and σ of the two scales, pixels, and the phase ψ of each: a stripe and an edge. */
const SCALES = [
  { wavelength: 4.5, sigma: 2, phase: 0 },
  { wavelength: 7, sigma: 3, phase: Math.PI / 2 },
]
const ASPECT = 0.7

/** The formula of src/tensor/gabor.ts, with its mean taken off and brought to length 1. */
function gabor(orientation, { wavelength, sigma, phase }) {
  const kernel = []
  for (let row = 0; row < SIDE; row++)
    for (let column = 0; column < SIDE; column++) {
      const x = column - (SIDE - 1) / 2
      const y = (SIDE - 1) / 2 - row
      const along = x * Math.cos(orientation) + y * Math.sin(orientation)
      const across = ASPECT * (y * Math.cos(orientation) - x * Math.sin(orientation))
      kernel.push(
        Math.exp(-(along ** 2 + across ** 2) / (2 * sigma ** 2)) * Math.cos((2 * Math.PI * along) / wavelength + phase),
      )
    }
  const mean = kernel.reduce((sum, w) => sum + w, 0) / kernel.length
  const length = Math.hypot(...kernel.map((w) => w - mean))
  return kernel.map((w) => (w - mean) / length)
}

export function recoverGabor() {
  const bank = SCALES.flatMap((scale) =>
    Array.from({ length: ORIENTATIONS }, (_, i) => gabor((i * Math.PI) / ORIENTATIONS, scale)),
  )
  const shape = [bank.length, 1, SIDE, SIDE]
  const attrs = { bias: false, kernel_size: [SIDE, SIDE], out_channels: bank.length }
  return documentOf(
    {
      x: { op: 'input', label: 'x', at: [0, 0.5], attrs: { shape: ['N', 1, 20, 20] } },
      G: { op: 'constant', label: 'G', at: [0, 1.5], attrs: { shape } },
      r: { op: 'conv2d', label: 'r', at: [1.5, 1], attrs, from: { x: 'x', weight: 'G' } },
      c: { op: 'conv2d', label: 'r̂', at: [1.5, 0], attrs, from: { x: 'x' } },
      L: { op: 'mse_loss', label: 'L', at: [3, 0.5], from: { input: 'c', target: 'r' } },
    },
    {
      name: 'Recover a hidden Gabor bank',
      description:
        'Eight Gabor kernels G answer patches of photographs with r. A second convolution r̂ starts with random kernels and is told only how far its answers are off. Press Train and open Filters: within a minute every kernel turns into its hidden twin.',
      tensors: { 'G.y': tensorOf(shape, bank.flat()) },
      objective: { node: 'L', port: 'loss' },
      data: { dataset: 'image-patches', inputs: { x: 'patch' }, settings: { count: 4000, size: 20 } },
      training: {
        optimizer: { kind: 'adam', lr: 0.005 },
        schedule: { kind: 'cosine_annealing' },
        steps: 4000,
        batchSize: 32,
        seed: 0,
        tolerance: null,
      },
    },
  )
}
