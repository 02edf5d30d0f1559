import { z } from 'zod'
import { fromArray } from '../tensor'
import { defineOp } from './defineOp'
import { chosenInPlane } from './dependence'
import { poolAttrs, poolGeometry, poolShape } from './pool'
import { pairAttrOr } from './window'

/** The winner takes the whole error; of equals, the first in row-major order wins. Padding never wins. */
export default defineOp({
  id: 'max_pool2d',
  category: 'convolution',
  title: 'Max pooling',
  symbol: 'max▦',
  letter: 'p',
  summary: 'Keeps the largest number of each small window: the image shrinks, and what was found stays.',
  inputs: { x: { doc: 'Images: [N, channels, height, width].' } },
  outputs: { y: { doc: '[N, channels, height, width], one number for each window.' } },
  attrs: z.object({
    ...poolAttrs,
    dilation: pairAttrOr(1, 1).describe('The distance between two neighbours in the window; 1 leaves no holes.'),
  }),
  shape: ({ x }, attrs) => ({ y: poolShape(x, attrs) }),
  forward: (k, { x }, attrs) => {
    const { y, index } = k.maxPool2d(x, poolGeometry(x.shape, attrs))
    return { y, saved: { index } }
  },
  backward: { x: ({ k, x, dy, saved }) => k.maxPool2dGrad(dy, saved.index!, x.shape) },
  formula: { y: '{y} = \\max_{\\text{window}} {x}' },
  derivative: {
    x: {
      formula: '{dy} \\cdot [{x} \\text{ is the maximum}]',
      local: '[{x} \\text{ is the maximum}]',
      words: 'In each window only the largest number decided, so it alone gets the error; the others get 0.',
    },
  },
  dependence: { x: ({ x, y }, _, numbers) => chosenInPlane(x!, y!, () => numbers('index')) },
  examples: [
    {
      attrs: { kernel_size: [2, 2] },
      inputs: { x: fromArray([1, 1, 2, 4], [1, 3, 2, 0, 4, 2, -1, -5]) },
      outputs: { y: fromArray([1, 1, 1, 2], [4, 2]) },
    },
    {
      attrs: { kernel_size: 2, stride: 1, padding: 1 },
      inputs: { x: fromArray([1, 1, 2, 2], [-1, -2, -3, -4]) },
      outputs: { y: fromArray([1, 1, 3, 3], [-1, -1, -2, -1, -1, -2, -3, -3, -4]) },
    },
  ],
  spelling: {
    torch:
      'F.max_pool2d({x}, {attrs.kernel_size}, stride={attrs.stride}, padding={attrs.padding}, dilation={attrs.dilation}, ceil_mode={attrs.ceil_mode})',
    onnx: 'MaxPool',
  },
})
