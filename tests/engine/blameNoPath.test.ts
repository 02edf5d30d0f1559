/** @file Why there is no gradient at all, in the words of blame: where the ways end, and who ends them. */
import { describe, expect, it } from 'vitest'
import type { BlameTarget } from '../../src/engine'
import type { GraphDocument } from '../../src/graph'
import { askBlame } from '../support/askBlame'
import { denseNet, documentOf, storedTensor } from '../support/documents'

function ask(document: GraphDocument, target: BlameTarget) {
  const { verdict, findings } = askBlame(document, target)
  expect(verdict).toMatchObject({ state: 'none', norm: null })
  return findings
}
const port = (key: string): BlameTarget => ({ kind: 'port', key })
const edge = (id: string): BlameTarget => ({ kind: 'edge', id })

const parameter = { op: 'parameter', attrs: { shape: [2] } }
const objective = { node: 'L', port: 'y' }

describe('a way that ends', () => {
  const dead = (ends: number) => {
    const nodes: GraphDocument['nodes'] = { p: parameter, q: parameter, L: { op: 'sum' } }
    const wires = ['q L.x']
    for (let i = 0; i < ends; i++) {
      nodes[`d${i}`] = { op: 'tanh' }
      wires.push(`p d${i}.x`)
    }
    return documentOf(nodes, wires, { objective })
  }
  const messageOf = (ends: number) => ask(dead(ends), port('p.y'))[0]!.message

  it('is told by its last node, four of them at most', () => {
    expect(messageOf(1)).toBe('No way leads from p to L: d0 is used by nobody.')
    expect(messageOf(4)).toMatch(/^No way leads from p to L: (d\d, ){3}d\d are used by nobody\.$/)
    expect(messageOf(6)).toMatch(/^No way leads from p to L: (d\d, ){3}d\d and 2 more are used by nobody\.$/)
    expect(messageOf(0)).toBe('No way leads from p to L: p is used by nobody.')
  })

  it('lights all wires that leave, or the one that was asked about', () => {
    const [found, ...others] = ask(dead(3), port('p.y'))
    expect(others).toEqual([])
    expect(found).toMatchObject({
      kind: 'no-path',
      node: 'p',
      factor: null,
      score: 20,
      edges: ['e2', 'e3', 'e4'],
      hint: 'Wire it on, so that it has a part in L, or choose another objective.',
    })
    const [asked] = ask(dead(3), edge('e3'))
    expect(asked!.message).toBe('No way leads from p to L: d1 is used by nobody.')
    expect(asked!.edges).toEqual(['e3'])
  })

  it('is walked once where ways meet again', () => {
    const nodes: GraphDocument['nodes'] = { p: parameter, q: parameter, L: { op: 'sum' } }
    const wires = ['q L.x']
    for (let i = 0; i < 40; i++) {
      nodes[`m${i}`] = { op: 'add' }
      wires.push(`${i ? `m${i - 1}` : 'p'} m${i}.a`, `${i ? `m${i - 1}` : 'p'} m${i}.b`)
    }
    expect(ask(documentOf(nodes, wires, { objective }), port('p.y'))[0]!.message).toContain(': m39 is used by nobody')
  })

  it('is nothing where the edge or the node is gone', () => {
    expect(ask(denseNet([2, 1]), edge('gone'))).toEqual([])
    expect(ask(denseNet([2, 1]), port('gone.y'))).toEqual([])
  })
})

describe('an op that passes no gradient', () => {
  it('is named with its reason: a target is given', () => {
    const document = documentOf(
      { p: parameter, q: parameter, s: { op: 'sigmoid' }, d: { op: 'tanh' }, L: { op: 'bce_with_logits_loss' } },
      ['q L.input', 'p s.x', 's L.target', 'p d.x'],
    )
    const [found, ...others] = ask(document, port('p.y'))
    expect(others).toEqual([])
    expect(found).toMatchObject({ kind: 'blocked', node: 'L', port: 'target', edges: ['e3'], score: 20 })
    expect(found!.message).toBe(
      'L (bce_with_logits_loss) passes no gradient to its input target, which s feeds: a target is given, not learned.',
    )
    expect(found!.hint).toBe('To train p, lead it to L over an input that passes gradients.')
    // Asked over the other wire, the dead end is the reason.
    expect(ask(document, edge('e4'))[0]).toMatchObject({ kind: 'no-path', edges: ['e4'] })
  })

  it('is named with its reason: whole numbers', () => {
    const document = documentOf(
      {
        p: parameter,
        i: { op: 'input', attrs: { dtype: 'int64' } },
        g: { op: 'gather', attrs: { dim: 0 } },
        L: { op: 'sum' },
      },
      ['p g.x', 'i g.index', 'g L.x'],
      { tensors: { 'i.y': { dtype: 'int64', shape: [1], data: [1] } }, objective },
    )
    expect(ask(document, port('i.y'))[0]!.message).toBe(
      'g (gather) passes no gradient to its input index, which i feeds: whole numbers have no slope.',
    )
  })

  it('is named with its reason: its rule', () => {
    const document = documentOf(
      { x: { op: 'input' }, m: { op: 'constant', attrs: { shape: [1] } }, h: { op: 'batch_norm' }, L: { op: 'sum' } },
      ['x h.x', 'm h.running_mean', 'h L.x'],
      { tensors: { 'x.y': storedTensor([2, 1], 1) }, objective },
    )
    expect(ask(document, port('m.y'))[0]!.message).toContain('which m feeds: that is the rule of batch_norm.')
    const [own] = ask(document, port('h.running_var'))
    expect(own).toMatchObject({ kind: 'blocked', node: 'h', port: 'running_var' })
    expect(own!.message).toBe(
      "h (batch_norm) passes no gradient to running_var: it is the node's own state, or the op says so.",
    )
    expect(own!.hint).toBe('Ask about another port than h.running_var: its weights, or its output.')
  })
})

describe('no objective', () => {
  it('says so, unless something is known to be wrong', () => {
    const plain = documentOf({ p: parameter, d: { op: 'tanh' } }, ['p d.x'])
    expect(ask(plain, port('p.y'))).toMatchObject([
      {
        kind: 'no-path',
        node: 'p',
        message: 'There is no loss to differentiate, so nothing has a gradient.',
        hint: 'Add a loss, such as mse_loss, and wire it; or choose an objective.',
      },
    ])
    const elsewhere = { ...plain, objective: { node: 'gone', port: 'y' } }
    expect(ask(elsewhere, port('p.y'))[0]).toMatchObject({
      message: 'The objective is gone.y, which is not in the graph.',
      hint: 'Choose another output to differentiate.',
    })
    // What is wrong somewhere else is not why there is no loss.
    const nodes = { ...plain.nodes, x: { op: 'input' }, y: { op: 'exp' } }
    expect(ask(documentOf(nodes, ['p d.x', 'x y.x']), port('p.y'))[0]!.message).toContain('There is no loss')
  })

  it('that can run is told with what keeps it from running', () => {
    const document = documentOf(
      {
        x: { op: 'input' },
        d: { op: 'tanh' },
        q: parameter,
        L: { op: 'sum' },
        u: { op: 'exp' },
        unwired: { op: 'exp' },
      },
      ['x d.x', 'd L.x', 'q u.x'],
      { objective },
    )
    const because = (key: string) => ask(document, port(key))[0]!.message
    expect(because('unwired.y')).toBe('Nothing is wired to x of unwired.')
    expect(because('x.y')).toBe('x has no data, so nothing after it can run.')
    const wired = { ...document, nodes: { ...document.nodes } }
    delete (wired.nodes as Record<string, unknown>).unwired
    for (const key of ['d.y', 'q.y'])
      expect(ask(wired, port(key))[0]).toMatchObject({
        message: 'x has no data, so nothing after it can run.',
        hint: 'Give x numbers, or bind it to a data set.',
      })
  })
})
