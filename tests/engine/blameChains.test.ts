/** @file Rows of nodes that each change the gradient a little, and places at which edge deltas meet, in the words of blame. */
import { describe, expect, it } from 'vitest'
import type { GraphDocument } from '../../src/graph'
import { askBlame } from '../support/askBlame'
import { documentOf, storedTensor } from '../support/documents'

const constant = (value: number) => ({ op: 'constant', attrs: { shape: [], value } })

type RowStep = readonly [op: 'mul' | 'leaky_relu' | 'neg', factor: number]

/** p = −1 through one node after the other: `mul` by a number, `leaky_relu` with that slope, `neg`. */
function row(...steps: readonly RowStep[]) {
  const nodes: GraphDocument['nodes'] = { p: { op: 'parameter', attrs: { shape: [], value: -1 } } }
  const wires: string[] = []
  let last = 'p'
  steps.forEach(([op, factor], i) => {
    const id = `${op[0]}${i + 1}`
    nodes[id] = { op, attrs: op === 'leaky_relu' ? { negative_slope: factor } : {} }
    wires.push(`${last} ${id}.${op === 'mul' ? 'a' : 'x'}`)
    if (op === 'mul') {
      nodes[`c${i + 1}`] = constant(factor)
      wires.push(`c${i + 1} ${id}.b`)
    }
    last = id
  })
  const document = documentOf(nodes, wires, { objective: { node: last, port: 'y' } })
  return askBlame(document, { kind: 'parameter', key: 'p.y' }).findings
}
const mul = (factor: number) => ['mul', factor] as const
const leaky = (slope: number) => ['leaky_relu', slope] as const

describe('a row of nodes', () => {
  it('of one op is told by its ends, its mean and its product', () => {
    const [found, ...others] = row(mul(0.1), mul(0.08), mul(0.1))
    expect(others).toEqual([])
    expect(found).toMatchObject({ kind: 'shrinking', node: 'm2', edges: ['e5', 'e3', 'e1'] })
    expect(found!.factor).toBeCloseTo(8e-4, 12)
    expect(found!.message).toBe(
      '3 mul nodes in a row, from m3 back to m1, multiply the gradient by 0.0928 each, by 8×10⁻⁴ in all.',
    )
    expect(found!.hint).toContain('fewer layers')
  })

  it('may grow', () => {
    const [found] = row(mul(10), mul(11), mul(10))
    expect(found).toMatchObject({ kind: 'growing', node: 'm2' })
    expect(found!.factor).toBeCloseTo(1100, 9)
    expect(found!.message).toBe(
      '3 mul nodes in a row, from m3 back to m1, multiply the gradient by 10.3 each, by 1,100 in all.',
    )
    expect(found!.hint).toContain('smaller weights')
  })

  it('has three nodes, and changes the gradient 32 times, at least', () => {
    expect(row(mul(0.1), mul(0.1))).toEqual([])
    expect(row(mul(0.33), mul(0.33), mul(0.33))).toEqual([])
    expect(row(mul(0.3), mul(0.3), mul(0.3))).toHaveLength(1)
  })

  it('is none where one node makes most of it', () => {
    expect(row(mul(0.1), mul(0.03), mul(0.1)).map(({ kind, node }) => [kind, node])).toEqual([['shrinking', 'm2']])
    expect(row(mul(0.1), mul(0.03), mul(0.1))[0]!.message).toMatch(/^m2 \(mul\) shrinks/)
  })

  it('of several ops has no op in its name', () => {
    const [found] = row(mul(0.1), leaky(0.1), mul(0.1), leaky(0.1))
    expect(found!.message).toBe(
      '4 nodes in a row, from l4 back to m1, multiply the gradient by 0.1 each, by 1×10⁻⁴ in all.',
    )
    expect(found!.edges).toHaveLength(4)
  })

  it('of mainly one op begins and ends with it, and says what lies between', () => {
    const [found] = row(leaky(0.5), mul(0.1), leaky(0.5), ['neg', -1], mul(0.08), mul(0.1), leaky(0.5))
    expect(found!.message).toBe(
      '3 mul nodes in a row, from m6 back to m2, multiply the gradient by 0.0928 each, by 8×10⁻⁴ in all (4×10⁻⁴ with what lies between).',
    )
    expect(found).toMatchObject({ node: 'm5', port: 'a', edges: ['e8', 'e6', 'e5', 'e4', 'e2'] })
    expect(found!.factor).toBeCloseTo(4e-4, 12)
  })

  it('needs three nodes of an op, and most of the change, to be named by it', () => {
    const words = (...steps: readonly RowStep[]) => row(...steps).find(({ kind }) => kind === 'shrinking')!.message
    expect(words(mul(0.06), mul(0.06), leaky(0.3), leaky(0.3))).toMatch(/^4 nodes in a row, from l4 back to m1/)
    expect(words(mul(0.2), leaky(0.1), mul(0.2), leaky(0.1), mul(0.2))).toMatch(/^5 nodes in a row, from m5 back to m1/)
  })

  it('of one op leaves out what shrinks before it', () => {
    const [found] = row(mul(0.1), mul(0.08), mul(0.1), leaky(0.5))
    expect(found).toMatchObject({ node: 'm2', edges: ['e5', 'e3', 'e1'] })
    expect(found!.message).toMatch(/^3 mul nodes in a row, from m3 back to m1, .* by 8×10⁻⁴ in all\.$/)
  })

  it('may end with the weight that is asked about', () => {
    const document = documentOf(
      {
        x: { op: 'input' },
        z: { op: 'affine', attrs: { out_features: 1, bias: false } },
        c: constant(0.1),
        m: { op: 'mul' },
        n: { op: 'mul' },
        L: { op: 'sum' },
      },
      ['x z.x', 'z m.a', 'c m.b', 'm n.a', 'c n.b', 'n L.x'],
      {
        tensors: {
          'x.y': { dtype: 'float64', shape: [1, 1], data: [0.1] },
          'z.weight': { dtype: 'float64', shape: [1, 1], data: [1] },
        },
        objective: { node: 'L', port: 'y' },
      },
    )
    const { findings } = askBlame(document, { kind: 'parameter', key: 'z.weight' })
    expect(findings.map(({ message }) => message)).toEqual([
      '3 nodes in a row, from n back to z, multiply the gradient by 0.1 each, by 0.001 in all.',
    ])
  })

  it('begins and ends where it changes something', () => {
    expect(row(mul(1), mul(0.1), mul(0.1), mul(0.1), mul(1))[0]!.message).toMatch(
      /^3 mul nodes in a row, from m4 back to m2/,
    )
  })

  it('is the stretch that changes most, not all of the way', () => {
    const [found] = row(mul(10), mul(0.1), mul(0.1), mul(0.1), mul(0.1), mul(10), mul(10))
    expect(found!.message).toBe(
      '4 mul nodes in a row, from m5 back to m2, multiply the gradient by 0.1 each, by 1×10⁻⁴ in all.',
    )
  })

  it('ends where the gradient does', () => {
    const [zero, before, ...others] = row(mul(0.1), mul(0.1), mul(0.1), mul(0), mul(0.1), mul(0.1), mul(0.1))
    expect(others).toEqual([])
    expect(zero).toMatchObject({ kind: 'zero-factor', node: 'm4', factor: 0, score: 20 })
    expect(before!.message).toMatch(/^3 mul nodes in a row, from m7 back to m5, .* 0.001 in all/)
    const found = row(mul(1e200), mul(1e200), mul(1), mul(0.1), mul(0.1), mul(0.1))
    expect(found.map(({ kind, node }) => [kind, node])).toEqual([
      ['not-finite', 'm1'],
      ['growing', 'm2'],
      ['shrinking', 'm6'],
    ])
  })
})

/** p, used once for each factor, and all of it added up. */
function meeting(factors: readonly number[], shape: number[]) {
  const nodes: GraphDocument['nodes'] = {
    p: { op: 'parameter', attrs: { shape, value: 1 } },
    total: { op: 'stack', attrs: { inputs: factors.length } },
    L: { op: 'sum' },
  }
  const wires = factors.flatMap((factor, i) => {
    nodes[`c${i}`] = constant(factor)
    nodes[`m${i}`] = { op: 'mul' }
    return [`p m${i}.a`, `c${i} m${i}.b`, `m${i} total.x${i}`]
  })
  const document = documentOf(nodes, [...wires, 'total L.x'], { objective: { node: 'L', port: 'y' } })
  return askBlame(document, { kind: 'port', key: 'p.y' })
}

describe('edge deltas that meet', () => {
  it('and cancel are named, four at most', () => {
    const [six] = meeting([1, -1, 2, -2, 3, -3], []).findings
    expect(six).toMatchObject({ kind: 'cancelling', factor: 0, edges: ['e1', 'e4', 'e7', 'e10', 'e13', 'e16'] })
    expect(six!.message).toBe(
      'p is used 6 times, and the edge deltas that come back cancel: sizes 1 from m0, 1 from m1, 2 from m2, 2 from m3, 2 more add up to exactly 0.',
    )
    // Of four ones, the norm is twice as large.
    expect(meeting([1, -1, 2, -2], [4]).findings[0]!.message).toContain(
      'norms 2 from m0, 2 from m1, 4 from m2, 4 from m3 add up to exactly 0.',
    )
  })

  it('and nearly cancel say what is left', () => {
    const { verdict, findings } = meeting([1, -1, 2, -2, 0.25], [4])
    expect(verdict).toMatchObject({ state: 'normal', norm: 0.5 })
    expect(verdict.message).toBe(
      'δ of p is 0.5 (the norm of 4 elements, the largest 0.25): 2 times smaller than at the loss (1), which is nothing unusual.',
    )
    expect(findings[0]!.message).toMatch(/4 from m3, 1 more add up to 0\.5\.$/)
    expect(findings[0]!.factor).toBeCloseTo(0.5 / 12.5, 12)
  })

  it('cancel below a tenth of what they are alone', () => {
    expect(meeting([5.5, -4.5], []).findings).toEqual([])
    expect(meeting([5.5, -4.6], []).findings).toHaveLength(1)
    expect(meeting([1, 2, 3], []).findings).toEqual([])
  })

  it('are told by the name of the port where a node has several', () => {
    const document = documentOf(
      {
        x: { op: 'input' },
        h: { op: 'constant', attrs: { shape: [1, 2], value: 0.1 } },
        cell: { op: 'lstm_cell', attrs: { hidden_size: 2 } },
        n: { op: 'neg' },
        s: { op: 'add' },
        L: { op: 'sum' },
      },
      ['x cell.x', 'h cell.h', 'h cell.c', 'cell.h1 n.x', 'cell.h1 s.a', 'n s.b', 's L.x'],
      { tensors: { 'x.y': storedTensor([1, 2], 1) }, objective: { node: 'L', port: 'y' } },
    )
    const [found] = askBlame(document, { kind: 'port', key: 'cell.h1' }).findings
    expect(found!.message).toBe(
      'cell.h1 is used 2 times, and the edge deltas that come back cancel: norms 1.41 from n, 1.41 from s add up to exactly 0.',
    )
  })
})
