import { expect, it } from 'vitest'
import { Session } from '../../src/engine'
import { DEFAULT_TRAINING, emptyDocument, type GraphDocument } from '../../src/graph'
import { ops } from '../../src/ops'

/** A table of 400 × 5, two of whose rows are looked up, and the sum of all that was found. */
const documentOf = (attrs: object, seed = 1): GraphDocument => ({
  ...emptyDocument(),
  nodes: {
    i: { op: 'input', attrs: { shape: ['N'], dtype: 'int64' } },
    e: { op: 'embedding', attrs: { num_embeddings: 400, embedding_dim: 5, ...attrs } },
    s: { op: 'sum' },
  },
  edges: {
    e1: { from: { node: 'i', port: 'y' }, to: { node: 'e', port: 'index' } },
    e2: { from: { node: 'e', port: 'y' }, to: { node: 's', port: 'x' } },
  },
  tensors: { 'i.y': { dtype: 'int64', shape: [3], data: [399, 0, 399] } },
  objective: { node: 's', port: 'y' },
  training: { ...DEFAULT_TRAINING, seed },
})
const run = (attrs: object, seed?: number) => new Session(ops).run(documentOf(attrs, seed))

it('starts as standard normal numbers, the same for the same seed', () => {
  const table = [...run({}).values.get('e.weight')!.data]
  const mean = table.reduce((sum, x) => sum + x) / table.length
  const variance = table.reduce((sum, x) => sum + (x - mean) ** 2, 0) / table.length
  expect(Math.abs(mean)).toBeLessThan(0.1)
  expect(Math.abs(variance - 1)).toBeLessThan(0.1)
  expect([...run({}).values.get('e.weight')!.data]).toEqual(table)
  expect(run({}, 2).values.get('e.weight')!.data[0]).not.toBe(table[0])
})

it.each([
  [null, 1, 2],
  [399, 1, 0],
  [-1, 1, 0],
  [-400, 0, 2],
])('padding_idx %s: row 0 gets %d of each error, and row 399 gets %d', (padding_idx, first, last) => {
  const gradient = run({ padding_idx }).gradients.get('e.weight')!.data
  expect([...gradient.slice(0, 5), ...gradient.slice(-5)]).toEqual([
    ...new Array<number>(5).fill(first),
    ...new Array<number>(5).fill(last),
  ])
  expect([...gradient.slice(5, -5)].every((d) => d === 0)).toBe(true)
})

it('refuses rows that do not exist before it runs, and says which', () => {
  const { errors, values } = run({ num_embeddings: 399 })
  expect(errors.map(({ node, message }) => [node, message])).toEqual([
    ['e', 'e has a table of 399 rows (numbers 0 to 398), but i holds 399 (element 0).'],
  ])
  expect(values.has('e.y')).toBe(false)
})
