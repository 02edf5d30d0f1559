/** @file A pass for looking against the evaluator's own passes. */
import { describe, expect, it } from 'vitest'
import { LookPasses, LookProblem, Session, type LookFeeds } from '../../src/engine'
import type { GraphDocument } from '../../src/graph'
import { ops } from '../../src/ops'
import { fromArray, full, type Tensor } from '../../src/tensor'
import { expectClose } from '../support/close'
import { documentOf, storedTensor } from '../support/documents'

const NEAR = { absolute: 1e-5, relative: 1e-5 }

/** Two ways from the image to s; d and b do something else while a network is judged; t and L are beside the way. */
const document = documentOf(
  {
    x: { op: 'input', attrs: { shape: [2, 1, 4, 4] } },
    c: { op: 'conv2d', attrs: { out_channels: 2, kernel_size: 3, padding: 1 } },
    b: { op: 'batch_norm' },
    d: { op: 'dropout', attrs: { p: 0.5 } },
    k: { op: 'conv2d', attrs: { out_channels: 2, kernel_size: 1 } },
    s: { op: 'add' },
    r: { op: 'tanh' },
    t: { op: 'constant', attrs: { shape: [2, 2, 4, 4], value: 0.5 } },
    L: { op: 'mse_loss' },
  },
  ['x c.x', 'c b.x', 'b d.x', 'x k.x', 'd s.a', 'k s.b', 's r.x', 'r L.input', 't L.target'],
  {
    tensors: {
      'x.y': storedTensor([2, 1, 4, 4], 1),
      'b.running_mean': storedTensor([2], 2),
      'b.running_var': { dtype: 'float64', shape: [2], data: [2, 3] },
    },
  },
)
const image = { 'x.y': fromArray([2, 1, 4, 4], storedTensor([2, 1, 4, 4], 5).data) }

function finish<R>(steps: Generator<void, R>): { result: R; pauses: number } {
  for (let pauses = 0; ; pauses++) {
    const next = steps.next()
    if (next.done) return { result: next.value, pauses }
  }
}

function forward(of: GraphDocument, targets: readonly string[], feeds: LookFeeds = {}, given?: LookFeeds) {
  const passes = new LookPasses(ops)
  const { result, pauses } = finish(passes.forward(passes.subject(of, feeds), targets, given))
  return {
    run: result,
    pauses,
    back: (key: string, delta: Tensor, to = 'x') => finish(passes.back(result, { key, delta }, to)),
  }
}

describe('a pass forward', () => {
  it('has the values of a network that is judged, and only those on the way', () => {
    const { run, pauses } = forward(document, ['r'])
    const judged = new Session(ops).run(document, {}, { mode: 'evaluate' })
    expect(run.nodes.map(({ id }) => id).sort()).toEqual(['b', 'c', 'd', 'k', 'r', 's', 'x'])
    expect([...run.records.keys()].sort()).toEqual(['b', 'c', 'd', 'k', 'r', 's'])
    expect(pauses).toBe(6)
    for (const id of 'cbdksr') {
      const y = run.values.get(`${id}.y`)!
      expect(y.dtype).toBe('float32')
      expectClose(y.data, judged.values.get(`${id}.y`)!.data, id, NEAR)
    }
    expect(run.values.has('L.loss')).toBe(false)
  })

  it('takes what it is fed, and what is given in its place at another size', () => {
    const fed = forward(document, ['k'], image).run
    expectClose(fed.values.get('x.y')!.data, image['x.y'].data, 'fed', NEAR)
    expect(fed.nodes.map(({ id }) => id)).toEqual(['x', 'k'])
    const large = forward(document, ['r'], image, { 'x.y': full([1, 1, 6, 7], 1, 'float32') }).run
    expect(large.values.get('r.y')!.shape).toEqual([1, 2, 6, 7])
  })

  it('follows a document that changes', () => {
    const passes = new LookPasses(ops)
    const k = (value: number): GraphDocument => ({
      ...document,
      tensors: {
        ...document.tensors,
        'k.weight': { dtype: 'float64', shape: [2, 1, 1, 1], data: [value, value] },
        'k.bias': { dtype: 'float64', shape: [2], data: [0, 0] },
      },
    })
    const first = (value: number) =>
      finish(passes.forward(passes.subject(k(value), { 'x.y': full([2, 1, 4, 4], 1) }), ['k'])).result.values.get(
        'k.y',
      )!.data[0]
    expect([first(2), first(3)]).toEqual([2, 3])
  })

  it('says in words what is missing, and what an op refuses', () => {
    const empty = { ...document, tensors: {} }
    expect(() => forward(empty, ['r'])).toThrow(LookProblem)
    expect(() => forward(empty, ['r'])).toThrow('x has no data. Give it values, or choose a data set for it.')
    const classes = documentOf(
      {
        x: { op: 'input', attrs: { shape: [1, 2] } },
        t: { op: 'input', attrs: { shape: [1], dtype: 'int64' } },
        L: { op: 'cross_entropy_loss' },
      },
      ['x L.input', 't L.target'],
      { tensors: { 'x.y': storedTensor([1, 2], 1), 't.y': { dtype: 'int64', shape: [1], data: [5] } } },
    )
    expect(() => forward(classes, ['L'])).toThrow('L refuses the numbers of target. See Problems.')
  })
})

describe('a pass back to the image', () => {
  /** The same gradient by the evaluator: the image as a parameter, the seed as a factor under a sum. */
  function byEvaluator(node: string, seed: Tensor): Tensor {
    const asked: GraphDocument = {
      ...document,
      nodes: {
        ...document.nodes,
        x: { op: 'parameter', attrs: { shape: [2, 1, 4, 4] } },
        seed: { op: 'constant', attrs: { shape: [...seed.shape] } },
        m: { op: 'mul' },
        sum: { op: 'sum' },
      },
      edges: {
        ...document.edges,
        q1: { from: { node, port: 'y' }, to: { node: 'm', port: 'a' } },
        q2: { from: { node: 'seed', port: 'y' }, to: { node: 'm', port: 'b' } },
        q3: { from: { node: 'm', port: 'y' }, to: { node: 'sum', port: 'x' } },
      },
      tensors: {
        ...document.tensors,
        'seed.y': { dtype: 'float64', shape: [...seed.shape], data: Array.from(seed.data) },
      },
      objective: { node: 'sum', port: 'y' },
    }
    return new Session(ops).run(asked, {}, { mode: 'evaluate' }).gradients.get('x.y')!
  }
  const seed = fromArray([2, 2, 4, 4], storedTensor([2, 2, 4, 4], 7).data, 'float32')

  it('is the gradient of the seeded sum, added up over all ways', () => {
    const { back } = forward(document, ['r'])
    const { result, pauses } = back('r.y', seed)
    expectClose(result!.data, byEvaluator('r', seed).data, 'gradient', NEAR)
    // One pause for each edge between: r, s twice, d, b, c, k.
    expect(pauses).toBe(7)
  })

  it('may begin before the last node', () => {
    const { result, pauses } = forward(document, ['r']).back('c.y', seed)
    expectClose(result!.data, byEvaluator('c', seed).data, 'gradient', NEAR)
    expect(pauses).toBe(1)
  })

  it('goes on where one output of several has a δ', () => {
    const cell = documentOf(
      { x: { op: 'input', attrs: { shape: [1, 3] } }, l: { op: 'lstm_cell', attrs: { hidden_size: 2 } } },
      ['x l.x'],
      { tensors: { 'x.y': storedTensor([1, 3], 1) } },
    )
    const { result } = forward(cell, ['l']).back('l.h1', full([1, 2], 1, 'float32'))
    expect(result!.shape).toEqual([1, 3])
    expect([...result!.data].every((x) => x !== 0)).toBe(true)
  })

  it('is nothing where no gradient comes through', () => {
    const judged = documentOf(
      {
        x: { op: 'input', attrs: { shape: [1, 3] } },
        p: { op: 'softmax' },
        q: { op: 'parameter', attrs: { shape: [1, 3] } },
        L: { op: 'cross_entropy_loss' },
      },
      ['x p.x', 'q L.input', 'p L.target'],
      { tensors: { 'x.y': storedTensor([1, 3], 1) } },
    )
    expect(forward(judged, ['L']).back('L.loss', full([], 1, 'float32')).result).toBeNull()
    expect(forward(document, ['r', 't']).back('t.y', seed).result).toBeNull()
  })
})
