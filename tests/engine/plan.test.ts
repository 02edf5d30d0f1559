/** @file The plan of a pass: what training has to carry deltas through, what is blocked, and how many bytes it will take. */
import { describe, expect, it } from 'vitest'
import { check } from '../../src/check'
import { Session } from '../../src/engine'
import { makePlan, memoryNeeded, memoryProblem } from '../../src/engine/plan'
import type { GraphDocument } from '../../src/graph'
import { ops } from '../../src/ops'
import { documentOf, storedTensor } from '../support/documents'

function planned(document: GraphDocument) {
  const checked = check(document, ops)
  return { plan: makePlan(checked), shapes: checked.shapes }
}

describe('what training carries deltas through', () => {
  const document = documentOf(
    {
      x: { op: 'input', attrs: { shape: [2, 3] } },
      c: { op: 'constant', attrs: { shape: [2, 2] } },
      still: { op: 'exp' },
      p: { op: 'parameter', attrs: { shape: [2, 2] } },
      z: { op: 'affine', attrs: { out_features: 2 } },
      a: { op: 'tanh' },
      m: { op: 'mul' },
      q: { op: 'sigmoid' },
      L: { op: 'bce_with_logits_loss' },
    },
    ['x z.x', 'z a.x', 'a m.a', 'still m.b', 'c still.x', 'm L.input', 'p q.x', 'q L.target'],
  )
  const planOf = () => planned(document).plan

  it('is what holds, or depends on, a parameter over inputs with a gradient', () => {
    expect([...planOf().trainable].sort()).toEqual(['L', 'a', 'm', 'p', 'q', 'z'])
    const targetOnly = documentOf({ ...document.nodes }, ['c L.input', 'p q.x', 'q L.target'])
    expect(planned(targetOnly).plan.trainable.has('L')).toBe(false)
  })

  it('reaches the objective, whether it is trained or not', () => {
    const plan = planOf()
    expect([...plan.reaching].sort()).toEqual(['L', 'a', 'c', 'm', 'still', 'x', 'z'])
    expect([...plan.blocked]).toEqual(['e8'])
    expect(plan.returning.get('a.y')).toEqual([{ edge: 'e3', node: 'm', port: 'a' }])
    expect(plan.returning.has('q.y')).toBe(false)
  })
})

describe('the bytes of a pass', () => {
  const nodes = {
    x: { op: 'input', attrs: { shape: [2, 3] } },
    h: { op: 'constant', attrs: { shape: [2, 4], value: 0.5 } },
    cell: { op: 'rnn_cell', attrs: { hidden_size: 4 } },
    s: { op: 'sum' },
  }
  const wires = ['x cell.x', 'h cell.h', 'cell.h1 s.x']
  const trained = documentOf(nodes, wires, { objective: { node: 's', port: 'y' } })
  // Inside of the cell: two affines and their sum, 8 numbers each; its tanh is its output.
  const [inside, parameters] = [3 * 8, 12 + 16 + 4 + 4]
  const values = 6 + 8 + 8 + inside + 1
  const edgeDeltas = 6 + 8 + 8

  it('are those of values, deltas, edge deltas and parameters with their gradients', () => {
    const { plan, shapes } = planned(trained)
    expect(memoryNeeded(plan, shapes, 8)).toBe(8 * (2 * values + 2 * parameters + edgeDeltas))
    expect(memoryNeeded(plan, shapes, 4)).toBe(4 * (2 * values + 2 * parameters + edgeDeltas))
    const forward = planned(documentOf(nodes, wires))
    expect(memoryNeeded(forward.plan, forward.shapes, 8)).toBe(8 * (values + 2 * parameters))
  })

  it('leave out inputs that take no gradient', () => {
    const { plan, shapes } = planned(
      documentOf(
        {
          p: { op: 'parameter', attrs: { shape: [3] } },
          t: { op: 'constant', attrs: { shape: [3] } },
          L: { op: 'bce_with_logits_loss' },
        },
        ['p L.input', 't L.target'],
      ),
    )
    // p and its delta, t, L and its delta, one edge delta.
    expect(memoryNeeded(plan, shapes, 8)).toBe(8 * (6 + 3 + 2 + 3))
  })

  it('count nothing for sizes that are not known', () => {
    const open = (shape: (number | string)[]) => {
      const { plan, shapes } = planned(
        documentOf({ ...nodes, x: { op: 'input', attrs: { shape } } }, wires, { objective: { node: 's', port: 'y' } }),
      )
      return memoryNeeded(plan, shapes, 1)
    }
    expect(open(['N', 3])).toBeLessThan(2 * values + 2 * parameters + edgeDeltas)
    expect(Number.isInteger(open(['N', 3]))).toBe(true)
  })

  it('may be just the budget', () => {
    const { plan, shapes } = planned(trained)
    const needed = memoryNeeded(plan, shapes, 8)
    expect(memoryProblem(plan, shapes, 8, needed)).toBeNull()
    expect(memoryProblem(plan, shapes, 8, needed - 1)).toEqual({ node: 's', bytes: needed })
  })

  it('are half as many in float32', () => {
    const document = { ...trained, tensors: { 'x.y': storedTensor([2, 3], 1) } }
    const { plan, shapes } = planned(document)
    const memoryBudget = memoryNeeded(plan, shapes, 8) - 1
    expect(new Session(ops, { memoryBudget }).run(document).errors.map(({ code }) => code)).toEqual(['memory'])
    expect(new Session(ops, { memoryBudget, dtype: 'float32' }).run(document).errors).toEqual([])
    const half = memoryNeeded(plan, shapes, 4) - 1
    expect(new Session(ops, { memoryBudget: half, dtype: 'float32' }).run(document).errors).toHaveLength(1)
  })

  it('are told with the node, its shape and the budget, and nothing is left of the pass', () => {
    const document = documentOf(
      { p: { op: 'parameter', attrs: { shape: [1000, 1000] } }, big: { op: 'tanh', label: 'tanh p' } },
      ['p big.x'],
    )
    const run = new Session(ops, { memoryBudget: 12 * 2 ** 20 }).run(document)
    expect(run.errors).toEqual([
      {
        code: 'memory',
        node: 'big',
        message: 'tanh p [1000, 1000] would bring this pass to 15 MiB; the budget is 12 MiB.',
        hint: 'Use fewer examples at a time, or smaller layers.',
      },
    ])
    expect(run.trace).toEqual([])
    expect(run.computed).toEqual({ forward: 0, backward: 0 })
  })
})
