import { z } from 'zod'
import { fromArray } from '../tensor'
import {
  biasAttr,
  checkConvolution,
  convDependence,
  convFanIn,
  convGeometry,
  convWindow,
  groupsAttr,
  kernelInitAttr,
  outChannelsAttr,
  ownWeight,
  type ConvAttrs,
} from './convolution'
import { defineOp } from './defineOp'
import { productOf } from './rules'
import { pairAttr, pairAttrOr, windowSizes } from './window'

/** torch.nn.functional.conv2d: a cross-correlation, the kernel is not flipped. */
export default defineOp({
  id: 'conv2d',
  category: 'convolution',
  title: 'Convolution',
  symbol: 'W∗x',
  letter: 'z',
  summary:
    'Slides small kernels over an image. Each kernel looks for one pattern everywhere, with the same weights at every place.',
  inputs: {
    x: { doc: 'Images: [N, in_channels, height, width].' },
    weight: {
      doc: 'One kernel for each output channel: [out_channels, in_channels / groups, height, width].',
      parameter: {
        shape: (shapes, attrs: ConvAttrs) => ownWeight(shapes, attrs, 2),
        fanIn: (shapes, attrs: ConvAttrs) => productOf(ownWeight(shapes, attrs, 2).slice(1)),
      },
    },
    bias: {
      doc: 'One number added to each output channel: [out_channels].',
      enabled: (attrs: { bias: boolean }) => attrs.bias,
      parameter: { shape: ({ weight }) => [weight![0]!], fanIn: convFanIn },
    },
  },
  outputs: { y: { doc: '[N, out_channels, height, width], with as many places as the window has positions.' } },
  fresh: { out_channels: 4, kernel_size: 3 },
  attrs: z.object({
    out_channels: outChannelsAttr,
    kernel_size: pairAttr(1).optional().describe('Height and width of the kernels.'),
    stride: pairAttrOr(1, 1).describe('How far the window moves, down and to the right.'),
    padding: pairAttrOr(0, 0).describe('Rows and columns of zeros added on each side.'),
    dilation: pairAttrOr(1, 1).describe('The distance between two neighbours in the window; 1 leaves no holes.'),
    groups: groupsAttr,
    bias: biasAttr,
    init: kernelInitAttr,
  }),
  shape: ({ x, weight, bias }, attrs) => {
    checkConvolution({ x, weight, bias }, attrs, 2)
    const known = typeof weight[2] === 'number' && typeof weight[3] === 'number'
    return { y: [x[0]!, weight[0]!, ...(known ? windowSizes(x, convWindow(weight as number[], attrs)) : ['?', '?'])] }
  },
  forward: (k, { x, weight, bias }, attrs) => {
    const y = k.conv2d(x, weight, convGeometry(weight.shape, attrs))
    return { y: bias ? k.add(y, k.reshape(bias, [-1, 1, 1])) : y }
  },
  backward: {
    // Each input is reached by every window that covers it, through the weight that touched it there.
    x: ({ k, x, weight, dy, attrs }) => k.conv2dInputGrad(dy, weight, x.shape, convGeometry(weight.shape, attrs)),
    // Each weight was used at every place: its gradient is the sum over all of them.
    weight: ({ k, x, weight, dy, attrs }) => k.conv2dWeightGrad(dy, x, weight.shape, convGeometry(weight.shape, attrs)),
    bias: ({ k, dy }) => k.sum(dy, [0, 2, 3], false),
  },
  formula: { y: '{y} = {weight} \\star {x} + {bias}' },
  derivative: {
    x: {
      formula: '{dy} \\ast {weight}',
      local: '{weight}',
      words:
        'Each pixel of {x} gathers the errors of all windows that covered it, each through the weight that lay on it.',
    },
    weight: {
      formula: '{dy} \\star {x}',
      local: '{x}',
      words: 'A weight is used at every place of the image, so its gradient adds up error times input over all places.',
    },
    bias: {
      formula: '\\textstyle\\sum_{n,h,w} {dy}',
      local: '1',
      words: 'The bias is added at every place, so it takes the sum of all errors of its channel.',
    },
  },
  describe: ({ bias }) => (bias ? {} : { formula: { y: '{y} = {weight} \\star {x}' } }),
  dependence: convDependence,
  examples: [
    {
      attrs: { out_channels: 1, kernel_size: [2, 2] },
      inputs: {
        x: fromArray([1, 1, 3, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        weight: fromArray([1, 1, 2, 2], [1, 0, 0, -1]),
        bias: fromArray([1], [0.5]),
      },
      outputs: { y: fromArray([1, 1, 2, 2], [-3.5, -3.5, -3.5, -3.5]) },
    },
    {
      attrs: { out_channels: 2, kernel_size: 2, stride: 2, padding: 1, groups: 2, bias: false },
      inputs: {
        x: fromArray([1, 2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]),
        weight: fromArray([2, 1, 2, 2], [1, 1, 1, 1, 0, 0, 0, 2]),
      },
      outputs: { y: fromArray([1, 2, 2, 2], [1, 2, 3, 4, 10, 0, 0, 0]) },
    },
  ],
  spelling: {
    torch:
      'F.conv2d({x}, {weight}, {bias}, stride={attrs.stride}, padding={attrs.padding}, dilation={attrs.dilation}, groups={attrs.groups})',
    onnx: 'Conv',
  },
})
