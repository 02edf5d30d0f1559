/** Opening a composite changes no number: values, deltas and gradients before and after. */
import { describe, expect, it } from 'vitest'
import { check, insideOf } from '../../src/check'
import { Session, type Run } from '../../src/engine'
import { openComposite, type GraphDocument, type GraphNode } from '../../src/graph'
import { ops, type Op, type OpExample } from '../../src/ops'
import { numel } from '../../src/tensor'
import { expectClose } from '../support/close'
import { documentOf, storedTensor } from '../support/documents'
import { attrsFor } from '../support/opRun'

const cases = [...ops.values()]
  .filter((op) => op.inside)
  .flatMap((op) => op.examples.map((example, i) => [op.id, i + 1, op, example] as const))

/** The op as node `n`; data at its inputs, parameters of its own, and a weighted sum of all its outputs as objective. */
function around(op: Op, { attrs = {}, inputs, outputs }: OpExample): GraphDocument {
  const data = Object.keys(inputs).filter((port) => !op.inputs[port]!.parameter)
  const nodes: Record<string, GraphNode> = {
    n: { op: op.id, attrs: attrsFor(op, attrs, inputs) as NonNullable<GraphNode['attrs']> },
    L0: { op: 'constant', attrs: { value: 0 } },
  }
  const wires: string[] = []
  const tensors: GraphDocument['tensors'] = {}
  data.forEach((port, i) => {
    nodes[`from_${port}`] = { op: 'input' }
    wires.push(`from_${port} n.${port}`)
    tensors[`from_${port}.y`] = storedTensor(inputs[port]!.shape, i + 1)
  })
  let last = 'L0'
  Object.entries(outputs).forEach(([port, { shape }], i) => {
    nodes[`w_${port}`] = { op: 'constant', attrs: { shape: [...shape] } }
    tensors[`w_${port}.y`] = storedTensor(shape, 100 + i)
    nodes[`m_${port}`] = { op: 'mul' }
    nodes[`s_${port}`] = { op: 'sum' }
    nodes[`L_${port}`] = { op: 'add' }
    wires.push(`n.${port} m_${port}.a`, `w_${port} m_${port}.b`, `m_${port} s_${port}.x`)
    wires.push(`${last} L_${port}.a`, `s_${port} L_${port}.b`)
    last = `L_${port}`
  })
  return documentOf(nodes, wires, { tensors, objective: { node: last, port: 'y' } })
}

function run(document: GraphDocument): Run {
  const found = new Session(ops).run(document)
  expect(found.errors).toEqual([])
  return found
}

function opened(document: GraphDocument, id: string): GraphDocument {
  const answer = insideOf(document, check(document, ops), id)
  if (!answer.ok) throw new Error(answer.message)
  const result = openComposite(id, answer.inside)(document)
  if (!result.ok) throw new Error(result.message)
  return result.document
}

const close = { absolute: 1e-12, relative: 1e-12 }

describe.each(cases)('%s, example %i, opened', (_, __, op, example) => {
  const before = around(op, example)
  const after = opened(before, 'n')
  const [closed, open] = [run(before), run(after)]

  it('gives the same loss and the same errors at its inputs', () => {
    expectClose([open.loss!], [closed.loss!], 'loss', close)
    for (const id of Object.keys(before.nodes).filter((node) => node.startsWith('from_')))
      expectClose(open.deltas.get(`${id}.y`)?.data, closed.deltas.get(`${id}.y`)!.data, `δ of ${id}`, close)
  })

  it('gives the same gradients of its parameters', () => {
    for (const [key, want] of closed.gradients) {
      const got = open.gradients.get(key.replace(/^n\./, 'n_') + '.y')
      // What nothing reads is left behind: its gradient was 0.
      if (got) expectClose(got.data, want.data, key, close)
      else expect([...want.data].every((value) => value === 0)).toBe(true)
    }
    expect(open.gradients.size > 0).toBe(closed.gradients.size > 0)
  })

  it('has no diagnostics', () => expect(check(after, ops).diagnostics).toEqual([]))
})

it('opens what is inside an opened one in turn', () => {
  const op = ops.get('multihead_attention')!
  const before = around(op, op.examples[1]!)
  const once = opened(before, 'n')
  const inner = Object.keys(once.nodes).find((id) => once.nodes[id]!.op === 'scaled_dot_product_attention')!
  const twice = opened(once, inner)
  expect(Object.values(twice.nodes).every((node) => !ops.get(node.op)!.inside)).toBe(true)
  expectClose([run(twice).loss!], [run(before).loss!], 'loss', close)
  expect(twice.groups![inner]!.nodes.every((id) => twice.groups!.n!.nodes.includes(id))).toBe(true)
})

describe('what cannot be opened says why', () => {
  const op = ops.get('gru_cell')!
  const document = around(op, op.examples[0]!)
  const messageOf = (changed: GraphDocument, id: string) => {
    const answer = insideOf(changed, check(changed, ops), id)
    return answer.ok ? null : answer.message
  }

  it.each([
    ['s_h1', document, /does not consist of simpler operations/],
    ['n', { ...document, edges: {} }, /Nothing is wired to x of n/],
    ['n', { ...document, nodes: { ...document.nodes, from_x: { op: 'nonsense' } } }, /something before it is wrong/],
    [
      'n',
      {
        ...document,
        nodes: {
          n: { op: 'gru_cell', attrs: { hidden_size: 2 } },
          from_x: { op: 'input', attrs: { shape: ['N', 'F'] } },
        },
        edges: { e: { from: { node: 'from_x', port: 'y' }, to: { node: 'n', port: 'x' } } },
        tensors: {},
        objective: undefined,
      },
      /its w_ih is not known/,
    ],
  ] as const)('%s', (id, changed, message) => expect(messageOf(changed as GraphDocument, id)).toMatch(message))
})

it('counts what is computed inside when it asks whether a pass fits', () => {
  const op = ops.get('scaled_dot_product_attention')!
  const [length, width] = [600, 2]
  const tensors = Object.fromEntries(['q', 'k', 'v'].map((port) => [`${port}.y`, storedTensor([length, width], 1)]))
  const nodes = { q: { op: 'input' }, k: { op: 'input' }, v: { op: 'input' }, n: { op: op.id } }
  const document = documentOf(nodes, ['q n.q', 'k n.k', 'v n.v'], { tensors })
  // The scores are 600 × 600: 2.9 MB for each of three such tensors, though the result has 1,200 numbers.
  const bytes = numel([length, length]) * 8
  expect(new Session(ops, { memoryBudget: bytes }).run(document).errors[0]?.code).toBe('memory')
  expect(new Session(ops, { memoryBudget: 8 * bytes }).run(document).errors).toEqual([])
})
