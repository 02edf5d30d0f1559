/** State of nodes, random numbers, and the two modes, while looking at a graph. */
import { describe, expect, it } from 'vitest'
import { Session } from '../../src/engine'
import type { GraphDocument } from '../../src/graph'
import { ops } from '../../src/ops'
import { DEFAULT_TRAINING } from '../../src/graph'
import { expectClose } from '../support/close'
import { documentOf, storedTensor } from '../support/documents'

const normalized = (more: Partial<GraphDocument> = {}): GraphDocument => ({
  ...documentOf({ x: { op: 'input' }, h: { op: 'batch_norm' }, L: { op: 'sum' } }, ['x h.x', 'h L.x'], {
    tensors: { 'x.y': { dtype: 'float64', shape: [2, 1], data: [1, 5] } },
    objective: { node: 'L', port: 'y' },
  }),
  ...more,
})

describe('buffers', () => {
  it('start as the op says and are values of the run', () => {
    const { values, stateAfter, errors } = new Session(ops).run(normalized())
    expect(errors).toEqual([])
    expect([...values.get('h.running_mean')!.data, ...values.get('h.running_var')!.data]).toEqual([0, 1])
    expectClose(stateAfter.get('h.running_mean')!.data, [0.3], 'mean')
    // Unbiased variance of 1 and 5 is 8.
    expectClose(stateAfter.get('h.running_var')!.data, [0.9 + 0.8], 'variance')
  })

  it('come from the document, and looking twice moves them no further', () => {
    const stored = { dtype: 'float64' as const, shape: [1], data: [10] }
    const document = normalized()
    const session = new Session(ops)
    const held = { ...document, tensors: { ...document.tensors, 'h.running_mean': stored } }
    session.run(held)
    expectClose(session.run(held).stateAfter.get('h.running_mean')!.data, [9.3], 'mean')
  })

  it('are no parameters', () => {
    const run = new Session(ops).run(normalized())
    expect([...run.gradients.keys()].sort()).toEqual(['h.bias', 'h.weight'])
    expect(run.trace.filter((event) => event.port.startsWith('running')).map((event) => event.kind)).toEqual([])
    expect(run.trace.find((event) => event.node === 'h')!.reads).toContain('h.running_var')
  })

  it('may be wired, and are then not the node’s own', () => {
    const nodes = { ...normalized().nodes, m: { op: 'constant', attrs: { shape: [1], value: 2 } } }
    const edges = {
      ...normalized().edges,
      m: { from: { node: 'm', port: 'y' }, to: { node: 'h', port: 'running_mean' } },
    }
    const run = new Session(ops).run(normalized({ nodes, edges }))
    expect(run.values.has('h.running_mean')).toBe(false)
    expect(run.blockedEdges.has('m')).toBe(true)
  })

  it('of a wrong shape are refused where they are', () => {
    const tensors = { ...normalized().tensors, 'h.running_var': storedTensor([3], 1) }
    expect(new Session(ops).run(normalized({ tensors })).errors[0]).toMatchObject({
      node: 'h',
      port: 'running_var',
      message: 'h needs a running_var of shape [1], one number for each channel, but gets [3].',
    })
  })
})

describe('evaluation', () => {
  it('normalizes with the running statistics and leaves them alone', () => {
    const session = new Session(ops)
    const training = session.run(normalized())
    const evaluating = session.run(normalized(), {}, { mode: 'evaluate' })
    expectClose(training.values.get('h.y')!.data, [-1, 1], 'training', { absolute: 1e-5 })
    expectClose(evaluating.values.get('h.y')!.data, [1, 5], 'evaluation', { absolute: 1e-4 })
    expect(evaluating.stateAfter.size).toBe(0)
    expect(session.run(normalized()).values.get('h.y')!.data).toEqual(training.values.get('h.y')!.data)
  })

  it('computes only the nodes again that differ', () => {
    const session = new Session(ops)
    const document = normalized()
    session.run(document)
    expect(session.run(document, {}, { mode: 'evaluate' }).computed.forward).toBe(2)
    expect(session.run(document, {}, { mode: 'evaluate' }).computed).toEqual({ forward: 0, backward: 0 })
  })
})

describe('random numbers', () => {
  const dropped = (seed = 0, mode: 'train' | 'evaluate' = 'train', names = ['d', 'e']) => {
    const nodes = Object.fromEntries(names.map((name) => [name, { op: 'dropout' }]))
    const document = documentOf(
      { x: { op: 'constant', attrs: { shape: [64], value: 1 } }, ...nodes },
      names.map((name) => `x ${name}.x`),
      { training: { ...DEFAULT_TRAINING, seed } },
    )
    const run = new Session(ops).run(document, {}, { mode })
    expect(run.values.has(`${names[0]}.key`)).toBe(false)
    return names.map((name) => [...run.values.get(`${name}.y`)!.data])
  }

  it('are the same for the same seed and node', () => {
    expect(dropped(3)).toEqual(dropped(3))
    expect(dropped(3, 'train', ['e', 'f'])[0]).toEqual(dropped(3)[1])
  })

  it('differ between seeds and between nodes', () => {
    const [d, e] = dropped(3)
    expect(d).not.toEqual(e)
    expect(dropped(4)[0]).not.toEqual(d)
  })

  it('are not drawn in evaluation', () => expect(new Set(dropped(3, 'evaluate').flat())).toEqual(new Set([1])))

  it('make the gradient through the same mask', () => {
    const nodes = { p: { op: 'parameter', attrs: { shape: [32], value: 1 } }, d: { op: 'dropout' }, L: { op: 'sum' } }
    const run = new Session(ops).run(documentOf(nodes, ['p d.x', 'd L.x'], { objective: { node: 'L', port: 'y' } }))
    expect([...run.gradients.get('p.y')!.data]).toEqual([...run.values.get('d.y')!.data])
  })
})
