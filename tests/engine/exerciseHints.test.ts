/** @file What a hint says of each kind of number: the rule of its op, its neighbours by name, and their numbers. */
import { describe, expect, test } from 'vitest'
import { numberWords, tensorWords } from '../../src/engine/exerciseNames'
import type { Hidden } from '../../src/graph'
import { fromArray, scalar } from '../../src/tensor'
import { documentOf } from '../support/documents'
import { poseExercise } from '../support/exercise'

const stored = (shape: number[], data: number[]) => ({ dtype: 'float64' as const, shape, data })

/** z = x Wᵀ + b with two examples, judged by its distance from 0. */
const layer = documentOf(
  {
    x: { op: 'input', attrs: { shape: [2, 2] } },
    z: { op: 'affine', attrs: { out_features: 2 } },
    t: { op: 'input', attrs: { shape: [2, 2] } },
    L: { op: 'mse_loss' },
  },
  ['x z.x', 'z L.input', 't L.target'],
  {
    tensors: {
      'x.y': stored([2, 2], [5, 7, 1, 2]),
      't.y': stored([2, 2], [0, 0, 0, 0]),
      'z.weight': stored([2, 2], [1, 2, 3, 4]),
      'z.bias': stored([2], [0.5, -0.5]),
    },
  },
)

describe('a hint about a layer', () => {
  const hidden: Hidden[] = [
    { kind: 'value', key: 'z.y' },
    { kind: 'value', key: 'L.loss' },
    { kind: 'gradient', key: 'z.weight' },
    { kind: 'gradient', key: 'z.bias' },
    { kind: 'edge', key: 'e2' },
    { kind: 'delta', key: 'z.y' },
  ]
  const { hint, explain } = poseExercise(layer, hidden)

  test('of a value is what the op does, with what it reads, and not with itself', () => {
    expect(hint('value:z.y[0]', ' 1 ')).toBe(
      '1 is not right. Each output is a weighted sum of all inputs plus a bias: one layer of neurons before the activation. Here x is [[5, 7], [1, 2]], W of z is [[1, 2], [3, 4]] and b of z is [0.5, −0.5].',
    )
    expect(hint('value:L.loss', 'six')).toMatch(
      /^"six" is not a number\. .* Here t is \[\[0, 0\], \[0, 0\]\]\. The value of z is still hidden: find it first\.$/,
    )
  })

  test('of a gradient that its node owns is the rule of that port', () => {
    expect(hint('gradient:z.weight[2]', '1')).toBe(
      '1 is not right. Each weight takes the error of its output times the input it multiplied. Here x is [[5, 7], [1, 2]]. δ of z is still hidden: find it first.',
    )
  })

  test('of a δ with one consumer is what comes back along that edge', () => {
    expect(hint('delta:z.y[1]', '1')).toBe(
      '1 is not right. Only L uses z, so δ of z is what comes back along that edge. What comes back along z → L is still hidden: find it first.',
    )
  })

  test('and the explanation names the element, unless there is just one', () => {
    expect(explain('gradient:z.bias[1]', { 'gradient:z.bias[1]': '1' })).toBe(
      '1 is not right. The bias is added as it is, so it takes the error of its output unchanged. Here δ of z is [[9.75, 21.25], [2.75, 5.25]]. Element [1] of the gradient of b of z is 26.5.',
    )
    expect(explain('value:L.loss', { 'value:L.loss': '1' })).toMatch(/ The value of L is 581\.75\.$/)
  })
})

describe('a hint where nodes have several outputs and open inputs', () => {
  const cell = documentOf(
    {
      x: { op: 'input', attrs: { shape: [1, 2] } },
      c: { op: 'parameter', attrs: { shape: [1, 1], value: 0.25 } },
      z: { op: 'affine', attrs: { out_features: 1, bias: false } },
      l: { op: 'lstm_cell', attrs: { hidden_size: 1 } },
      s: { op: 'sum' },
      q: { op: 'square' },
      r: { op: 'sum' },
      L: { op: 'add' },
    },
    ['x z.x', 'z l.x', 'c l.c', 'l.h1 s.x', 'l.c1 q.x', 'q r.x', 's L.a', 'r L.b'],
    {
      tensors: { 'x.y': stored([1, 2], [1, 2]), 'z.weight': stored([1, 2], [1, 1]) },
      objective: { node: 'L', port: 'y' },
    },
  )
  const { hint, explain } = poseExercise(cell, [
    { kind: 'value', key: 'z.y' },
    { kind: 'value', key: 'L.y' },
    { kind: 'delta', key: 'l.h1' },
    { kind: 'delta', key: 'l.c1' },
    { kind: 'edge', key: 'e3' },
    { kind: 'gradient', key: 'l.w_ih' },
    { kind: 'gradient', key: 'c.y' },
  ])

  test('tells the outputs apart', () => {
    expect(hint('delta:l.h1', '5')).toContain('Only s uses l.h1, so δ of l.h1 is')
    expect(hint('delta:l.c1', '5')).toContain('Only q uses l.c1, so δ of l.c1 is')
  })

  test('passes over what is not there: a bias, a state that starts at 0', () => {
    expect(hint('value:z.y', '5')).toMatch(/Here x is \[1, 2\] and W of z is \[1, 1\]\.$/)
    expect(hint('gradient:l.w_ih[0]', '5')).toContain(
      'times the input that it multiplied. The value of z is still hidden',
    )
  })

  test('reads what is wired to this node, though others have ports of the same name', () => {
    expect(hint('value:L.y', '5')).toMatch(/Here s is −?[\d.]+ and r is [\d.]+\.$/)
  })

  test('of a parameter node says that its gradient is its δ, and of one number no element', () => {
    expect(hint('gradient:c.y', '5')).toContain(
      'c is a parameter itself, so its gradient is its δ. Only l uses c, so δ of c is what comes back along that edge.',
    )
    expect(explain('gradient:c.y', {})).toMatch(/\. The gradient of c is [\d.]+\.$/)
  })
})

describe('a hint says what the op says of this very node', () => {
  test('that a factor was repeated to fit, and over how many a mean goes', () => {
    const document = documentOf(
      {
        w: { op: 'parameter', attrs: { shape: [3] } },
        x: { op: 'input', attrs: { shape: [2, 3] } },
        m: { op: 'mul' },
        a: { op: 'mean', attrs: { dim: [1] } },
        L: { op: 'sum' },
      },
      ['w m.a', 'x m.b', 'm a.x', 'a L.x'],
      { tensors: { 'x.y': stored([2, 3], [1, -2, 3, 4, 5, 6]) }, objective: { node: 'L', port: 'y' } },
    )
    const { hint } = poseExercise(document, [
      { kind: 'edge', key: 'e1' },
      { kind: 'edge', key: 'e3' },
    ])
    expect(hint('edge:e1[0]', '9')).toContain('w was repeated to fit, so the errors of all its copies are added up.')
    expect(hint('edge:e3[0]', '9')).toContain('each of the 3 numbers gets an equal part.')
  })
})

describe('a mistake is seen', () => {
  /** L = Σ k · relu(w), w = [1, −1, 3], so that δ of r is k = [2, 5, 7] and relu stops the second. */
  const document = documentOf(
    {
      w: { op: 'parameter', attrs: { shape: [3] } },
      r: { op: 'relu' },
      k: { op: 'constant', attrs: { shape: [3] } },
      m: { op: 'mul' },
      L: { op: 'sum' },
    },
    ['w r.x', 'r m.a', 'k m.b', 'm L.x'],
    { tensors: { 'w.y': stored([3], [1, -1, 3]), 'k.y': stored([3], [2, 5, 7]) }, objective: { node: 'L', port: 'y' } },
  )
  const { hint } = poseExercise(document, [
    { kind: 'edge', key: 'e1' },
    { kind: 'edge', key: 'e2' },
    { kind: 'value', key: 'm.y' },
  ])

  test('where δ was taken over unchanged, element by element', () => {
    expect(poseExercise(document, [{ kind: 'edge', key: 'e1' }]).hint('edge:e1[1]', '5')).toContain(
      'That is δ of r itself; it still has to be multiplied by the local derivative.',
    )
    // Here δ of m, 1 for each, is seen, and δ of r is not.
    expect(hint('edge:e2[1]', '1')).toContain('That is δ of m itself;')
    expect(hint('edge:e1[1]', '5')).not.toContain('That is')
    // And where one δ stands for all elements.
    const mean = documentOf({ w: { op: 'parameter', attrs: { shape: [3] } }, L: { op: 'mean' } }, ['w L.x'], {
      objective: { node: 'L', port: 'y' },
    })
    expect(poseExercise(mean, [{ kind: 'edge', key: 'e1' }]).hint('edge:e1[1]', '1')).toContain(
      'That is δ of L itself;',
    )
  })

  test('never in a number that only looks like one', () => {
    expect(hint('edge:e2[1]', '3')).not.toContain('That is')
    expect(hint('value:m.y[2]', '3')).not.toMatch(/That is|alone/)
    // Of a sum no factor can be missing: 13 = 12 + 1, and 13/12 is nothing.
    const sum = documentOf(
      { w: { op: 'parameter', attrs: { shape: [], value: 6 } }, q: { op: 'square' }, L: { op: 'add' } },
      ['w q.x', 'q L.a', 'w L.b'],
      { objective: { node: 'L', port: 'y' } },
    )
    expect(poseExercise(sum, [{ kind: 'delta', key: 'w.y' }]).hint('delta:w.y', '13/12')).not.toContain('That is')
  })
})

describe('numbers in words', () => {
  test.each([
    [0, '0'],
    [-0, '0'],
    [-2.5, '−2.5'],
    [1 / 3, '0.333333'],
    [1e-9, '1e−9'],
    [NaN, 'NaN'],
    [Infinity, '∞'],
    [-Infinity, '−∞'],
  ])('%d is %s', (x, words) => {
    expect(numberWords(x)).toBe(words)
  })

  test('of a tensor are all up to twelve, row by row, and then its shape', () => {
    expect(tensorWords(scalar(-3))).toBe('−3')
    expect(tensorWords(fromArray([3], [1, 2, 3]))).toBe('[1, 2, 3]')
    expect(tensorWords(fromArray([2, 2], [1, 2, 3, 4]))).toBe('[[1, 2], [3, 4]]')
    expect(tensorWords(fromArray([12], Array<number>(12).fill(0)))).toBe(`[${Array<number>(12).fill(0).join(', ')}]`)
    expect(tensorWords(fromArray([13], Array<number>(13).fill(0)))).toBe('a tensor of shape [13]')
  })
})
