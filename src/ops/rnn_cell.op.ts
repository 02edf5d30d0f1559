import { z } from 'zod'
import { fromArray } from '../tensor'
import add from './add.op'
import { defineComposite } from './composite'
import { cellAttrs, cellEdges, cellShape, gateSums, weightPorts } from './recurrent'
import tanh from './tanh.op'

/** torch.nn.RNNCell with tanh (Elman 1990). */
export default defineComposite({
  id: 'rnn_cell',
  category: 'recurrent',
  title: 'RNN cell',
  symbol: '↻h',
  letter: 'h',
  summary:
    'One step of a recurrent network: mixes what comes in with what it remembers, and remembers the result. The same weights serve every step.',
  inputs: {
    x: { doc: 'One step of each example: [N, features].' },
    h: { doc: 'The state after the step before: [N, hidden_size]. Unwired: zeros.', optional: true },
    ...weightPorts(1, ''),
  },
  outputs: { h1: { doc: 'The new state: [N, hidden_size].' } },
  attrs: z.object(cellAttrs),
  fresh: { hidden_size: 4 },
  shape: (shapes, attrs) => ({ h1: cellShape(shapes, attrs, 1) }),
  inside: (build, inputs) => {
    const { fromInput, fromState } = gateSums(build, inputs)
    const sum = fromState ? build.op('sum', add, { a: fromInput, b: fromState }) : fromInput
    return { h1: build.op('state', tanh, { x: sum }) }
  },
  formula: { h1: '{h1} = \\tanh\\left({x}\\,{w_ih}^{\\top} + {b_ih} + {h}\\,{w_hh}^{\\top} + {b_hh}\\right)' },
  derivative: {
    x: {
      formula: '\\delta_a\\,{w_ih}, \\quad \\delta_a = {dh1} \\odot (1 - {h1}^2)',
      words: 'The error passes back through tanh and then through the weights that the input came in by.',
    },
    h: {
      formula: '\\delta_a\\,{w_hh}, \\quad \\delta_a = {dh1} \\odot (1 - {h1}^2)',
      words: 'The error goes on to the step before, through tanh and the weights of the state: backprop through time.',
    },
    w_ih: {
      formula: '\\delta_a^{\\top}\\,{x}',
      words: 'Each weight takes the error of the sum it went into, times the input that it multiplied.',
    },
    w_hh: {
      formula: '\\delta_a^{\\top}\\,{h}',
      words: 'Each weight takes the error of the sum it went into, times the number remembered that it multiplied.',
    },
    b_ih: { formula: '\\textstyle\\sum_n \\delta_a', words: 'The bias takes the error of its sum unchanged.' },
    b_hh: { formula: '\\textstyle\\sum_n \\delta_a', words: 'The bias takes the error of its sum unchanged.' },
  },
  describe: ({ bias }, { h }) => {
    const terms = ['{x}\\,{w_ih}^{\\top}', bias && '{b_ih}', h && '{h}\\,{w_hh}^{\\top}', bias && '{b_hh}']
    return { formula: { h1: `{h1} = \\tanh\\left(${terms.filter(Boolean).join(' + ')}\\right)` } }
  },
  dependence: cellEdges(1),
  examples: [
    {
      inputs: {
        x: fromArray([1, 1], [1]),
        h: fromArray([1, 1], [2]),
        w_ih: fromArray([1, 1], [0.5]),
        w_hh: fromArray([1, 1], [0.25]),
        b_ih: fromArray([1], [0.5]),
        b_hh: fromArray([1], [-1]),
      },
      outputs: { h1: fromArray([1, 1], [Math.tanh(0.5)]) },
    },
    {
      attrs: { bias: false, hidden_size: 2 },
      inputs: {
        x: fromArray([2, 1], [1, -1]),
        w_ih: fromArray([2, 1], [0.5, 1]),
        w_hh: fromArray([2, 2], [1, 2, 3, 4]),
      },
      outputs: { h1: fromArray([2, 2], [Math.tanh(0.5), Math.tanh(1), Math.tanh(-0.5), Math.tanh(-1)]) },
    },
  ],
  spelling: { torch: 'torch.tanh(F.linear({x}, {w_ih}, {b_ih}) + F.linear({h}, {w_hh}, {b_hh}))', onnx: 'RNN' },
})
