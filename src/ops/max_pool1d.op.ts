import { z } from 'zod'
import { fromArray } from '../tensor'
import { defineOp } from './defineOp'
import { chosenInPlane } from './dependence'
import { poolAttrs1d, poolGeometry, poolShape } from './pool'
import { asImages, asSequences, sideAttrOr } from './window'

/** The winner takes the whole error; of equals, the first wins. Padding never wins. */
export default defineOp({
  id: 'max_pool1d',
  category: 'convolution',
  title: 'Max pooling (1-D)',
  symbol: 'max▭',
  letter: 'p',
  summary: 'Keeps the largest number of each short stretch: the sequence gets shorter, and what was found stays.',
  inputs: { x: { doc: 'Sequences: [N, channels, length].' } },
  outputs: { y: { doc: '[N, channels, length], one number for each window.' } },
  attrs: z.object({
    ...poolAttrs1d,
    dilation: sideAttrOr(1, 1).describe('The distance between two neighbours in the window; 1 leaves no holes.'),
  }),
  shape: ({ x }, attrs) => ({ y: poolShape(x, attrs) }),
  forward: (k, { x }, attrs) => {
    const { y, index } = k.maxPool2d(asImages(k, x), poolGeometry(x.shape, attrs))
    return { y: asSequences(k, y), saved: { index } }
  },
  backward: {
    x: ({ k, x, dy, saved }) => asSequences(k, k.maxPool2dGrad(asImages(k, dy), saved.index!, asImages(k, x).shape)),
  },
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
      attrs: { kernel_size: [2] },
      inputs: { x: fromArray([1, 2, 4], [1, 3, 2, 0, 4, 2, -1, -5]) },
      outputs: { y: fromArray([1, 2, 2], [3, 2, 4, -1]) },
    },
    {
      attrs: { kernel_size: 2, stride: 2, padding: 1, ceil_mode: true },
      inputs: { x: fromArray([1, 1, 4], [-1, -2, -3, -4]) },
      outputs: { y: fromArray([1, 1, 3], [-1, -2, -4]) },
    },
  ],
  spelling: {
    torch:
      'F.max_pool1d({x}, {attrs.kernel_size}, stride={attrs.stride}, padding={attrs.padding}, dilation={attrs.dilation}, ceil_mode={attrs.ceil_mode})',
    onnx: 'MaxPool',
  },
})
