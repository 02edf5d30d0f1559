/** @file Where a NaN or ∞ comes from, in the words of blame: a pole, a place without a value, an overflow, or given. */
import { describe, expect, it } from 'vitest'
import { check } from '../../src/check'
import { blame, makePlan, Session } from '../../src/engine'
import type { GraphDocument } from '../../src/graph'
import { ops } from '../../src/ops'
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
  it('of a loss that overflows is no pole, although its target is 0', () => {
    const document = documentOf(
      {
        p: parameter(2),
        t: { op: 'input' },
        f: { op: 'mse_loss', attrs: { reduction: 'none' } },
        g: { op: 'square' },
        L: { op: 'sum' },
      },
      ['p f.input', 't f.target', 'f.loss g.x', 'g L.x'],
      { tensors: { 'p.y': stored([1, 1e200]), 't.y': stored([0, 0]) }, objective },
    )
    expect(originOf(document, 'p.y').message).toContain('f (mse_loss) overflows: where')
  })

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
    // However large what is divided: 0 below the line is a pole.
    expect(originOf(two('div', [1e300], [0]), 'p.y').message).toMatch(/^f \(div\) has no finite value/)
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

describe('only what was read', () => {
  it('is named: no bias that is not there, no hidden number', () => {
    const plain = layer([1e200, 1], [1e200, 1])
    const nodes = { ...plain.nodes, z: { op: 'affine', attrs: { out_features: 1, bias: false } } }
    expect(originOf({ ...plain, nodes }, 'z.weight').message).toMatch(
      /where x goes up to 1×10²⁰⁰ and its own weight goes up to 1×10²⁰⁰, its result/,
    )
    const dropped = one('dropout', [1e308, 1e308, 1e308, 1e308])
    expect(originOf(dropped, 'p.y').message).toMatch(/^f \(dropout\) overflows: where p is 1×10³⁰⁸, its result/)
  })

  it('stays as it is', () => {
    const document = one('exp', [800])
    const session = new Session(ops)
    const run = session.run(document)
    const scene = {
      document,
      run,
      plan: makePlan(check(document, ops)),
      recordOf: (node: string) => session.record(node),
    }
    blame(scene, { kind: 'parameter', key: 'p.y' })
    expect(run.values.get('p.y')!.data[0]).toBe(800)
  })

  it('makes no overflow of numbers that are not large', () => {
    const constant = documentOf(
      {
        p: { op: 'parameter', attrs: { shape: [1, 2], value: 2 } },
        f: { op: 'layer_norm', attrs: { normalized_shape: [2], eps: 0 } },
        L: { op: 'sum' },
      },
      ['p f.x', 'f L.x'],
      { objective },
    )
    expect(originOf(constant, 'p.y').message).toBe(
      'f (layer_norm) has no finite value where p goes up to 2 and its own weight goes up to 1 and its own bias goes up to 0: it became NaN at [0, 0].',
    )
    const document = documentOf(
      {
        p: parameter(2),
        f: { op: 'var', attrs: { correction: 2 } },
        g: { op: 'sqrt' },
        n: { op: 'neg' },
        L: { op: 'sum' },
      },
      ['p n.x', 'n f.x', 'f.loss g.x', 'g L.x'],
      { tensors: { 'p.y': stored([2, 3]) }, objective },
    )
    const { findings } = askBlame(document, { kind: 'parameter', key: 'p.y' })
    expect(findings.every(({ message }) => !message.includes('overflows'))).toBe(true)
  })
})

describe('a run in float32', () => {
  const ask32 = (document: GraphDocument) => {
    const session = new Session(ops, { dtype: 'float32' })
    const run = session.run(document)
    const scene = {
      document,
      run,
      plan: makePlan(check(document, ops)),
      recordOf: (node: string) => session.record(node),
    }
    return blame(scene, { kind: 'parameter', key: 'p.y' }).findings.find(({ kind }) => kind === 'not-finite')!.message
  }

  it('overflows at smaller numbers', () => {
    expect(ask32(one('exp', [100]))).toBe(
      'f (exp) overflows: where p is 100, its result is larger than any number can be (3.4×10³⁸), so it became ∞.',
    )
    expect(ask32(one('reciprocal', [1e-20]))).toBe(
      'f (reciprocal) has an infinite slope where p is 1×10⁻²⁰: its value is finite there, but the gradient became −∞.',
    )
  })
})

describe('several places', () => {
  it('are told in the order in which they happened, what was given first', () => {
    const document = documentOf(
      {
        p: parameter(2),
        f: { op: 'log' },
        z: { op: 'mul' },
        q: parameter(2),
        e: { op: 'exp' },
        L: { op: 'sum' },
      },
      ['p f.x', 'q e.x', 'f z.a', 'e z.b', 'z L.x'],
      { tensors: { 'p.y': stored([0, 1]), 'q.y': stored([800, 1]) }, objective },
    )
    const { findings } = askBlame(document, { kind: 'port', key: 'p.y' })
    expect(findings.filter(({ kind }) => kind === 'not-finite').map(({ node }) => node)).toEqual(['f', 'e'])
  })

  it('of one node are told once, asked over a port, an edge or a parameter', () => {
    // 1/p overflows, and so does p/p², but p/p is 1.
    const document = documentOf({ p: parameter(1), f: { op: 'div' }, L: { op: 'sum' } }, ['p f.a', 'p f.b', 'f L.x'], {
      tensors: { 'p.y': stored([1e-320]) },
      objective,
    })
    for (const target of [
      { kind: 'port', key: 'p.y' },
      { kind: 'edge', id: 'e1' },
      { kind: 'edge', id: 'e2' },
      { kind: 'parameter', key: 'p.y' },
    ] as const) {
      const { verdict, findings } = askBlame(document, target)
      expect(verdict.state).toBe('not-finite')
      expect(findings.filter(({ kind }) => kind === 'not-finite')).toMatchObject([{ node: 'f', score: 1000 }])
    }
  })

  it('are looked for once, however many ways lead there', () => {
    const nodes: GraphDocument['nodes'] = { p: parameter(1), L: { op: 'sum' } }
    const wires: string[] = []
    for (let i = 0; i < 40; i++) {
      nodes[`m${i}`] = { op: 'add' }
      wires.push(`${i ? `m${i - 1}` : 'p'} m${i}.a`, `${i ? `m${i - 1}` : 'p'} m${i}.b`)
    }
    const document = documentOf(nodes, [...wires, 'm39 L.x'], { tensors: { 'p.y': stored(['NaN']) }, objective })
    expect(originOf(document, 'p.y').message).toBe('p holds NaN before anything is computed.')
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

  it('may be asked about at any port on the way', () => {
    const { findings } = askBlame(scaled([1e200, 1e200, 1e200, 1]), { kind: 'port', key: 'm0.y' })
    expect(findings.filter(({ kind }) => kind === 'not-finite')).toMatchObject([{ node: 'm1' }])
  })

  it('may be that of a weight', () => {
    const plain = layer([1e200, 1], [0, 0])
    const document: GraphDocument = {
      ...plain,
      nodes: { ...plain.nodes, c: { op: 'constant', attrs: { shape: [], value: 1e200 } }, m: { op: 'mul' } },
      edges: {
        e1: plain.edges.e1!,
        e2: { from: { node: 'z', port: 'y' }, to: { node: 'm', port: 'a' } },
        e3: { from: { node: 'c', port: 'y' }, to: { node: 'm', port: 'b' } },
        e4: { from: { node: 'm', port: 'y' }, to: { node: 'L', port: 'x' } },
      },
    }
    const found = originOf(document, 'z.weight')
    expect(found.message).toBe(
      'The gradient overflows in z (affine): an error of 1×10²⁰⁰ times its local derivative is larger than any number can be (1.8×10³⁰⁸), so its own weight gets ∞ at [0, 0].',
    )
    expect(found).toMatchObject({ node: 'z', port: 'weight', edges: [] })
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
