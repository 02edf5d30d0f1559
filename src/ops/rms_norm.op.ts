import { z } from 'zod'
import { fromArray, type Kernels, type Shape } from '../tensor'
import { defineOp } from './defineOp'
import { along } from './dependence'
import { normFormulas } from './normFormulas'
import {
  lastAxes,
  normalizedAxes,
  normalizedShape,
  normalizedShapeAttr,
  requireScaleAndShift,
  rescale,
  rescaleGrad,
  scaleAndShift,
  weightAttr,
} from './normalize'

/** The distance from 1 to the next number: what PyTorch takes for an eps that is not given. */
const epsilonOf = (k: Kernels, eps: number | null) => eps ?? (k.dtype === 'float64' ? 2 ** -52 : 2 ** -23)

const { formula, derivative } = normFormulas({ weight: true, bias: false, over: 'example', centred: false })

/** torch.nn.functional.rms_norm (Zhang & Sennrich 2019). */
export default defineOp({
  id: 'rms_norm',
  category: 'normalization',
  title: 'RMS norm',
  symbol: 'RMS',
  letter: 'h',
  summary:
    'Scales the numbers of each example so that their mean square is 1: a layer norm that leaves the mean where it is. Large language models use it.',
  inputs: {
    x: { doc: 'Examples, what belongs together last: [..., features].' },
    weight: {
      doc: 'What each normalized number is multiplied by: the normalized axes.',
      enabled: (attrs: { weight: boolean }) => attrs.weight,
      parameter: {
        shape: ({ x }, attrs: { normalized_shape?: Shape }) => normalizedShape(x!, attrs.normalized_shape),
        fanIn: () => 1,
        init: 'ones',
      },
    },
  },
  outputs: { y: { doc: 'Same shape as x.' } },
  attrs: z.object({
    normalized_shape: normalizedShapeAttr,
    eps: z
      .number()
      .min(0)
      .nullable()
      .default(null)
      .describe('Added to the mean square, so that zeros are not divided by 0; null: the precision of the numbers.'),
    weight: weightAttr,
  }),
  shape: ({ x, weight }, attrs) => {
    requireScaleAndShift({ weight }, normalizedShape(x, attrs.normalized_shape), 'normalized place')
    return { y: x }
  },
  forward: (k, { x, weight }, attrs) => {
    const saved = rescale(k, x, lastAxes(x.shape, attrs.normalized_shape), epsilonOf(k, attrs.eps))
    const as = x.shape.slice(x.shape.length - normalizedAxes(attrs.normalized_shape))
    return { y: scaleAndShift(k, saved.normal, weight, undefined, as), saved }
  },
  backward: {
    // ∂x̂ⱼ/∂xᵢ = (1[i=j] − x̂ᵢ x̂ⱼ / n) / rms.
    x: ({ k, x, weight, dy, saved, attrs }) =>
      rescaleGrad(
        k,
        weight ? k.mul(dy, weight) : dy,
        { normal: saved.normal!, inverse: saved.inverse! },
        lastAxes(x.shape, attrs.normalized_shape),
      ),
    // The same weight was used by every example: their shares are added up.
    weight: ({ k, weight, dy, saved }) => k.sumTo(k.mul(dy, saved.normal!), weight!.shape),
  },
  formula,
  derivative: { x: derivative.x, weight: derivative.weight },
  describe: ({ weight }) => {
    const found = normFormulas({ weight, bias: false, over: 'example', centred: false })
    return { formula: found.formula, derivative: { x: found.derivative.x } }
  },
  dependence: { x: ({ x }, attrs) => along(x!, lastAxes(x!, attrs.normalized_shape)) },
  examples: [
    {
      attrs: { eps: 0 },
      inputs: { x: fromArray([2, 2], [1, 7, -3, 3]), weight: fromArray([2], [5, 10]) },
      outputs: { y: fromArray([2, 2], [1, 14, -5, 10]) },
    },
    {
      attrs: { normalized_shape: [1, 2], eps: 1.5, weight: false },
      inputs: { x: fromArray([2, 1, 2], [1, 2, 3, 4]) },
      outputs: { y: fromArray([2, 1, 2], [0.5, 1, 3 / Math.sqrt(14), 4 / Math.sqrt(14)]) },
    },
  ],
  spelling: {
    torch: 'F.rms_norm({x}, {attrs.normalized_shape} or {x}.shape[-1:], {weight}, eps={attrs.eps})',
    onnx: 'RMSNormalization',
  },
})
