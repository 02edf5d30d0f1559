/** @file Where a NaN or ∞ comes from, in the words of blame: a pole, a place without a value, an overflow, or given. */
import { describe, expect, it } from 'vitest'
import type { GraphDocument } from '../../src/graph'
import { askBlame } from '../support/askBlame'
import { documentOf } from '../support/documents'

type Numbers = (number | 'NaN' | 'Infinity')[]
const stored = (data: Numbers, shape = [data.length]) => ({ dtype: 'float64' as const, shape, data })
const parameter = (size: number) => ({ op: 'parameter', attrs: { shape: [size] } })
const objective = { node: 'L', port: 'y' }

const one = (op: string, data: Numbers) =>
  documentOf({ p: parameter(data.length), f: { op }, L: { op: 'sum' } }, ['p f.x', 'f L.x'], {
    tensors: { 'p.y': stored(data) },
    objective,
  })
const two = (op: string, p: Numbers, q: Numbers) =>
  documentOf(
    { p: parameter(p.length), q: parameter(q.length), f: { op }, L: { op: 'sum' } },
    ['p f.a', 'q f.b', 'f L.x'],
    { tensors: { 'p.y': stored(p), 'q.y': stored(q) }, objective },
  )
const layer = (x: Numbers, weight: Numbers) =>
  documentOf(
    { x: { op: 'input' }, z: { op: 'affine', attrs: { out_features: 1 } }, L: { op: 'sum' } },
    ['x z.x', 'z L.x'],
    {
      tensors: { 'x.y': stored(x, [1, 2]), 'z.weight': stored(weight, [1, 2]), 'z.bias': stored([0.5]) },
      objective,
    },
  )

/** The origin, whichever way the gradient went. */
function originOf(document: GraphDocument, key: string) {
  const { findings } = askBlame(document, { kind: 'parameter', key })
  const found = findings.filter(({ kind }) => kind === 'not-finite')
  expect(found).toHaveLength(1)
  return found[0]!
}

describe('a value that is not finite', () => {
  it.each([
    [one('log', [3, 0, 1]), 'p.y', ['e1'], 'f (log) has no finite value where p is 0: it became −∞ at [1].'],
    [one('log', [-1]), 'p.y', ['e1'], 'f (log) has no finite value where p is −1: it became NaN.'],
    [
      two('div', [1, 2], [1, 0]),
      'q.y',
      ['e2', 'e1'],
      'f (div) has no finite value where p is 2 and q is 0: it became ∞ at [1].',
    ],
    [
      two('div', [0, 2], [0, 1]),
      'q.y',
      ['e1', 'e2'],
      'f (div) has no finite value where p is 0 and q is 0: it became NaN at [0].',
    ],
    [
      one('exp', [1, 800]),
      'p.y',
      ['e1'],
      'f (exp) overflows: where p is 800, its result is larger than any number can be (1.8×10³⁰⁸), so it became ∞ at [1].',
    ],
    [
      two('mul', [1e200], [1e200]),
      'p.y',
      ['e1', 'e2'],
      'f (mul) overflows: where p is 1×10²⁰⁰ and q is 1×10²⁰⁰, its result is larger than any number can be (1.8×10³⁰⁸), so it became ∞.',
    ],
    [
      layer([1e200, 1], [1e200, 1]),
      'z.weight',
      ['e1'],
      'z (affine) overflows: where x goes up to 1×10²⁰⁰ and its own weight goes up to 1×10²⁰⁰ and its own bias goes up to 0.5, its result is larger than any number can be (1.8×10³⁰⁸), so it became ∞.',
    ],
  ])('%#: is told with the numbers that made it', (document, key, edges, message) => {
    const found = originOf(document, key)
    expect(found.message).toBe(message)
    expect(found).toMatchObject({ port: 'y', edges, factor: null })
  })

  it('has its own advice for each way', () => {
    expect(originOf(one('log', [0]), 'p.y').hint).toMatch(/^Keep what f reads away from there/)
    expect(originOf(one('log', [-1]), 'p.y').hint).toMatch(/^Keep what f reads where log has a value/)
    expect(originOf(one('exp', [800]), 'p.y').hint).toMatch(/^Make the numbers that f reads smaller/)
  })

  it('is an overflow by a hair too, and a pole close by is none', () => {
    expect(originOf(one('exp', [709.8]), 'p.y').message).toMatch(/^f \(exp\) overflows/)
    expect(originOf(two('div', [1e300], [1e-300]), 'q.y').message).toMatch(/^f \(div\) overflows/)
    expect(originOf(two('div', [1e-5], [0]), 'q.y').message).toMatch(/^f \(div\) has no finite value/)
    // ∞ − ∞ of products that are too large.
    expect(originOf(layer([1e200, 1e200], [1e200, -1e200]), 'z.weight').message).toMatch(
      /^z \(affine\) overflows: .* so it became NaN\.$/,
    )
  })

  it.each([
    [one('exp', [1, 'NaN']), 'p.y', 'p', 'y', ['e1'], 'p holds NaN at [1]'],
    [one('exp', ['NaN']), 'p.y', 'p', 'y', ['e1'], 'p holds NaN'],
    [layer([1, 'Infinity'], [1, 1]), 'z.weight', 'x', 'y', ['e1'], 'x holds ∞ at [0, 1]'],
    [layer([1, 1], [0, 'NaN']), 'z.bias', 'z', 'weight', [], 'weight of z holds NaN at [0, 1]'],
  ])('%#: may have been given', (document, key, node, port, edges, what) => {
    const found = originOf(document, key)
    expect(found.message).toBe(`${what} before anything is computed.`)
    expect(found).toMatchObject({ node, port, edges })
    expect(found.hint).toMatch(/^Give .* finite numbers\.$/)
  })

  it('ranks first where it broke the gradient, and last where it did not', () => {
    expect(originOf(one('log', [0]), 'p.y').score).toBe(1000)
    expect(originOf(one('log', [-1]), 'p.y').score).toBe(3)
  })
})

describe('a gradient that is not finite, of finite values', () => {
  it('may be an infinite slope', () => {
    const found = originOf(one('sqrt', [1, 0]), 'p.y')
    expect(found.message).toBe(
      'f (sqrt) has an infinite slope where p at [1] is 0: its value is finite there, but the gradient became ∞.',
    )
    expect(found).toMatchObject({ node: 'f', port: 'x', edges: ['e1'] })
    expect(found.hint).toMatch(/^Keep p away from there/)
  })

  const scaled = (factors: readonly number[]) => {
    const nodes: GraphDocument['nodes'] = { p: { op: 'parameter', attrs: { shape: [], value: 0 } } }
    const wires: string[] = []
    let last = 'p'
    factors.forEach((factor, i) => {
      nodes[`m${i}`] = { op: 'mul' }
      nodes[`c${i}`] = { op: 'constant', attrs: { shape: [], value: factor } }
      wires.push(`${last} m${i}.a`, `c${i} m${i}.b`)
      last = `m${i}`
    })
    return documentOf(nodes, wires, { objective: { node: last, port: 'y' } })
  }

  it('may be an overflow on the way back', () => {
    const found = originOf(scaled([1e200, 1e200]), 'p.y')
    expect(found.message).toBe(
      'The gradient overflows in m0 (mul): an error of 1×10²⁰⁰ times its local derivative is larger than any number can be (1.8×10³⁰⁸), so p gets ∞.',
    )
    expect(found).toMatchObject({ node: 'm0', port: 'a', edges: ['e1'] })
    expect(found.hint).toMatch(/^The errors grow on their way back/)
  })

  it('may be a sum', () => {
    const nodes: GraphDocument['nodes'] = {
      p: { op: 'parameter', attrs: { shape: [], value: 0 } },
      c: { op: 'constant', attrs: { shape: [], value: 1e308 } },
      a: { op: 'mul' },
      b: { op: 'mul' },
      L: { op: 'add' },
    }
    const document = documentOf(nodes, ['p a.a', 'c a.b', 'p b.a', 'c b.b', 'a L.a', 'b L.b'], { objective })
    const found = originOf(document, 'p.y')
    expect(found.message).toBe(
      'The edge deltas that meet at p add up to ∞: each is finite, the sum is larger than any number can be (1.8×10³⁰⁸).',
    )
    expect(found).toMatchObject({ node: 'p', port: 'y', edges: ['e1', 'e3'] })
  })
})
