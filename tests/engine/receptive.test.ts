/** @file The receptive field by structure, against the Jacobian of real runs with positive numbers everywhere. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { check } from '../../src/check'
import { fieldLinks, receptiveField, Session } from '../../src/engine'
import { pull } from '../../src/engine/costPattern'
import { pullSparse } from '../../src/engine/receptivePull'
import type { GraphDocument, GraphNode } from '../../src/graph'
import { ops } from '../../src/ops'
import { createRandom, numel, type Shape } from '../../src/tensor'
import { documentOf } from '../support/documents'

interface Layer {
  readonly op: string
  readonly attrs?: GraphNode['attrs']
}

const pair = (low: number, high: number) =>
  fc.tuple(fc.integer({ min: low, max: high }), fc.integer({ min: low, max: high }))

const conv: fc.Arbitrary<Layer> = fc
  .record({
    out_channels: fc.constantFrom(2, 4),
    kernel_size: pair(1, 3),
    stride: pair(1, 2),
    padding: pair(0, 2),
    dilation: pair(1, 2),
    groups: fc.constantFrom(1, 2),
  })
  .map((attrs) => ({ op: 'conv2d', attrs }))
const pool: fc.Arbitrary<Layer> = fc
  .record({
    kernel_size: pair(2, 2),
    stride: fc.option(pair(1, 2)),
    padding: pair(0, 1),
    ceil_mode: fc.boolean(),
  })
  .map((attrs) => ({ op: 'avg_pool2d', attrs }))
const others = fc.constantFrom<Layer>(
  { op: 'relu' },
  { op: 'square' },
  { op: 'permute', attrs: { dims: [0, 1, 3, 2] } },
  { op: 'pad', attrs: { padding: [1, 0, 0, 1] } },
  { op: 'upsample2d', attrs: { scale_factor: 2 } },
)
const chain = fc.array(fc.oneof({ weight: 3, arbitrary: conv }, pool, others), { minLength: 1, maxLength: 4 })

const X: Shape = [2, 2, 7, 6]
const positive = (shape: Shape, seed: number) => {
  const random = createRandom(seed)
  return {
    dtype: 'float64' as const,
    shape: [...shape],
    data: Array.from({ length: numel(shape) }, () => 0.1 + random.uniform()),
  }
}

/** The chain with the last layer's elements weighed by a mask and added up: the gradient of x is a row of the Jacobian. */
function build(layers: readonly Layer[], element?: { readonly at: number; readonly of: Shape }): GraphDocument {
  const names = layers.map((_, i) => `l${i + 1}`)
  const nodes: Record<string, GraphNode> = { x: { op: 'parameter', attrs: { shape: [...X] } } }
  layers.forEach((layer, i) => (nodes[names[i]!] = layer as GraphNode))
  const wires = names.map((name, i) => `${i ? names[i - 1] : 'x'} ${name}.x`)
  const tensors: GraphDocument['tensors'] = { 'x.y': positive(X, 1) }
  if (!element) return documentOf(nodes, wires, { tensors })
  nodes.mask = { op: 'constant', attrs: { shape: [...element.of] } }
  nodes.m = { op: 'mul' }
  nodes.L = { op: 'sum' }
  tensors['mask.y'] = {
    dtype: 'float64',
    shape: [...element.of],
    data: Array.from({ length: numel(element.of) }, (_, i) => Number(i === element.at)),
  }
  return documentOf(nodes, [...wires, `${names.at(-1)} m.a`, 'mask m.b', 'm L.x'], {
    tensors,
    objective: { node: 'L', port: 'y' },
  })
}

/** Positive weights for every parameter that the chain has. */
function withWeights(document: GraphDocument): GraphDocument {
  const { shapes, order } = check(document, ops)
  const tensors = { ...document.tensors }
  for (const node of order)
    for (const port of node.parameters)
      tensors[`${node.id}.${port}`] = positive(shapes[`${node.id}.${port}`] as Shape, 2)
  return { ...document, tensors }
}

const fieldOf = (document: GraphDocument, key: string, element: number) => {
  const links = fieldLinks(check(document, ops), key, () => undefined)!
  return receptiveField(links, element).find(({ node }) => node === 'x')?.paths ?? new Float64Array(numel(X))
}

describe('the receptive field', () => {
  it('is the set of input elements with a Jacobian that is not 0, when every weight is positive', () => {
    let compared = 0
    fc.assert(
      fc.property(chain, fc.nat(), (layers, seed) => {
        const plain = build(layers)
        const last = `l${layers.length}`
        const shape = check(plain, ops).shapes[`${last}.y`] as Shape | undefined
        // A window that does not fit: no graph to compare.
        if (!check(plain, ops).ok || !shape) return
        const at = seed % numel(shape)
        const document = withWeights(build(layers, { at, of: shape }))
        const gradient = new Session(ops).run(document).gradients.get('x.y')!
        const field = fieldOf(document, `${last}.y`, at)
        compared++
        expect([...field].map((paths) => paths > 0)).toEqual([...gradient.data].map((value) => value !== 0))
      }),
      { numRuns: 200 },
    )
    expect(compared).toBeGreaterThan(100)
  })

  it('counts the ways: all weights 1 make the Jacobian that number', () => {
    const layers: Layer[] = [
      { op: 'conv2d', attrs: { out_channels: 2, kernel_size: [3, 3], padding: [1, 1], bias: false, init: 'ones' } },
      { op: 'conv2d', attrs: { out_channels: 1, kernel_size: [3, 3], bias: false, init: 'ones' } },
    ]
    const document = build(layers, { at: 7, of: [2, 1, 5, 4] })
    const gradient = new Session(ops).run(document).gradients.get('x.y')!
    expect([...fieldOf(document, 'l2.y', 7)]).toEqual([...gradient.data])
  })

  it('takes the whole window of a max pool, and adds up branches', () => {
    const pooled = build([{ op: 'max_pool2d', attrs: { kernel_size: [2, 3], stride: [1, 3] } }])
    const field = fieldOf(pooled, 'l1.y', 3)
    const rows = Array.from({ length: 7 }, (_, row) => [...field.subarray(row * 6, row * 6 + 6)].join(''))
    expect(rows.slice(0, 4)).toEqual(['000000', '000111', '000111', '000000'])
    const branched = documentOf(
      {
        x: { op: 'input', attrs: { shape: [1, 1, 4, 4] } },
        c: { op: 'conv2d', attrs: { out_channels: 1, kernel_size: 3, padding: 1 } },
        s: { op: 'add' },
      },
      ['x c.x', 'c s.a', 'x s.b'],
    )
    const ways = fieldOf(branched, 's.y', 5)
    expect([...ways.subarray(0, 8)]).toEqual([1, 1, 1, 0, 1, 2, 1, 0])
  })

  it('takes the whole window of a max pool over a sequence too', () => {
    const document = documentOf(
      {
        x: { op: 'input', attrs: { shape: [1, 2, 6] } },
        p: { op: 'max_pool1d', attrs: { kernel_size: 3, stride: 1 } },
      },
      ['x p.x'],
    )
    expect([...fieldOf(document, 'p.y', 5)]).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0])
  })

  it('lists what is on the way, and no parameters, nor what lies beside', () => {
    const document = documentOf(
      {
        x: { op: 'input', attrs: { shape: [1, 1, 4, 4] } },
        c: { op: 'conv2d', attrs: { out_channels: 1, kernel_size: 3 } },
        r: { op: 'relu' },
        // Its size is not known, but nobody asks for it.
        z: { op: 'input', attrs: { shape: ['N', 1, 4, 4] } },
        e: { op: 'exp' },
      },
      ['x c.x', 'c r.x', 'z e.x'],
    )
    const links = fieldLinks(check(document, ops), 'r.y', () => undefined)!
    expect(receptiveField(links, 3).map(({ node, port, shape }) => [node, port, shape])).toEqual([
      ['r', 'y', [1, 1, 2, 2]],
      ['c', 'y', [1, 1, 2, 2]],
      ['x', 'y', [1, 1, 4, 4]],
    ])
  })

  it('asks for the numbers where an op chooses by them', () => {
    const document = documentOf(
      {
        x: { op: 'parameter', attrs: { shape: [4] } },
        i: { op: 'input', attrs: { shape: [2], dtype: 'int64' } },
        g: { op: 'gather', attrs: { dim: 0 } },
        L: { op: 'sum' },
      },
      ['x g.x', 'i g.index', 'g L.x'],
      { tensors: { 'i.y': { dtype: 'int64', shape: [2], data: [3, 1] } }, objective: { node: 'L', port: 'y' } },
    )
    const session = new Session(ops)
    session.run(document)
    const checked = check(document, ops)
    const links = fieldLinks(checked, 'g.y', (node) => session.record(node))!
    expect([...receptiveField(links, 0).find(({ node }) => node === 'x')!.paths]).toEqual([0, 0, 0, 1])
    expect([...receptiveField(links, 1).find(({ node }) => node === 'x')!.paths]).toEqual([0, 1, 0, 0])
    expect(fieldLinks(checked, 'g.y', () => undefined)).toBeNull()
    const broken = () => {
      throw new Error('gone')
    }
    expect(() => fieldLinks(checked, 'g.y', broken)).toThrow('gone')
  })

  it('goes through flatten and affine to the whole image, and knows nothing of unknown sizes', () => {
    const document = documentOf(
      {
        x: { op: 'input', attrs: { shape: ['N', 1, 4, 4] } },
        f: { op: 'flatten' },
        z: { op: 'affine', attrs: { out_features: 2 } },
      },
      ['x f.x', 'f z.x'],
    )
    expect(fieldLinks(check(document, ops), 'z.y', () => undefined)).toBeNull()
    const fed = { ...document, tensors: { 'x.y': positive([2, 1, 4, 4], 1) } }
    const field = fieldOf(fed, 'z.y', 3)
    expect([...field]).toEqual([...Array<number>(16).fill(0), ...Array<number>(16).fill(1)])
  })
})

it('pulls sparse tensors as the cost model pulls full ones', () => {
  fc.assert(
    fc.property(chain, fc.nat(), (layers, seed) => {
      const document = build(layers)
      const checked = check(document, ops)
      if (!checked.ok) return
      for (const pattern of fieldLinks(checked, `l${layers.length}.y`, () => undefined)!.patterns) {
        const random = createRandom(seed)
        const size = pattern.factors.reduce((product, factor) => product * factor.outputs, 1)
        const y = Float64Array.from({ length: size }, () => (random.uniform() < 0.3 ? random.integer(9) : 0))
        expect(pullSparse(pattern, y)).toEqual(pull(pattern, y))
      }
    }),
    { numRuns: 60 },
  )
})
