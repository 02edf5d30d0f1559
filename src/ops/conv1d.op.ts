import { z } from 'zod'
import { fromArray } from '../tensor'
import { initAttr } from './attrs'
import {
  biasAttr,
  checkConvolution,
  convDependence,
  convFanIn,
  convGeometry,
  convWindow,
  groupsAttr,
  outChannelsAttr,
  ownWeight,
  type ConvAttrs,
} from './convolution'
import { defineOp } from './defineOp'
import { productOf } from './rules'
import { asImages, asSequences, sideAttr, sideAttrOr, windowSizes } from './window'

/** torch.nn.functional.conv1d: a cross-correlation. It runs as a 2-D convolution of images of height 1. */
export default defineOp({
  id: 'conv1d',
  category: 'convolution',
  title: 'Convolution (1-D)',
  symbol: 'w∗x',
  letter: 'z',
  summary:
    'Slides small kernels along a sequence, a sound or a text. Each kernel looks for one pattern everywhere, with the same weights at every place.',
  inputs: {
    x: { doc: 'Sequences: [N, in_channels, length].' },
    weight: {
      doc: 'One kernel for each output channel: [out_channels, in_channels / groups, length].',
      parameter: {
        shape: (shapes, attrs: ConvAttrs) => ownWeight(shapes, attrs, 1),
        fanIn: (shapes, attrs: ConvAttrs) => productOf(ownWeight(shapes, attrs, 1).slice(1)),
      },
    },
    bias: {
      doc: 'One number added to each output channel: [out_channels].',
      enabled: (attrs: { bias: boolean }) => attrs.bias,
      parameter: { shape: ({ weight }) => [weight![0]!], fanIn: convFanIn },
    },
  },
  outputs: { y: { doc: '[N, out_channels, length], with as many places as the window has positions.' } },
  fresh: { out_channels: 4, kernel_size: 3 },
  attrs: z.object({
    out_channels: outChannelsAttr,
    kernel_size: sideAttr(1).optional().describe('Length of the kernels.'),
    stride: sideAttrOr(1, 1).describe('How far the window moves.'),
    padding: sideAttrOr(0, 0).describe('How many zeros are added at each end.'),
    dilation: sideAttrOr(1, 1).describe('The distance between two neighbours in the window; 1 leaves no holes.'),
    groups: groupsAttr,
    bias: biasAttr,
    init: initAttr,
  }),
  shape: ({ x, weight, bias }, attrs) => {
    checkConvolution({ x, weight, bias }, attrs, 1)
    const known = typeof weight[2] === 'number'
    return { y: [x[0]!, weight[0]!, ...(known ? windowSizes(x, convWindow(weight as number[], attrs)) : ['?'])] }
  },
  forward: (k, { x, weight, bias }, attrs) => {
    const y = asSequences(k, k.conv2d(asImages(k, x), asImages(k, weight), convGeometry(weight.shape, attrs)))
    return { y: bias ? k.add(y, k.reshape(bias, [-1, 1])) : y }
  },
  backward: {
    // Each input is reached by every window that covers it, through the weight that touched it there.
    x: ({ k, x, weight, dy, attrs }) => {
      const images = asImages(k, x)
      const geometry = convGeometry(weight.shape, attrs)
      return asSequences(k, k.conv2dInputGrad(asImages(k, dy), asImages(k, weight), images.shape, geometry))
    },
    // Each weight was used at every place: its gradient is the sum over all of them.
    weight: ({ k, x, weight, dy, attrs }) => {
      const kernels = asImages(k, weight)
      const geometry = convGeometry(weight.shape, attrs)
      return asSequences(k, k.conv2dWeightGrad(asImages(k, dy), asImages(k, x), kernels.shape, geometry))
    },
    bias: ({ k, dy }) => k.sum(dy, [0, 2], false),
  },
  formula: { y: '{y} = {weight} \\star {x} + {bias}' },
  derivative: {
    x: {
      formula: '{dy} \\ast {weight}',
      local: '{weight}',
      words:
        'Each element of {x} gathers the errors of all windows that covered it, each through the weight that lay on it.',
    },
    weight: {
      formula: '{dy} \\star {x}',
      local: '{x}',
      words:
        'A weight is used at every place of the sequence, so its gradient adds up error times input over all places.',
    },
    bias: {
      formula: '\\textstyle\\sum_{n,l} {dy}',
      local: '1',
      words: 'The bias is added at every place, so it takes the sum of all errors of its channel.',
    },
  },
  describe: ({ bias }) => (bias ? {} : { formula: { y: '{y} = {weight} \\star {x}' } }),
  dependence: convDependence,
  examples: [
    {
      attrs: { out_channels: 1, kernel_size: [2] },
      inputs: {
        x: fromArray([1, 1, 4], [1, 2, 4, 8]),
        weight: fromArray([1, 1, 2], [-1, 1]),
        bias: fromArray([1], [0.5]),
      },
      outputs: { y: fromArray([1, 1, 3], [1.5, 2.5, 4.5]) },
    },
    {
      attrs: { out_channels: 2, kernel_size: 2, stride: 2, padding: 1, groups: 2, bias: false },
      inputs: {
        x: fromArray([1, 2, 2], [1, 2, 3, 4]),
        weight: fromArray([2, 1, 2], [1, 1, 0, 2]),
      },
      outputs: { y: fromArray([1, 2, 2], [1, 2, 6, 0]) },
    },
  ],
  spelling: {
    torch:
      'F.conv1d({x}, {weight}, {bias}, stride={attrs.stride}, padding={attrs.padding}, dilation={attrs.dilation}, groups={attrs.groups})',
    onnx: 'Conv',
  },
})
