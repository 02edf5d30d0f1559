import { expect, it } from 'vitest'
import { check } from '../../src/check'
import type { GraphDocument } from '../../src/graph'
import { ops } from '../../src/ops'

const wire = (from: string, to: string, port = 'x') => ({ from: { node: from, port: 'y' }, to: { node: to, port } })
const doc = (part: Partial<GraphDocument>): GraphDocument => ({
  format: 'gradwire',
  version: 1,
  name: '',
  nodes: {},
  edges: {},
  tensors: {},
  layout: {},
  ...part,
})
const messages = (document: GraphDocument) => check(document, ops).diagnostics.map((d) => d.message)

it('infers shapes through the graph, symbols included', () => {
  const { shapes, ok } = check(
    doc({
      nodes: {
        x: { op: 'input', attrs: { shape: ['N', 1, 28, 28] } },
        c: { op: 'conv2d', attrs: { out_channels: 6, kernel_size: [5, 5], padding: [2, 2] } },
        p: { op: 'max_pool2d', attrs: { kernel_size: [2, 2] } },
        f: { op: 'flatten' },
        z: { op: 'affine', attrs: { out_features: 10 } },
      },
      edges: { a: wire('x', 'c'), b: wire('c', 'p'), d: wire('p', 'f'), e: wire('f', 'z') },
    }),
    ops,
  )
  expect(ok).toBe(true)
  expect(shapes).toMatchObject({
    'c.y': ['N', 6, 28, 28],
    'c.weight': [6, 1, 5, 5],
    'p.y': ['N', 6, 14, 14],
    'f.y': ['N', 1176],
    'z.weight': [10, 1176],
    'z.y': ['N', 10],
  })
})

it.each<[string, GraphDocument, string]>([
  ['an unwired port', doc({ nodes: { y: { op: 'sigmoid' } } }), 'Nothing is wired to x of y.'],
  [
    'an unknown op',
    doc({ nodes: { y: { op: 'frobnicate' } } }),
    'y uses the op "frobnicate", which this Gradwire does not know.',
  ],
  [
    'a missing size',
    doc({ nodes: { x: { op: 'input', attrs: { shape: [1, 2] } }, z: { op: 'affine' } }, edges: { e: wire('x', 'z') } }),
    'z does not know how many outputs it has.',
  ],
  [
    'data that do not fit',
    doc({
      nodes: { x: { op: 'input', attrs: { shape: ['N', 3] } } },
      tensors: { 'x.y': { dtype: 'float64', shape: [2, 2], data: [1, 2, 3, 4] } },
    }),
    'x says it has shape [N, 3], but its data have [2, 2].',
  ],
  [
    'two sizes for one symbol',
    doc({
      nodes: { t: { op: 'input', attrs: { shape: ['N'] } }, x: { op: 'input', attrs: { shape: ['N'] } } },
      tensors: {
        'x.y': { dtype: 'float64', shape: [2], data: [1, 2] },
        't.y': { dtype: 'float64', shape: [3], data: [1, 2, 3] },
      },
    }),
    'x has N = 2 ([2]), but t has N = 3.',
  ],
  [
    'a bad attribute',
    doc({ nodes: { z: { op: 'affine', attrs: { out_features: -1 } } } }),
    'z: out_features must be 1 or more.',
  ],
])('says in words: %s', (_, document, message) => {
  expect(messages(document)).toContain(message)
})

it('finds the only loss, and asks when there are several', () => {
  const two = doc({
    nodes: { x: { op: 'input', attrs: { shape: [2] } }, a: { op: 'mse_loss' }, b: { op: 'mse_loss' } },
    edges: Object.fromEntries(
      ['a', 'b'].flatMap((n) => [
        [`${n}1`, wire('x', n, 'input')],
        [`${n}2`, wire('x', n, 'target')],
      ]),
    ),
  })
  expect(check(two, ops).objective).toBeNull()
  expect(messages(two).join()).toContain('There are 2 losses (a, b)')
  const { b: _, ...one } = two.nodes
  const { b1: _1, b2: _2, ...edges } = two.edges
  expect(check({ ...two, nodes: one, edges }, ops).objective).toEqual({ node: 'a', port: 'loss' })
  expect(check({ ...two, objective: { node: 'x', port: 'y' } }, ops).diagnostics.map((d) => d.code)).toContain(
    'objective-shape',
  )
})

it('warns of an attribute that the op does not have, and of no other', () => {
  const { ok, diagnostics } = check(
    doc({
      nodes: {
        x: { op: 'input', attrs: { shape: [2, 3] } },
        v: { op: 'var', attrs: { dim: [1], correction: 0 } },
        a: { op: 'abs', attrs: { sign: 1 } },
        L: { op: 'sum' },
      },
      edges: { a: wire('x', 'v'), b: wire('v', 'a'), c: wire('a', 'L') },
      tensors: { 'x.y': { dtype: 'float64', shape: [2, 3], data: [1, 2, 3, 4, 5, 6] } },
      objective: { node: 'L', port: 'y' },
    }),
    ops,
  )
  expect(ok).toBe(true)
  expect(diagnostics).toEqual([
    {
      severity: 'warning',
      code: 'unknown-attribute',
      node: 'v',
      message: 'v has an attribute "correction", which var does not know: it changes nothing.',
      hint: 'Remove it, or use one of dim, unbiased, keepdim.',
    },
    {
      severity: 'warning',
      code: 'unknown-attribute',
      node: 'a',
      message: 'a has an attribute "sign", which abs does not know: it changes nothing.',
      hint: 'Remove it: abs has no attributes.',
    },
  ])
})
