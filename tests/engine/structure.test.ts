/** @file When two looks at a document share one plan, and what a node is in evaluation. */
import { describe, expect, it } from 'vitest'
import { check } from '../../src/check'
import { inMode, randomKey } from '../../src/engine/mode'
import { sameStructure } from '../../src/engine/structure'
import type { GraphDocument } from '../../src/graph'
import { ops } from '../../src/ops'
import { documentOf } from '../support/documents'

const stored = (shape: number[], dtype: 'float64' | 'int64' = 'float64') => ({
  dtype,
  shape,
  data: new Array<number>(shape.reduce((n, size) => n * size, 1)).fill(0),
})
const document: GraphDocument = {
  ...documentOf({ x: { op: 'input' }, L: { op: 'sum' } }, ['x L.x'], {
    tensors: { 'x.y': stored([2, 3]) },
    objective: { node: 'L', port: 'y' },
  }),
}
const feeds = { 'x.y': stored([2, 3]) }

describe('the structure', () => {
  const same = (other: GraphDocument, fed = feeds) => sameStructure({ document, feeds }, other, fed)

  it('is the same for other numbers, another layout and another name', () => {
    expect(same({ ...document, name: 'other', layout: {}, tensors: { 'x.y': stored([2, 3]) } })).toBe(true)
    expect(same(document, { 'x.y': stored([2, 3]) })).toBe(true)
  })

  it.each(['nodes', 'edges'] as const)('is another when %s were edited', (part) => {
    expect(same({ ...document, [part]: { ...document[part] } })).toBe(false)
  })

  it('is another with another objective, or other data', () => {
    expect(same({ ...document, objective: { node: 'L', port: 'y' } })).toBe(false)
    expect(same({ ...document, data: { set: 'iris' } as unknown as GraphDocument['data'] })).toBe(false)
  })

  it.each([
    ['shape', { 'x.y': stored([3, 2]) }],
    ['dtype', { 'x.y': stored([2, 3], 'int64') }],
    ['name', { 'w.y': stored([2, 3]) }],
    ['count', { 'x.y': stored([2, 3]), 'w.y': stored([1]) }],
  ])('is another when a tensor has another %s', (_, tensors) => {
    expect(same({ ...document, tensors })).toBe(false)
    expect(same(document, tensors as typeof feeds)).toBe(false)
  })
})

describe('a node in evaluation', () => {
  const [node] = check(documentOf({ p: { op: 'parameter' }, d: { op: 'dropout' } }, ['p d.x']), ops).order.slice(1)
  const [off] = check(
    documentOf({ p: { op: 'parameter' }, d: { op: 'dropout', attrs: { training: false } } }, ['p d.x']),
    ops,
  ).order.slice(1)

  it('is one and the same each time, and the node itself where nothing is different', () => {
    const evaluating = inMode(node!, 'evaluate')
    expect(evaluating).not.toBe(node)
    expect(evaluating.attrs).toEqual({ ...node!.attrs, training: false })
    expect(inMode(node!, 'evaluate')).toBe(evaluating)
    expect(inMode(node!, 'train')).toBe(node)
    expect(inMode(off!, 'evaluate')).toBe(off)
  })

  it('draws by a key of two numbers: a stream and the step', () => {
    const key = randomKey(3, 'd', 7)
    expect(key).toMatchObject({ dtype: 'int64', shape: [2] })
    expect(key.data[1]).toBe(7)
    expect(randomKey(3, 'e', 7).data[0]).not.toBe(key.data[0])
    expect(randomKey(4, 'd', 7).data[0]).not.toBe(key.data[0])
  })
})
