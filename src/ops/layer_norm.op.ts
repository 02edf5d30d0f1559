import { z } from 'zod'
import { fromArray, type Shape } from '../tensor'
import { defineOp } from './defineOp'
import { along } from './dependence'
import { normFormulas } from './normFormulas'
import {
  biasAttr,
  epsAttr,
  lastAxes,
  normalizedAxes,
  normalizedShape,
  normalizedShapeAttr,
  requireScaleAndShift,
  scaleAndShift,
  standardize,
  standardizeGrad,
  weightAttr,
} from './normalize'

type NormalizedShape = { normalized_shape?: Shape }

const formulas = ({ weight, bias }: { weight: boolean; bias: boolean }) =>
  normFormulas({ weight, bias, over: 'example', centred: true })

/** torch.nn.functional.layer_norm (Ba, Kiros & Hinton 2016). */
export default defineOp({
  id: 'layer_norm',
  category: 'normalization',
  title: 'Layer norm',
  symbol: 'LN',
  letter: 'h',
  summary:
    'Shifts and scales the numbers of each example to mean 0 and spread 1, so that no layer drifts off; then a learned scale and shift.',
  inputs: {
    x: { doc: 'Examples, what belongs together last: [..., features].' },
    weight: {
      doc: 'What each normalized number is multiplied by: the normalized axes.',
      enabled: (attrs: { weight: boolean }) => attrs.weight,
      parameter: {
        shape: ({ x }, attrs: NormalizedShape) => normalizedShape(x!, attrs.normalized_shape),
        fanIn: () => 1,
        init: 'ones',
      },
    },
    bias: {
      doc: 'What is added to each: the normalized axes.',
      enabled: (attrs: { bias: boolean }) => attrs.bias,
      parameter: {
        shape: ({ x }, attrs: NormalizedShape) => normalizedShape(x!, attrs.normalized_shape),
        fanIn: () => 1,
        init: 'zeros',
      },
    },
  },
  outputs: { y: { doc: 'Same shape as x.' } },
  attrs: z.object({
    normalized_shape: normalizedShapeAttr,
    eps: epsAttr(1e-5),
    weight: weightAttr,
    bias: biasAttr,
  }),
  shape: ({ x, weight, bias }, attrs) => {
    requireScaleAndShift({ weight, bias }, normalizedShape(x, attrs.normalized_shape), 'normalized place')
    return { y: x }
  },
  forward: (k, { x, weight, bias }, attrs) => {
    const saved = standardize(k, x, lastAxes(x.shape, attrs.normalized_shape), attrs.eps)
    const as = x.shape.slice(x.shape.length - normalizedAxes(attrs.normalized_shape))
    return { y: scaleAndShift(k, saved.normal, weight, bias, as), saved }
  },
  backward: {
    x: ({ k, x, weight, dy, saved, attrs }) =>
      standardizeGrad(
        k,
        weight ? k.mul(dy, weight) : dy,
        { normal: saved.normal!, inverse: saved.inverse! },
        lastAxes(x.shape, attrs.normalized_shape),
      ),
    // The same weight was used by every example: their shares are added up.
    weight: ({ k, weight, dy, saved }) => k.sumTo(k.mul(dy, saved.normal!), weight!.shape),
    bias: ({ k, bias, dy }) => k.sumTo(dy, bias!.shape),
  },
  ...formulas({ weight: true, bias: true }),
  describe: formulas,
  dependence: { x: ({ x }, attrs) => along(x!, lastAxes(x!, attrs.normalized_shape)) },
  examples: [
    {
      attrs: { eps: 0 },
      inputs: {
        x: fromArray([2, 2], [1, 3, 10, -10]),
        weight: fromArray([2], [2, 10]),
        bias: fromArray([2], [0, 0.5]),
      },
      outputs: { y: fromArray([2, 2], [-2, 10.5, 2, -9.5]) },
    },
    {
      attrs: { normalized_shape: [2, 2], eps: 0.75, bias: false },
      inputs: { x: fromArray([1, 2, 2], [1, 2, 2, 3]), weight: fromArray([2, 2], [1, 1, 1, 4]) },
      outputs: { y: fromArray([1, 2, 2], [-1 / Math.sqrt(1.25), 0, 0, 4 / Math.sqrt(1.25)]) },
    },
  ],
  spelling: {
    torch: 'F.layer_norm({x}, {attrs.normalized_shape} or {x}.shape[-1:], {weight}, {bias}, eps={attrs.eps})',
    onnx: 'LayerNormalization',
  },
})
