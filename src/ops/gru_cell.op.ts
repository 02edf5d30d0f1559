import { z } from 'zod'
import { fromArray } from '../tensor'
import add from './add.op'
import { defineComposite } from './composite'
import mul from './mul.op'
import { cellAttrs, cellEdges, cellShape, gate, gateSums, knownHidden, weightPorts } from './recurrent'
import sigmoid from './sigmoid.op'
import sub from './sub.op'
import tanh from './tanh.op'

const through = 'The error passes back through the gates, each by its own slope, and then '

/** torch.nn.GRUCell (Cho et al. 2014), gates in PyTorch's order r, z, n. */
export default defineComposite({
  id: 'gru_cell',
  category: 'recurrent',
  title: 'GRU cell',
  symbol: '↻rz',
  letter: 'h',
  summary:
    'One step of a gated recurrent unit: two gates decide how much of the old state is kept and how much is written anew.',
  inputs: {
    x: { doc: 'One step of each example: [N, features].' },
    h: { doc: 'The state after the step before: [N, hidden_size]. Unwired: zeros.', optional: true },
    ...weightPorts(3, 'r, z, n'),
  },
  outputs: { h1: { doc: 'The new state: [N, hidden_size].' } },
  attrs: z.object(cellAttrs),
  fresh: { hidden_size: 4 },
  shape: (shapes, attrs) => ({ h1: cellShape(shapes, attrs, 3) }),
  inside: (build, inputs, _, { w_hh }) => {
    const hidden = knownHidden(w_hh)
    const { fromInput, fromState } = gateSums(build, inputs)
    // A bias alone is a vector: it is cut by its last axis like the sums, and repeats over the examples.
    const part = (name: string, index: number) => ({
      a: gate(build, `${name}_x`, fromInput, index, hidden),
      b: fromState && gate(build, `${name}_h`, fromState, index, hidden),
    })
    const sum = (name: string, { a, b }: ReturnType<typeof part>) => (b ? build.op(name, add, { a, b }) : a)
    const r = build.op('reset', sigmoid, { x: sum('reset_sum', part('reset', 0)) })
    const z = build.op('update', sigmoid, { x: sum('update_sum', part('update', 1)) })
    const fresh = part('new', 2)
    const kept = fresh.b && build.op('new_kept', mul, { a: r, b: fresh.b })
    const n = build.op('new', tanh, { x: sum('new_sum', { a: fresh.a, b: kept }) })
    const one = build.constant('one', 1)
    const written = build.op('written', mul, { a: build.op('not_update', sub, { a: one, b: z }), b: n })
    if (!inputs.h) return { h1: written }
    return { h1: build.op('state', add, { a: written, b: build.op('old', mul, { a: z, b: inputs.h }) }) }
  },
  formula: { h1: '{h1} = (1 - z) \\odot n + z \\odot {h}' },
  derivative: {
    x: {
      formula: '\\left[\\delta_r,\\; \\delta_z,\\; \\delta_n\\right] {w_ih}',
      words: `${through}through the weights that the input came in by.`,
    },
    h: {
      formula: 'z \\odot {dh1} + \\left[\\delta_r,\\; \\delta_z,\\; r \\odot \\delta_n\\right] {w_hh}',
      words:
        'Where the update gate keeps the old state, the error goes straight on to the step before; the rest goes through the gates.',
    },
    w_ih: {
      formula: '\\left[\\delta_r,\\; \\delta_z,\\; \\delta_n\\right]^{\\top} {x}',
      words: `${through}each weight takes it times the input that it multiplied.`,
    },
    w_hh: {
      formula: '\\left[\\delta_r,\\; \\delta_z,\\; r \\odot \\delta_n\\right]^{\\top} {h}',
      words: `${through}each weight takes it times the number remembered that it multiplied.`,
    },
    b_ih: {
      formula: '\\textstyle\\sum_n \\left[\\delta_r,\\; \\delta_z,\\; \\delta_n\\right]',
      words: 'Each number takes the error of the sum that it was added to.',
    },
    b_hh: {
      formula: '\\textstyle\\sum_n \\left[\\delta_r,\\; \\delta_z,\\; r \\odot \\delta_n\\right]',
      words: 'Each number takes the error of the sum that it was added to; for n, as much as the reset gate let in.',
    },
  },
  describe: (_, { h }) => (h ? {} : { formula: { h1: '{h1} = (1 - z) \\odot n' } }),
  dependence: cellEdges(3),
  examples: [
    {
      // All sums are 0: r = z = ½ and n = 0, so half of the state is left.
      inputs: {
        x: fromArray([1, 1], [1]),
        h: fromArray([1, 1], [2]),
        w_ih: fromArray([3, 1], [1, 1, 1]),
        w_hh: fromArray([3, 1], [0.5, 0.5, 2]),
        b_ih: fromArray([3], [-1, -1, -1]),
        b_hh: fromArray([3], [-1, -1, -4]),
      },
      outputs: { h1: fromArray([1, 1], [1]) },
    },
    {
      attrs: { hidden_size: 1 },
      inputs: {
        x: fromArray([2, 1], [1, 3]),
        w_ih: fromArray([3, 1], [0, 0, 1]),
        w_hh: fromArray([3, 1], [1, 1, 1]),
        b_ih: fromArray([3], [0, 0, 0]),
        b_hh: fromArray([3], [0, 0, -2]),
      },
      outputs: { h1: fromArray([2, 1], [0, Math.tanh(2) / 2]) },
    },
    {
      attrs: { bias: false },
      inputs: {
        x: fromArray([1, 2], [1, 2]),
        h: fromArray([1, 1], [4]),
        w_ih: fromArray([3, 2], [0, 0, 2, -1, 1, 0]),
        w_hh: fromArray([3, 1], [0, 0, 0]),
      },
      outputs: { h1: fromArray([1, 1], [2 + Math.tanh(1) / 2]) },
    },
  ],
  spelling: { torch: 'torch.gru_cell({x}, {h}, {w_ih}, {w_hh}, {b_ih}, {b_hh})', onnx: 'GRU' },
})
