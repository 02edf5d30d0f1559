import { z } from 'zod'
import { fromArray, type Kernels, type Ref, type Shape } from '../tensor'
import { defineOp } from './defineOp'
import { pairs, product, same, type Factor } from './dependence'
import { pairAttrOr, requireImages, type Pair } from './window'

/** Where the i-th of `parts` windows over `size` places begins and ends. Neighbours overlap where it does not divide evenly. */
const windowAt = (i: number, size: number, parts: number) => ({
  start: Math.floor((i * size) / parts),
  end: Math.ceil(((i + 1) * size) / parts),
})

/** [parts, size]: row i averages the i-th window. */
function averages(k: Kernels, size: number, parts: number): Ref {
  const matrix = new Array<number>(parts * size).fill(0)
  for (let i = 0; i < parts; i++) {
    const { start, end } = windowAt(i, size, parts)
    matrix.fill(1 / (end - start), i * size + start, i * size + end)
  }
  return k.constant([parts, size], matrix)
}

const matrices = (k: Kernels, x: Shape, [rows, columns]: Pair) => ({
  down: averages(k, x[2]!, rows),
  across: averages(k, x[3]!, columns),
})

/** Each place along one axis, and the windows that cover it. */
function covering(size: number, parts: number): Factor {
  const from: number[] = []
  const to: number[] = []
  for (let i = 0; i < parts; i++) {
    const { start, end } = windowAt(i, size, parts)
    for (let place = start; place < end; place++) {
      from.push(place)
      to.push(i)
    }
  }
  return pairs(size, parts, from, to)
}

/** The mean over a window is a mean of means, down and across: Y = A X Bᵀ with constant matrices, so δX = Aᵀ δY B. */
export default defineOp({
  id: 'adaptive_avg_pool2d',
  category: 'convolution',
  title: 'Adaptive average pooling',
  symbol: 'avg▤',
  letter: 'p',
  summary: 'Averages an image of any size down to a fixed one, so that what follows needs not know how large it was.',
  inputs: { x: { doc: 'Images: [N, channels, height, width].' } },
  outputs: { y: { doc: '[N, channels, rows, columns], as output_size says.' } },
  attrs: z.object({
    output_size: pairAttrOr(1, 1).describe('Height and width of the result, whatever the size of x.'),
  }),
  shape: ({ x }, { output_size }) => {
    requireImages(x)
    return { y: [...x.slice(0, 2), ...output_size] }
  },
  forward: (k, { x }, { output_size }) => {
    const { down, across } = matrices(k, x.shape, output_size)
    return { y: k.matmul(down, k.matmul(x, across, { transposeB: true })) }
  },
  backward: {
    x: ({ k, x, dy, attrs }) => {
      const { down, across } = matrices(k, x.shape, attrs.output_size)
      return k.matmul(k.matmul(down, dy, { transposeA: true }), across)
    },
  },
  formula: { y: '{y} = \\frac{1}{k} \\textstyle\\sum_{\\text{window}} {x}' },
  derivative: {
    x: {
      formula: '\\textstyle\\sum_{\\text{windows}} \\frac{1}{k}\\,{dy}',
      local: '\\frac{1}{k}',
      words: 'The error of each average is shared out evenly over the k numbers of its window; windows may overlap.',
    },
  },
  dependence: {
    x: ({ x, y }) => product(same(x![0]! * x![1]!), covering(x![2]!, y![2]!), covering(x![3]!, y![3]!)),
  },
  examples: [
    {
      attrs: { output_size: [1, 2] },
      inputs: { x: fromArray([1, 1, 2, 3], [1, 2, 3, 5, 6, 7]) },
      outputs: { y: fromArray([1, 1, 1, 2], [3.5, 4.5]) },
    },
    {
      attrs: { output_size: 2 },
      inputs: { x: fromArray([1, 2, 1, 2], [1, 3, -4, 6]) },
      outputs: { y: fromArray([1, 2, 2, 2], [1, 3, 1, 3, -4, 6, -4, 6]) },
    },
  ],
  spelling: { torch: 'F.adaptive_avg_pool2d({x}, {attrs.output_size})', onnx: null },
})
