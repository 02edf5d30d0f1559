/** @file The trace, event by event: what each one reads, from which cached δ, and what it costs. */
import { describe, expect, it } from 'vitest'
import { Session, type TraceEvent } from '../../src/engine'
import type { GraphDocument } from '../../src/graph'
import { ops } from '../../src/ops'
import { documentOf, storedTensor } from '../support/documents'

const traceOf = (document: GraphDocument): readonly TraceEvent[] => new Session(ops).run(document).trace
const formulaOf = (op: string, port: string) => ops.get(op)!.formula[port]!
const derivativeOf = (op: string, port: string) => ops.get(op)!.derivative[port]!.formula

const value = (node: string, reads: string[] = [], formula = '{y}') => ({
  phase: 'forward',
  kind: 'value',
  node,
  port: 'y',
  fromCache: [],
  reads,
  formula,
  cost: 0,
})
const accumulate = (node: string, terms: string[], port = 'y') => ({
  phase: 'backward',
  kind: 'accumulate',
  node,
  port,
  terms,
  fromCache: [],
  reads: [],
  formula: '',
  cost: 0,
})

describe('the trace', () => {
  it('of L = sum(p · x)', () => {
    const document = documentOf(
      { p: { op: 'parameter', attrs: { shape: [3] } }, x: { op: 'input' }, m: { op: 'mul' }, L: { op: 'sum' } },
      ['p m.a', 'x m.b', 'm L.x'],
      { tensors: { 'x.y': storedTensor([3], 1) }, objective: { node: 'L', port: 'y' } },
    )
    const edge = (node: string, port: string, id: string, op: string, reads: string[]) => ({
      phase: 'backward',
      kind: 'edge-delta',
      node,
      port,
      edge: id,
      fromCache: [`${node}.y`],
      reads,
      formula: derivativeOf(op, port),
      cost: 3,
    })
    const parameter = { phase: 'backward', kind: 'parameter-gradient', node: 'p', port: 'y' }
    const backward = [
      accumulate('L', []),
      edge('L', 'x', 'e3', 'sum', ['m.y', 'L.y']),
      accumulate('m', ['e3']),
      edge('m', 'a', 'e1', 'mul', ['p.y', 'x.y', 'm.y']),
      edge('m', 'b', 'e2', 'mul', ['p.y', 'x.y', 'm.y']),
      accumulate('x', ['e2']),
      accumulate('p', ['e1']),
      { ...parameter, fromCache: ['p.y'], reads: [], formula: '{dy}', cost: 0 },
    ]
    const forward = [
      value('p', [], formulaOf('parameter', 'y')),
      value('x', [], formulaOf('input', 'y')),
      value('m', ['p.y', 'x.y'], formulaOf('mul', 'y')),
      value('L', ['m.y'], formulaOf('sum', 'y')),
    ]
    expect(traceOf(document)).toEqual([...forward, ...backward].map((event, index) => ({ index, ...event })))
  })

  it('names the parameters and the state that a node reads, and gives each parameter its gradient', () => {
    const document = documentOf({ x: { op: 'input' }, h: { op: 'batch_norm' }, L: { op: 'sum' } }, ['x h.x', 'h L.x'], {
      tensors: { 'x.y': storedTensor([4, 2], 1) },
      objective: { node: 'L', port: 'y' },
    })
    const own = ['h.weight', 'h.bias', 'h.running_mean', 'h.running_var']
    const trace = traceOf(document)
    const forward = trace.find(({ node, kind }) => node === 'h' && kind === 'value')!
    expect(forward.reads.slice().sort()).toEqual(['x.y', ...own].sort())
    const gradients = trace.filter(({ kind }) => kind === 'parameter-gradient')
    expect(gradients.map(({ node, port }) => `${node}.${port}`)).toEqual(['h.weight', 'h.bias'])
    for (const { port, formula, reads, fromCache, cost } of gradients) {
      expect(formula).toBe(derivativeOf('batch_norm', port))
      expect(reads.slice().sort()).toEqual(['h.y', 'x.y', ...own].sort())
      expect(fromCache).toEqual(['h.y'])
      expect(cost).toBe(8)
    }
  })

  it('has nothing about inputs that are not wired, nor about edges that take no gradient', () => {
    const document = documentOf(
      {
        p: { op: 'parameter', attrs: { shape: [2] } },
        t: { op: 'constant', attrs: { shape: [2] } },
        L: { op: 'bce_with_logits_loss' },
      },
      ['p L.input', 't L.target'],
    )
    const ofLoss = traceOf(document).filter(({ node }) => node === 'L')
    expect(ofLoss.map(({ kind, port }) => [kind, port])).toEqual([
      ['value', 'loss'],
      ['accumulate', 'loss'],
      ['edge-delta', 'input'],
    ])
    expect(ofLoss[0]!.reads).toEqual(['p.y', 't.y'])
  })

  it('has a δ only for the outputs that reach the objective', () => {
    const cell = {
      x: { op: 'input' },
      h: { op: 'constant', attrs: { shape: [1, 1] } },
      cell: { op: 'lstm_cell', attrs: { hidden_size: 1 } },
    }
    const wires = ['x cell.x', 'h cell.h', 'h cell.c']
    const tensors = { 'x.y': storedTensor([1, 2], 1) }
    const asObjective = documentOf(cell, wires, { tensors, objective: { node: 'cell', port: 'h1' } })
    const used = documentOf({ ...cell, L: { op: 'sum' } }, [...wires, 'cell.c1 L.x'], {
      tensors,
      objective: { node: 'L', port: 'y' },
    })
    const deltasOf = (document: GraphDocument) =>
      traceOf(document).filter(({ kind, node }) => kind === 'accumulate' && node === 'cell')
    expect(deltasOf(asObjective)).toMatchObject([accumulate('cell', [], 'h1')])
    expect(deltasOf(used)).toMatchObject([accumulate('cell', ['e4'], 'c1')])
    const values = traceOf(used).filter(({ kind, node }) => kind === 'value' && node === 'cell')
    expect(values.map(({ port, formula }) => [port, formula])).toEqual(
      ['h1', 'c1'].map((port) => [port, formulaOf('lstm_cell', port)]),
    )
  })
})
