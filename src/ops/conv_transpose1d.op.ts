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
import { asImages, asSequences, sideAttr, sideAttrOr } from './window'

/**
 * torch.nn.functional.conv_transpose1d: the transpose of the matrix that a convolution is, so its forward pass is the
 * convolution's input gradient, and its input gradient a convolution. It runs on images of height 1.
 */
export default defineOp({
  id: 'conv_transpose1d',
  category: 'convolution',
  title: 'Transposed convolution (1-D)',
  symbol: 'wᵀ∗x',
  letter: 'z',
  summary:
    'Runs a 1-D convolution backwards: each number of a short sequence lays down a learned pattern in a longer one.',
  inputs: {
    x: { doc: 'Sequences: [N, in_channels, length].' },
    weight: {
      doc: 'The pattern that each input channel lays down in each output channel: [in_channels, out_channels / groups, length].',
      parameter: {
        shape: (shapes, attrs: TransposedAttrs) => ownTransposedWeight(shapes, attrs, 1),
        fanIn: (shapes, attrs: TransposedAttrs) => productOf(ownTransposedWeight(shapes, attrs, 1).slice(1)),
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
      doc: '[N, out_channels, length]; the length is (size − 1) · stride − 2 · padding + dilation · (kernel − 1) + output_padding + 1.',
    },
  },
  // The length doubles.
  fresh: { out_channels: 4, kernel_size: 2, stride: 2 },
  attrs: z.object({
    out_channels: outChannelsAttr,
    kernel_size: sideAttr(1).optional().describe('Length of the kernels.'),
    stride: sideAttrOr(1, 1).describe('How far apart the patterns of two neighbours are laid down.'),
    padding: sideAttrOr(0, 0).describe('How many places are taken away at each end.'),
    output_padding: sideAttrOr(0, 0).describe('How many places are added at the far end only.'),
    dilation: sideAttrOr(1, 1).describe('The distance between two neighbours in the pattern; 1 leaves no holes.'),
    groups: groupsAttr,
    bias: biasAttr,
    init: initAttr,
  }),
  shape: ({ x, weight, bias }, attrs) => ({ y: transposedShape({ x, weight, bias }, attrs, 1) }),
  forward: (k, { x, weight, bias }, attrs) => {
    const [n, channels, length] = transposedShape({ x: x.shape, weight: weight.shape, bias: undefined }, attrs, 1) as [
      number,
      number,
      number,
    ]
    const geometry = convGeometry(weight.shape, attrs)
    const images = k.conv2dInputGrad(asImages(k, x), asImages(k, weight), [n, channels, 1, length], geometry)
    const y = asSequences(k, images)
    return { y: bias ? k.add(y, k.reshape(bias, [-1, 1])) : y }
  },
  backward: {
    // y is linear in x with the matrix of a convolution, transposed: back goes the convolution itself.
    x: ({ k, x, weight, dy, attrs }) => {
      const images = k.conv2d(asImages(k, dy), asImages(k, weight), convGeometry(weight.shape, attrs))
      return asSequences(k, croppedTo(k, images, asImages(k, x).shape))
    },
    // The weight gradient of that convolution, with the errors as its images and x as its errors.
    weight: ({ k, x, weight, dy, attrs }) => {
      const kernels = asImages(k, weight)
      const geometry = convGeometry(weight.shape, attrs)
      return asSequences(k, k.conv2dWeightGrad(asImages(k, x), asImages(k, dy), kernels.shape, geometry))
    },
    bias: ({ k, dy }) => k.sum(dy, [0, 2], false),
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
      formula: '\\textstyle\\sum_{n,l} {dy}',
      local: '1',
      words: 'The bias is added at every place, so it takes the sum of all errors of its channel.',
    },
  },
  describe: ({ bias }) => (bias ? {} : { formula: { y: '{y} = {weight}^{\\top} \\ast {x}' } }),
  dependence: transposedDependence,
  examples: [
    {
      attrs: { out_channels: 1, kernel_size: [2], stride: 2 },
      inputs: {
        x: fromArray([1, 1, 2], [1, 2]),
        weight: fromArray([1, 1, 2], [1, 3]),
        bias: fromArray([1], [0.5]),
      },
      outputs: { y: fromArray([1, 1, 4], [1.5, 3.5, 2.5, 6.5]) },
    },
    {
      attrs: { out_channels: 1, kernel_size: 2, dilation: 2, padding: 1, output_padding: 1, bias: false },
      inputs: { x: fromArray([1, 1, 2], [1, 10]), weight: fromArray([1, 1, 2], [1, 2]) },
      outputs: { y: fromArray([1, 1, 3], [10, 2, 20]) },
    },
  ],
  spelling: {
    torch:
      'F.conv_transpose1d({x}, {weight}, {bias}, stride={attrs.stride}, padding={attrs.padding}, output_padding={attrs.output_padding}, groups={attrs.groups}, dilation={attrs.dilation})',
    onnx: 'ConvTranspose',
  },
})
