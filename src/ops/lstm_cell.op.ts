import { z } from 'zod'
import { fromArray } from '../tensor'
import add from './add.op'
import { defineComposite } from './composite'
import { inOrder } from './dependence'
import mul from './mul.op'
import { cellAttrs, cellEdges, cellShape, gate, gateSums, knownHidden, weightPorts } from './recurrent'
import sigmoid from './sigmoid.op'
import tanh from './tanh.op'

const GATES = '\\left[\\delta_i,\\; \\delta_f,\\; \\delta_g,\\; \\delta_o\\right]'
const through = 'The error passes back through the four gates, each by its own slope, and then '

/** torch.nn.LSTMCell (Hochreiter & Schmidhuber 1997), gates in PyTorch's order i, f, g, o. */
export default defineComposite({
  id: 'lstm_cell',
  category: 'recurrent',
  title: 'LSTM cell',
  symbol: '↻fio',
  letter: 'h',
  summary:
    'One step of a long short-term memory: gates decide what is forgotten, what is written to the cell state, and what is shown of it.',
  inputs: {
    x: { doc: 'One step of each example: [N, features].' },
    h: { doc: 'What was shown after the step before: [N, hidden_size]. Unwired: zeros.', optional: true },
    c: { doc: 'The cell state after the step before: [N, hidden_size]. Unwired: zeros.', optional: true },
    ...weightPorts(4, 'i, f, g, o'),
  },
  outputs: {
    h1: { doc: 'What is shown: [N, hidden_size].' },
    c1: { doc: 'The new cell state: [N, hidden_size].' },
  },
  attrs: z.object(cellAttrs),
  fresh: { hidden_size: 4 },
  shape: (shapes, attrs) => {
    const state = cellShape(shapes, attrs, 4)
    return { h1: state, c1: state }
  },
  inside: (build, inputs, _, { w_hh }) => {
    const hidden = knownHidden(w_hh)
    const { fromInput, fromState } = gateSums(build, inputs)
    const sums = fromState ? build.op('sums', add, { a: fromInput, b: fromState }) : fromInput
    const part = (name: string, index: number) => gate(build, `${name}_sum`, sums, index, hidden)
    const i = build.op('input', sigmoid, { x: part('input', 0) })
    const f = inputs.c && build.op('forget', sigmoid, { x: part('forget', 1) })
    const g = build.op('new', tanh, { x: part('new', 2) })
    const o = build.op('output', sigmoid, { x: part('output', 3) })
    const written = build.op('written', mul, { a: i, b: g })
    const old = f && inputs.c && build.op('kept', mul, { a: f, b: inputs.c })
    const c1 = old ? build.op('cell', add, { a: old, b: written }) : written
    return { h1: build.op('state', mul, { a: o, b: build.op('shown', tanh, { x: c1 }) }), c1 }
  },
  formula: { h1: '{h1} = o \\odot \\tanh({c1})', c1: '{c1} = f \\odot {c} + i \\odot g' },
  derivative: {
    x: { formula: `${GATES} {w_ih}`, words: `${through}through the weights that the input came in by.` },
    h: { formula: `${GATES} {w_hh}`, words: `${through}through the weights of the state to the step before.` },
    c: {
      formula: 'f \\odot \\left({dc1} + {dh1} \\odot o \\odot (1 - \\tanh^2 {c1})\\right)',
      local: 'f',
      words:
        'The error of the cell state is only multiplied by the forget gate: where that is near 1, it reaches far back in time.',
    },
    w_ih: {
      formula: `${GATES}^{\\top} {x}`,
      words: `${through}each weight takes it times the input that it multiplied.`,
    },
    w_hh: {
      formula: `${GATES}^{\\top} {h}`,
      words: `${through}each weight takes it times the number remembered that it multiplied.`,
    },
    b_ih: { formula: `\\textstyle\\sum_n ${GATES}`, words: 'Each number takes the error of the sum it was added to.' },
    b_hh: { formula: `\\textstyle\\sum_n ${GATES}`, words: 'Each number takes the error of the sum it was added to.' },
  },
  describe: (_, { c }) => (c ? {} : { formula: { c1: '{c1} = i \\odot g' } }),
  dependence: { ...cellEdges(4), c: ({ c }) => inOrder(c!) },
  examples: [
    {
      // All sums are 0: i = f = o = ½ and g = 0, so half of the cell state is left.
      inputs: {
        x: fromArray([1, 1], [1]),
        h: fromArray([1, 1], [2]),
        c: fromArray([1, 1], [2]),
        w_ih: fromArray([4, 1], [1, 1, 1, 1]),
        w_hh: fromArray([4, 1], [0.5, 0.5, 0.5, 0.5]),
        b_ih: fromArray([4], [-1, -1, -1, -1]),
        b_hh: fromArray([4], [-1, -1, -1, -1]),
      },
      outputs: { h1: fromArray([1, 1], [Math.tanh(1) / 2]), c1: fromArray([1, 1], [1]) },
    },
    {
      attrs: { bias: false, hidden_size: 1 },
      inputs: {
        x: fromArray([1, 2], [1, 2]),
        w_ih: fromArray([4, 2], [0, 0, 0, 0, 2, -0.5, 0, 0]),
        w_hh: fromArray([4, 1], [1, 1, 1, 1]),
      },
      outputs: {
        h1: fromArray([1, 1], [Math.tanh(Math.tanh(1) / 2) / 2]),
        c1: fromArray([1, 1], [Math.tanh(1) / 2]),
      },
    },
  ],
  spelling: { torch: 'torch.lstm_cell({x}, ({h}, {c}), {w_ih}, {w_hh}, {b_ih}, {b_hh})', onnx: 'LSTM' },
})
