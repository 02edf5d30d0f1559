/** Sizes that are not known yet, through the ops that move, pick and reduce axes. */
import { expect, it } from 'vitest'
import { ops, type Attrs } from '../../src/ops'
import type { SymbolicShape } from '../../src/tensor'

type Row = readonly [op: string, shapes: Record<string, SymbolicShape>, attrs: Attrs, result: SymbolicShape]

const rows: readonly Row[] = [
  ['expand', { x: ['N', 1] }, { shape: [-1, 5] }, ['N', 5]],
  ['expand', { x: ['N', 1] }, { shape: [2, 4, 5] }, [2, 4, 5]],
  ['expand', { x: ['?', 3] }, { shape: [7, -1, -1] }, [7, '?', 3]],
  ['expand', { x: ['N', 2] }, {}, ['N', 2]],
  ['permute', { x: ['N', 3, 'H', 'W'] }, { dims: [0, 2, 3, 1] }, ['N', 'H', 'W', 3]],
  ['permute', { x: ['N', 'T', 8] }, {}, [8, 'T', 'N']],
  ['transpose', { x: ['N', 'T', 8] }, {}, ['N', 8, 'T']],
  ['transpose', { x: ['N', 'T', 8] }, { dim0: 0, dim1: 1 }, ['T', 'N', 8]],
  ['squeeze', { x: ['N', 1, 3] }, { dim: 1 }, ['N', 3]],
  ['squeeze', { x: ['N', '?', 3] }, { dim: -2 }, ['N', 3]],
  ['squeeze', { x: ['N', 1, 3, 1] }, {}, ['N', 3]],
  ['squeeze', { x: [] }, { dim: 0 }, []],
  ['unsqueeze', { x: ['N'] }, { dim: -1 }, ['N', 1]],
  ['unsqueeze', { x: ['N', 3] }, {}, [1, 'N', 3]],
  ['slice', { x: ['N', 5] }, { ranges: [[1, 1, -1, 1]] }, ['N', 3]],
  ['slice', { x: ['N', 5] }, { ranges: [[0, 0, 4, 1]] }, ['?', 5]],
  ['slice', { x: ['N', 5] }, { ranges: [[0, null, null, 1]] }, ['N', 5]],
  ['slice', { x: ['N', 5] }, { ranges: [[-1, null, null, 2]] }, ['N', 3]],
  ['slice', { x: [10] }, { ranges: [[0, -100, 100, 3]] }, [4]],
  ['pad', { x: ['N', 3] }, { pad: [1, 2] }, ['N', 6]],
  ['pad', { x: ['N', 'H', 3] }, { pad: [0, 0, 1, 1] }, ['N', '?', 3]],
  ['pad', { x: ['N', 'H', 3] }, { pad: [0, 0, 1, -1] }, ['N', 'H', 3]],
  ['pad', { x: ['N', 3] }, { pad: [2, 2], mode: 'reflect' }, ['N', 7]],
  ['gather', { x: ['N', 10], index: ['N', 1] }, {}, ['N', 1]],
  ['gather', { x: ['?', 10], index: [4, 2] }, { dim: 1 }, [4, 2]],
  ['where', { mask: ['N', 1], a: [4], b: [] }, {}, ['N', 4]],
  ['maximum', { a: ['N', 3], b: [3] }, {}, ['N', 3]],
  ['minimum', { a: ['N', 1], b: ['N', 'T'] }, {}, ['N', 'T']],
  ['max', { x: ['N', 3, 4] }, { dim: [0] }, [3, 4]],
  ['min', { x: ['N', 3] }, { dim: -1, keepdim: true }, ['N', 1]],
  ['logsumexp', { x: ['N', 'T', 4] }, { dim: [1, 2] }, ['N']],
  ['prod', { x: ['N', 4] }, { dim: 1 }, ['N']],
  ['prod', { x: ['N', 4] }, { keepdim: true }, [1, 1]],
  ['var', { x: ['N', 'T'] }, { dim: [1] }, ['N']],
  ['log_softmax', { x: ['N', 10] }, {}, ['N', 10]],
  ['prelu', { x: ['N', 'C', 8], weight: [6] }, { num_parameters: 6 }, ['N', 'C', 8]],
  ['clamp', { x: ['N', '?'] }, {}, ['N', '?']],
  ['concat', { x0: ['N', 2], x1: [3, 2] }, { dim: 0 }, ['?', 2]],
  ['concat', { x0: ['N', 2], x1: [3, 4] }, { dim: 1 }, [3, 6]],
  ['concat', { x0: [3, 2], x1: ['N', 4] }, { dim: 1 }, [3, 6]],
  ['concat', { x0: ['N', 2], x1: ['N', 'T'] }, { dim: 1 }, ['N', '?']],
  ['concat', { x0: ['N', 2] }, { dim: 0 }, ['N', 2]],
  ['gather', { x: ['N', 3], index: [9, 5] }, { dim: 1 }, [9, 5]],
  ['gather', { x: [4, 3], index: ['M', 3] }, { dim: 1 }, ['M', 3]],
  ['gather', { x: [4, 3], index: [9, 2] }, { dim: 0 }, [9, 2]],
  ['reshape', { x: ['N', 16, 5] }, { shape: [-1, 80] }, ['N', 80]],
  ['reshape', { x: ['N', 'T', 80] }, { shape: [-1, 80] }, ['?', 80]],
  ['reshape', { x: ['N', 4] }, { shape: [-1, 3] }, ['?', 3]],
  ['reshape', { x: ['N', 4] }, { shape: [2, 6] }, [2, 6]],
  ['reshape', { x: [0, 4] }, { shape: [0, 3] }, [0, 3]],
  ['reshape', { x: ['N', 0] }, { shape: [0, 3] }, [0, 3]],
  // The last window has to begin inside of the input or of the padding before it.
  ['max_pool2d', { x: [1, 1, 2, 3] }, { kernel_size: 2, stride: 3, padding: 1, ceil_mode: true }, [1, 1, 1, 2]],
  ['max_pool2d', { x: [1, 1, 5, 6] }, { kernel_size: 2, stride: 2, ceil_mode: true }, [1, 1, 3, 3]],
  ['cross_entropy_loss', { input: ['N', 4], target: ['N', 4] }, { reduction: 'none' }, ['N']],
  ['rnn_cell', { x: ['N', 3], h: ['N', 'H'], w_ih: ['H', 3] }, {}, ['N', 'H']],
]

it.each(rows)('%s %j %j gives %j', (op, shapes, attrs, result) => {
  const [shape] = Object.values(ops.get(op)!.shape(shapes, ops.get(op)!.attrs.parse(attrs)))
  expect(shape).toEqual(result)
})
