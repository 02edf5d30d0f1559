/** @file Results of networks that say a symbol at each place. */
import { describe, expect, it } from 'vitest'
import type { GraphDocument } from '../../../src/graph'
import { documentOf } from '../../support/documents'
import { inProcess, shippedFiles } from '../../support/inProcess'
import { ofKind } from '../../support/results'

/** At each place the symbol that went in is said: a table with the highest score on its diagonal. */
function repeats(symbols: number, length: number, attrs: Record<string, number> = {}): GraphDocument {
  const data = Array.from({ length: symbols * symbols }, (_, i) => (i % (symbols + 1) === 0 ? 3 : 0))
  return documentOf(
    {
      x: { op: 'input', attrs: { dtype: 'int64', shape: ['N', length] } },
      e: { op: 'embedding', attrs: { num_embeddings: symbols, embedding_dim: symbols } },
      u: { op: 'transpose', attrs: { dim0: 1, dim1: 2 } },
      t: { op: 'input', attrs: { dtype: 'int64', shape: ['N', length] } },
      L: { op: 'cross_entropy_loss', attrs },
    },
    ['x e.index', 'e u.x', 'u L.input', 't L.target'],
    {
      objective: { node: 'L', port: 'loss' },
      tensors: { 'e.weight': { dtype: 'float64', shape: [symbols, symbols], data } },
    },
  )
}

/** What goes in, and so what is said, and what belongs there. */
const SAID = [0, 1, 2, 0, 0, 1]
const LABELS = [0, 1, 1, 1, 0, 1]

const fed = (document: GraphDocument): GraphDocument => ({
  ...document,
  tensors: {
    ...document.tensors,
    'x.y': { dtype: 'int64', shape: [2, 3], data: SAID },
    't.y': { dtype: 'int64', shape: [2, 3], data: LABELS },
  },
})

async function resultsOf(document: GraphDocument) {
  const client = inProcess({ assets: shippedFiles })
  await client.open(document)
  return ofKind(await client.results(false), 'symbols')
}

describe('a symbol at each place', () => {
  it('right ones are counted, and what is said for what', async () => {
    const found = await resultsOf(fed(repeats(3, 3)))
    expect(found).toMatchObject({ part: 'train', seen: 2, size: 2, places: 6, right: 4, names: null, kinds: 2 })
    expect([...found.total]).toEqual([2, 4, 0])
    expect([...found.hits]).toEqual([2, 2, 0])
    expect(found.mixups).toEqual([
      { label: 1, answer: 2, count: 1 },
      { label: 1, answer: 0, count: 1 },
    ])
    expect(found.rows.map(({ example, wrong }) => [example, wrong])).toEqual([
      [0, 1],
      [1, 1],
    ])
    expect([...found.rows[0]!.labels]).toEqual([0, 1, 1])
    expect([...found.rows[0]!.answers]).toEqual([0, 1, 2])
  })

  it('places that the loss passes over are not judged', async () => {
    const found = await resultsOf(fed(repeats(3, 3, { ignore_index: 1 })))
    expect(found).toMatchObject({ places: 2, right: 2, mixups: [], rows: [] })
  })

  it('targets may be probabilities of the symbols', async () => {
    const document = fed(repeats(3, 3))
    const oneHot = [0, 1].flatMap((row) =>
      [0, 1, 2].flatMap((symbol) => [0, 1, 2].map((at) => (LABELS[3 * row + at] === symbol ? 1 : 0))),
    )
    const found = await resultsOf({
      ...document,
      nodes: { ...document.nodes, t: { op: 'input', attrs: { shape: ['N', 3, 3] } } },
      tensors: { ...document.tensors, 't.y': { dtype: 'float64', shape: [2, 3, 3], data: oneHot } },
    })
    expect(found).toMatchObject({ places: 6, right: 4 })
  })

  it('of a text: held-out rows, under the names of its characters', async () => {
    const data = { dataset: 'text', inputs: { x: 'input', t: 'next' }, settings: { length: 8 } }
    const found = await resultsOf({ ...repeats(40, 8), data })
    expect(found).toMatchObject({ part: 'heldOut', seen: found.size, places: 8 * found.size })
    expect(found.names).toHaveLength(40)
    // In an English text a letter follows itself now and then, as l and e do.
    expect(found.right).toBeGreaterThan(0)
    expect(found.right).toBeLessThan(0.1 * found.places)
    expect(found.hits[found.names!.indexOf('l')]).toBeGreaterThan(0)
    expect(found.mixups.every(({ count }, i) => i === 0 || count <= found.mixups[i - 1]!.count)).toBe(true)
  })
})

it('one of so many symbols that they have no matrix is told as symbols too', async () => {
  const many = 250
  const document = documentOf(
    {
      x: { op: 'input', attrs: { dtype: 'int64', shape: ['N'] } },
      e: { op: 'embedding', attrs: { num_embeddings: many, embedding_dim: many } },
      t: { op: 'input', attrs: { dtype: 'int64', shape: ['N'] } },
      L: { op: 'cross_entropy_loss' },
    },
    ['x e.index', 'e L.input', 't L.target'],
    {
      objective: { node: 'L', port: 'loss' },
      tensors: {
        'e.weight': repeats(many, 1).tensors['e.weight']!,
        'x.y': { dtype: 'int64', shape: [3], data: [7, 249, 3] },
        't.y': { dtype: 'int64', shape: [3], data: [7, 248, 3] },
      },
    },
  )
  const found = await resultsOf(document)
  expect(found).toMatchObject({ places: 3, right: 2, rows: [], mixups: [{ label: 248, answer: 249, count: 1 }] })
})

it('yes and no at several places of an example are two symbols', async () => {
  const document = documentOf(
    {
      x: { op: 'input', attrs: { shape: ['N', 3] } },
      t: { op: 'input', attrs: { shape: ['N', 3] } },
      z: { op: 'neg' },
      L: { op: 'bce_with_logits_loss' },
    },
    ['x z.x', 'z L.input', 't L.target'],
    {
      objective: { node: 'L', port: 'loss' },
      tensors: {
        'x.y': { dtype: 'float64', shape: [2, 3], data: [-1, 1, 1, 1, -2, 3] },
        't.y': { dtype: 'float64', shape: [2, 3], data: [1, 0, 1, 0, 1, 0] },
      },
    },
  )
  const found = await resultsOf(document)
  expect(found).toMatchObject({ places: 6, right: 5, mixups: [{ label: 1, answer: 0, count: 1 }] })
})
