import { z } from 'zod'
import { fromArray } from '../tensor'
import { defineOp } from './defineOp'
import { windowed } from './dependence'
import { poolAttrs, poolGeometry, poolShape, poolWindow } from './pool'

export default defineOp({
  id: 'avg_pool2d',
  category: 'convolution',
  title: 'Average pooling',
  symbol: 'avg▦',
  letter: 'p',
  summary: 'Replaces each small window by its average: the image shrinks and gets smoother.',
  inputs: { x: { doc: 'Images: [N, channels, height, width].' } },
  outputs: { y: { doc: '[N, channels, height, width], one number for each window.' } },
  attrs: z.object({
    ...poolAttrs,
    count_include_pad: z.boolean().default(true).describe('Whether padded zeros count as elements of the average.'),
  }),
  shape: ({ x }, attrs) => ({ y: poolShape(x, attrs) }),
  forward: (k, { x }, attrs) => ({
    y: k.avgPool2d(x, { ...poolGeometry(x.shape, attrs), countIncludePad: attrs.count_include_pad }),
  }),
  backward: {
    x: ({ k, x, dy, attrs }) =>
      k.avgPool2dGrad(dy, x.shape, { ...poolGeometry(x.shape, attrs), countIncludePad: attrs.count_include_pad }),
  },
  formula: { y: '{y} = \\frac{1}{k} \\textstyle\\sum_{\\text{window}} {x}' },
  derivative: {
    x: {
      formula: '\\textstyle\\sum_{\\text{windows}} \\frac{1}{k}\\,{dy}',
      local: '\\frac{1}{k}',
      words: 'The error of each average is shared out evenly over the k numbers of its window.',
    },
  },
  dependence: { x: ({ x, y }, attrs) => windowed(x!, y!, poolWindow(attrs)) },
  examples: [
    {
      attrs: { kernel_size: [2, 2] },
      inputs: { x: fromArray([1, 1, 2, 4], [1, 3, 2, 0, 4, 2, -1, -5]) },
      outputs: { y: fromArray([1, 1, 1, 2], [2.5, -1]) },
    },
    {
      attrs: { kernel_size: 2, stride: 2, padding: 1, count_include_pad: false },
      inputs: { x: fromArray([1, 1, 2, 2], [1, 2, 3, 4]) },
      outputs: { y: fromArray([1, 1, 2, 2], [1, 2, 3, 4]) },
    },
  ],
  spelling: {
    torch:
      'F.avg_pool2d({x}, {attrs.kernel_size}, stride={attrs.stride}, padding={attrs.padding}, ceil_mode={attrs.ceil_mode}, count_include_pad={attrs.count_include_pad})',
    onnx: 'AveragePool',
  },
})
