import { describe, expect, it } from 'vitest'
import { Session } from '../../src/engine'
import type { GraphDocument } from '../../src/graph'
import { ops } from '../../src/ops'

const base: GraphDocument = { format: 'gradwire', version: 1, name: '', nodes: {}, edges: {}, tensors: {}, layout: {} }
const wire = (from: string, to: string, port = 'x') => ({ from: { node: from, port: 'y' }, to: { node: to, port } })

describe('what cannot run', () => {
  it('stops only what depends on it', () => {
    const run = new Session(ops).run({
      ...base,
      nodes: {
        x: { op: 'input' },
        y: { op: 'sigmoid' },
        c: { op: 'constant', attrs: { value: 2 } },
        s: { op: 'tanh' },
      },
      edges: { e1: wire('x', 'y'), e2: wire('c', 's') },
    })
    expect(run.errors.map((error) => [error.code, error.node])).toEqual([['no-data', 'x']])
    expect(run.values.get('s.y')?.data[0]).toBeCloseTo(Math.tanh(2), 12)
    expect(run.values.has('y.y')).toBe(false)
  })

  it('names the nodes of a circle, and runs the rest', () => {
    const run = new Session(ops).run({
      ...base,
      nodes: { a: { op: 'tanh' }, b: { op: 'tanh' }, c: { op: 'constant', attrs: { value: 1 } }, d: { op: 'exp' } },
      edges: { e1: wire('a', 'b'), e2: wire('b', 'a'), e3: wire('c', 'd') },
    })
    expect(run.errors[0]!.code).toBe('cycle')
    expect(run.errors[0]!.message).toMatch(/circle: (a → b → a|b → a → b)/)
    expect(run.values.get('d.y')?.data[0]).toBeCloseTo(Math.E, 12)
  })

  it('refuses what is over the memory budget before allocating, naming node and size', () => {
    const run = new Session(ops, { memoryBudget: 2 ** 20 }).run({
      ...base,
      nodes: { x: { op: 'input' }, z: { op: 'affine', label: 'z₁', attrs: { out_features: 4000 } } },
      edges: { e1: wire('x', 'z') },
      tensors: { 'x.y': { dtype: 'float64', shape: [100, 2], data: new Array(200).fill(1) } },
    })
    expect(run.values.size).toBe(0)
    expect(run.errors[0]).toMatchObject({ code: 'memory', node: 'z' })
    expect(run.errors[0]!.message).toMatch(/z₁ \[.*\] would bring this pass to \d+ MiB; the budget is 1 MiB/)
  })
})

describe('initial parameters', () => {
  const document: GraphDocument = {
    ...base,
    nodes: { x: { op: 'input' }, z: { op: 'affine', attrs: { out_features: 3 } } },
    edges: { e1: wire('x', 'z') },
    tensors: { 'x.y': { dtype: 'float64', shape: [1, 4], data: [1, 2, 3, 4] } },
  }
  it('are the same bits for the same seed, and others for another', () => {
    const start = (seed: number) =>
      Array.from(
        new Session(ops)
          .run({
            ...document,
            training: { optimizer: { kind: 'sgd', lr: 0.1 }, steps: 1, batchSize: null, tolerance: null, seed },
          })
          .values.get('z.weight')!.data,
      )
    expect(start(1)).toEqual(start(1))
    expect(start(1)).not.toEqual(start(2))
    expect(Math.max(...start(1).map(Math.abs))).toBeLessThanOrEqual(0.5)
  })
  it('give way to stored ones', () => {
    const stored = {
      ...document,
      tensors: {
        ...document.tensors,
        'z.weight': { dtype: 'float64' as const, shape: [3, 4], data: new Array(12).fill(2) },
      },
    }
    expect(Array.from(new Session(ops).run(stored).values.get('z.weight')!.data)).toEqual(new Array(12).fill(2))
  })
})

it('a null rule blocks its edge and leaves no delta behind', () => {
  const run = new Session(ops).run({
    ...base,
    nodes: { x: { op: 'input' }, t: { op: 'input', attrs: { dtype: 'int64' } }, L: { op: 'cross_entropy_loss' } },
    edges: {
      e1: { from: { node: 'x', port: 'y' }, to: { node: 'L', port: 'input' } },
      e2: { from: { node: 't', port: 'y' }, to: { node: 'L', port: 'target' } },
    },
    tensors: {
      'x.y': { dtype: 'float64', shape: [1, 2], data: [1, 2] },
      't.y': { dtype: 'int64', shape: [1], data: [0] },
    },
  })
  expect(run.errors).toEqual([])
  expect([...run.blockedEdges]).toEqual(['e2'])
  expect(run.edges.has('e2')).toBe(false)
  expect(run.deltas.has('t.y')).toBe(false)
  expect(run.deltas.has('x.y')).toBe(true)
})

it('refuses numbers that no shape can tell to be wrong, naming the node', () => {
  const run = new Session(ops).run({
    ...base,
    nodes: {
      x: { op: 'input' },
      t: { op: 'input', label: 't', attrs: { dtype: 'int64' } },
      L: { op: 'cross_entropy_loss' },
    },
    edges: {
      e1: { from: { node: 'x', port: 'y' }, to: { node: 'L', port: 'input' } },
      e2: { from: { node: 't', port: 'y' }, to: { node: 'L', port: 'target' } },
    },
    tensors: {
      'x.y': { dtype: 'float64', shape: [1, 2], data: [1, 2] },
      't.y': { dtype: 'int64', shape: [1], data: [7] },
    },
  })
  expect(run.errors[0]).toMatchObject({ code: 'value', node: 'L', port: 'target' })
  expect(run.errors[0]!.message).toContain('7')
})
