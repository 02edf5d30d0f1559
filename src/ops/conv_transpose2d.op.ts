import { z } from 'zod'
import { fromArray } from '../tensor'
import { initAttr } from './attrs'
import { biasAttr, convFanIn, convGeometry, groupsAttr, outChannelsAttr } from './convolution'
import { defineOp } from './defineOp'
import { productOf } from './rules'
import {
  croppedTo,
  ownTransposedWeight,
  transposedDependence,
  transposedShape,
  type TransposedAttrs,
} from './transposed'
import { pairAttr, pairAttrOr } from './window'

/**
 * torch.nn.functional.conv_transpose2d: the transpose of the matrix that a convolution is, so its forward pass is the
 * convolution's input gradient, and its input gradient a convolution.
 */
export default defineOp({
  id: 'conv_transpose2d',
  category: 'convolution',
  title: 'Transposed convolution',
  symbol: 'Wᵀ∗x',
  letter: 'z',
  summary:
    'Runs a convolution backwards: each number of a small image lays down a learned pattern in a larger one. Decoders draw with it.',
  inputs: {
    x: { doc: 'Images: [N, in_channels, height, width].' },
    weight: {
      doc: 'The pattern that each input channel lays down in each output channel: [in_channels, out_channels / groups, height, width].',
      parameter: {
        shape: (shapes, attrs: TransposedAttrs) => ownTransposedWeight(shapes, attrs, 2),
        fanIn: (shapes, attrs: TransposedAttrs) => productOf(ownTransposedWeight(shapes, attrs, 2).slice(1)),
      },
    },
    bias: {
      doc: 'One number added to each output channel: [out_channels].',
      enabled: (attrs: { bias: boolean }) => attrs.bias,
      parameter: {
        shape: ({ weight }, attrs: TransposedAttrs) => [productOf([weight![1]!, attrs.groups])],
        fanIn: convFanIn,
      },
    },
  },
  outputs: {
    y: {
      doc: '[N, out_channels, height, width]; each side is (size − 1) · stride − 2 · padding + dilation · (kernel − 1) + output_padding + 1.',
    },
  },
  // Each side of the image doubles.
  fresh: { out_channels: 4, kernel_size: 2, stride: 2 },
  attrs: z.object({
    out_channels: outChannelsAttr,
    kernel_size: pairAttr(1).optional().describe('Height and width of the kernels.'),
    stride: pairAttrOr(1, 1).describe('How far apart the patterns of two neighbours are laid down.'),
    padding: pairAttrOr(0, 0).describe('Rows and columns taken away on each side.'),
    output_padding: pairAttrOr(0, 0).describe('Rows and columns added at the lower and right side only.'),
    dilation: pairAttrOr(1, 1).describe('The distance between two neighbours in the pattern; 1 leaves no holes.'),
    groups: groupsAttr,
    bias: biasAttr,
    init: initAttr,
  }),
  shape: ({ x, weight, bias }, attrs) => ({ y: transposedShape({ x, weight, bias }, attrs, 2) }),
  forward: (k, { x, weight, bias }, attrs) => {
    const shape = transposedShape({ x: x.shape, weight: weight.shape, bias: undefined }, attrs, 2) as number[]
    const y = k.conv2dInputGrad(x, weight, shape, convGeometry(weight.shape, attrs))
    return { y: bias ? k.add(y, k.reshape(bias, [-1, 1, 1])) : y }
  },
  backward: {
    // y is linear in x with the matrix of a convolution, transposed: back goes the convolution itself.
    x: ({ k, x, weight, dy, attrs }) => croppedTo(k, k.conv2d(dy, weight, convGeometry(weight.shape, attrs)), x.shape),
    // The weight gradient of that convolution, with the errors as its images and x as its errors.
    weight: ({ k, x, weight, dy, attrs }) => k.conv2dWeightGrad(x, dy, weight.shape, convGeometry(weight.shape, attrs)),
    bias: ({ k, dy }) => k.sum(dy, [0, 2, 3], false),
  },
  formula: { y: '{y} = {weight}^{\\top} \\ast {x} + {bias}' },
  derivative: {
    x: {
      formula: '{weight} \\star {dy}',
      local: '{weight}',
      words:
        'Each element of {x} laid its pattern over several places of {y}, and gathers their errors through the same weights.',
    },
    weight: {
      formula: '{x} \\star {dy}',
      local: '{x}',
      words:
        'A weight is used by every element of its channel, so its gradient adds up input times error over all of them.',
    },
    bias: {
      formula: '\\textstyle\\sum_{n,h,w} {dy}',
      local: '1',
      words: 'The bias is added at every place, so it takes the sum of all errors of its channel.',
    },
  },
  describe: ({ bias }) => (bias ? {} : { formula: { y: '{y} = {weight}^{\\top} \\ast {x}' } }),
  dependence: transposedDependence,
  examples: [
    {
      attrs: { out_channels: 1, kernel_size: [2, 2], stride: 2 },
      inputs: {
        x: fromArray([1, 1, 1, 2], [1, 2]),
        weight: fromArray([1, 1, 2, 2], [1, 2, 3, 4]),
        bias: fromArray([1], [0.5]),
      },
      outputs: { y: fromArray([1, 1, 2, 4], [1.5, 2.5, 2.5, 4.5, 3.5, 4.5, 6.5, 8.5]) },
    },
    {
      attrs: { out_channels: 1, kernel_size: 2, dilation: 2, padding: [0, 1], output_padding: 1, bias: false },
      inputs: { x: fromArray([1, 1, 1, 2], [1, 10]), weight: fromArray([1, 1, 2, 2], [1, 2, 3, 4]) },
      outputs: { y: fromArray([1, 1, 4, 3], [10, 2, 20, 0, 0, 0, 30, 4, 40, 0, 0, 0]) },
    },
  ],
  spelling: {
    torch:
      'F.conv_transpose2d({x}, {weight}, {bias}, stride={attrs.stride}, padding={attrs.padding}, output_padding={attrs.output_padding}, groups={attrs.groups}, dilation={attrs.dilation})',
    onnx: 'ConvTranspose',
  },
})
