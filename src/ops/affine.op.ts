import { z } from 'zod'
import { fromArray, numel, shapeText, type Dim, type Kernels, type Ref } from '../tensor'
import { initAttr } from './attrs'
import { defineOp, ShapeProblem, type ShapesByPort } from './defineOp'
import { all, product, same } from './dependence'
import { compatible } from './rules'

const features = ({ x }: ShapesByPort): Dim => {
  const last = x?.at(-1)
  if (last === undefined)
    throw new ShapeProblem(
      'x',
      '{node} needs x with at least 1 axis, but {from:x} gives a single number ([]).',
      'Reshape {from:x} to [1].',
    )
  return last
}

/** All examples one below the other, whatever axes they were on. */
const asRows = (k: Kernels, x: Ref) => k.reshape(x, [numel(x.shape.slice(0, -1)), x.shape.at(-1)!])

/** torch.nn.functional.linear: y = x Wᵀ + b. W is [out_features, in_features]. */
export default defineOp({
  id: 'affine',
  category: 'linear',
  title: 'Affine',
  symbol: 'Wx+b',
  letter: 'z',
  summary: 'Each output is a weighted sum of all inputs plus a bias: one layer of neurons before the activation.',
  inputs: {
    x: { doc: 'Examples in rows, features last: [..., in_features].' },
    weight: {
      doc: 'One row of weights for each output: [out_features, in_features].',
      parameter: {
        shape: (shapes, attrs: { out_features?: number }) => {
          if (attrs.out_features === undefined)
            throw new ShapeProblem(
              'weight',
              '{node} does not know how many outputs it has.',
              'Set out_features, or wire a weight.',
              'missing-attribute',
            )
          return [attrs.out_features, features(shapes)]
        },
        fanIn: features,
      },
    },
    bias: {
      doc: 'One number added to each output: [out_features].',
      enabled: (attrs: { bias: boolean }) => attrs.bias,
      parameter: { shape: ({ weight }) => [weight![0]!], fanIn: features },
    },
  },
  outputs: { y: { doc: '[..., out_features].' } },
  attrs: z.object({
    out_features: z.int().min(1).max(65536).optional().describe('How many outputs (neurons) the layer has.'),
    bias: z.boolean().default(true).describe('Whether a learned number is added to each output.'),
    init: initAttr,
  }),
  shape: ({ x, weight, bias }, attrs) => {
    const n = features({ x })
    if (weight.length !== 2)
      throw new ShapeProblem(
        'weight',
        `{node} needs a weight with 2 axes [out_features, in_features], but gets ${shapeText(weight)}.`,
        'Reshape the weight to two axes.',
      )
    if (!compatible(n, weight[1]!))
      throw new ShapeProblem(
        'x',
        `{node} needs x with ${weight[1]} features, but {from:x} gives ${n} (${shapeText(x)}; weight is ${shapeText(weight)}).`,
        `Set {node}'s weight to ${shapeText([weight[0]!, n])}, or reshape {from:x} so that its last axis is ${weight[1]}.`,
      )
    if (attrs.out_features !== undefined && !compatible(attrs.out_features, weight[0]!))
      throw new ShapeProblem(
        'weight',
        `{node} has out_features ${attrs.out_features}, but its weight has ${weight[0]} rows (${shapeText(weight)}).`,
        `Set out_features to ${weight[0]}, or use a weight of ${shapeText([attrs.out_features, n])}.`,
      )
    if (bias && !(bias.length === 1 && compatible(bias[0]!, weight[0]!)))
      throw new ShapeProblem(
        'bias',
        `{node} needs a bias of shape [${weight[0]}], but gets ${shapeText(bias)}.`,
        `Use a bias of shape [${weight[0]}], or set bias to false.`,
      )
    return { y: [...x.slice(0, -1), weight[0]!] }
  },
  forward: (k, { x, weight, bias }) => {
    const rows = asRows(k, x)
    const product = k.reshape(k.matmul(rows, weight, { transposeB: true }), [...x.shape.slice(0, -1), weight.shape[0]!])
    return { y: bias ? k.add(product, bias) : product }
  },
  backward: {
    // L changes with x through every output: δx = δy W.
    x: ({ k, x, weight, dy }) => k.reshape(k.matmul(asRows(k, dy), weight), x.shape),
    // Each row of W sees its own output's error, times the inputs, summed over the examples: δW = δyᵀ x.
    weight: ({ k, x, dy }) => k.matmul(asRows(k, dy), asRows(k, x), { transposeA: true }),
    bias: ({ k, weight, dy }) => k.sumTo(dy, [weight.shape[0]!]),
  },
  formula: { y: '{y} = {x}\\,{weight}^{\\top} + {bias}' },
  derivative: {
    x: {
      formula: '{dy}\\,{weight}',
      local: '{weight}',
      words: 'The error of each output goes back to {x} in proportion to the weight that joined them.',
    },
    weight: {
      formula: '{dy}^{\\top}\\,{x}',
      local: '{x}',
      words: 'Each weight takes the error of its output times the input it multiplied.',
    },
    bias: {
      formula: '\\textstyle\\sum_n {dy}',
      local: '1',
      words: 'The bias is added as it is, so it takes the error of its output unchanged.',
    },
  },
  describe: ({ bias }) => (bias ? {} : { formula: { y: '{y} = {x}\\,{weight}^{\\top}' } }),
  dependence: {
    x: ({ x, weight }) => product(same(numel(x!.slice(0, -1))), all(weight![1]!, weight![0]!)),
    weight: ({ x, weight }) => product(all(1, numel(x!.slice(0, -1))), same(weight![0]!), all(weight![1]!, 1)),
  },
  examples: [
    {
      attrs: { out_features: 1 },
      inputs: { x: fromArray([2, 2], [1, 2, 3, 4]), weight: fromArray([1, 2], [10, -1]), bias: fromArray([1], [0.5]) },
      outputs: { y: fromArray([2, 1], [8.5, 26.5]) },
    },
  ],
  spelling: { torch: 'F.linear({x}, {weight}, {bias})', onnx: 'Gemm' },
})
