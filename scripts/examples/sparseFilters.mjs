/** @file 31-sparse-filters.json: filters of natural images by a sparse code (reconstruction ICA, Le et al. 2011). */
import { documentOf, tensorOf } from './graph.mjs'

/** Side of the fixed whitening kernel, and of the learned filters, pixels. */
const RETINA = 9
const FILTER = 12
const PATCH = FILTER + RETINA - 1
/** How much being sparse counts beside drawing the patch again. */
const SPARSITY = 0.8
/** Cut-off of whitening in cycles a pixel: what is finer is mostly noise and the grid of pixels. */
const CUT_OFF = 0.4

/**
 * The whitening filter of Olshausen & Field (1996): |f| · exp(−(f/f₀)⁴), which flattens the 1/f of natural images, as
 * a kernel: a bright middle with a dark surround, as ganglion cells of the retina have it. Its sum is made 0 and its
 * middle `strength`.
 */
function whitening(strength) {
  const half = (RETINA - 1) / 2
  const kernel = []
  const steps = 64
  for (let row = -half; row <= half; row++)
    for (let column = -half; column <= half; column++) {
      let sum = 0
      for (let v = 0; v < steps; v++)
        for (let u = 0; u < steps; u++) {
          const [fx, fy] = [u / steps - 0.5, v / steps - 0.5]
          const f = Math.hypot(fx, fy)
          sum += f * Math.exp(-((f / CUT_OFF) ** 4)) * Math.cos(2 * Math.PI * (fx * column + fy * row))
        }
      kernel.push(sum)
    }
  const mean = kernel.reduce((sum, w) => sum + w, 0) / kernel.length
  const middle = kernel[(kernel.length - 1) / 2] - mean
  return kernel.map((w) => (strength * (w - mean)) / middle)
}

export function sparseFilters({ filters = 64, sparsity = SPARSITY, strength = 12, ...training } = {}) {
  const weight = [filters, 1, FILTER, FILTER]
  const retina = [1, 1, RETINA, RETINA]
  return documentOf(
    {
      x: { op: 'input', label: 'x', at: [0, 0], attrs: { shape: ['N', 1, PATCH, PATCH] } },
      k: { op: 'constant', label: 'k', at: [0, 1], attrs: { shape: retina } },
      w: {
        op: 'conv2d',
        label: 'w',
        at: [1, 0.5],
        attrs: { bias: false, kernel_size: [RETINA, RETINA], out_channels: 1 },
        from: { x: 'x', weight: 'k' },
      },
      // A row a filter: so each starts with a length near 1, and not at 0, where no answers at all are a valley of their own.
      q: { op: 'parameter', label: 'θ', at: [0, 2], attrs: { shape: [filters, FILTER ** 2] } },
      W: { op: 'reshape', label: 'W', at: [1, 1.5], attrs: { shape: weight }, from: { x: 'q' } },
      r: {
        op: 'conv2d',
        label: 'r',
        at: [2, 1],
        attrs: { bias: false, kernel_size: [FILTER, FILTER], out_channels: filters },
        from: { x: 'w', weight: 'W' },
      },
      v: {
        op: 'conv_transpose2d',
        label: 'ŵ',
        at: [3, 1.5],
        attrs: { bias: false, kernel_size: [FILTER, FILTER], out_channels: 1 },
        from: { x: 'r', weight: 'W' },
      },
      e: { op: 'mse_loss', label: 'e', at: [4, 0.5], from: { input: 'v', target: 'w' } },
      a: { op: 'abs', label: 'a', at: [3, 2.5], from: { x: 'r' } },
      m: { op: 'mean', label: 'm', at: [4, 2.5], from: { x: 'a' } },
      s: { op: 'constant', label: 'λ', at: [4, 1.5], attrs: { value: sparsity } },
      p: { op: 'mul', label: 'p', at: [5, 2], from: { a: 's', b: 'm' } },
      L: { op: 'add', label: 'L', at: [6, 1], from: { a: 'e.loss', b: 'p' } },
    },
    {
      name: 'Filters from photographs',
      description:
        'Patches of photographs are whitened by a fixed kernel k, answered by 64 filters W, and drawn again from the answers. The loss asks for a good drawing with few answers. Press Train and open Filters: the noise turns into edges and stripes at all angles, as Gabor functions have them.',
      tensors: { 'k.y': tensorOf(retina, whitening(strength)) },
      objective: { node: 'L', port: 'y' },
      data: { dataset: 'image-patches', inputs: { x: 'patch' }, settings: { count: 10_000, size: PATCH } },
      training: {
        optimizer: { kind: 'adam', lr: 0.005 },
        schedule: { kind: 'cosine_annealing' },
        steps: 2500,
        batchSize: 128,
        seed: 0,
        tolerance: null,
        ...training,
      },
    },
  )
}
