/** @file Results of networks that say numbers: how near, and which are farthest. */
import { describe, expect, it } from 'vitest'
import { packTable } from '../../../src/data/own'
import type { GraphDocument } from '../../../src/graph'
import type { RunUpdate } from '../../../src/runtime/protocol'
import { documentOf } from '../../support/documents'
import { inProcess } from '../../support/inProcess'
import { ofKind } from '../../support/results'

const stored = (shape: number[], data: number[]) => ({ dtype: 'float64' as const, shape, data })

/** Answers W x + b of two inputs. */
function linear(weight: number[][], bias: number[], loss = 'mse_loss'): GraphDocument {
  const out = weight.length
  return documentOf(
    {
      x: { op: 'input', attrs: { shape: ['N', 2] } },
      t: { op: 'input', attrs: { shape: ['N', out] } },
      z: { op: 'affine', attrs: { out_features: out } },
      L: { op: loss },
    },
    ['x z.x', 'z L.input', 't L.target'],
    {
      objective: { node: 'L', port: 'loss' },
      tensors: { 'z.weight': stored([out, 2], weight.flat()), 'z.bias': stored([out], bias) },
    },
  )
}

const fed = (document: GraphDocument, x: number[][], t: number[][]): GraphDocument => ({
  ...document,
  tensors: {
    ...document.tensors,
    'x.y': stored([x.length, 2], x.flat()),
    't.y': stored([t.length, t[0]!.length], t.flat()),
  },
})

const X = [
  [0, 0],
  [1, 0],
  [0, 1],
  [2, 1],
]

async function resultsOf(document: GraphDocument) {
  const client = inProcess()
  await client.open(document)
  return client.results(false)
}

describe('one number from several', () => {
  it('R² and the mean absolute error of the examples that are trained on, the farthest first', async () => {
    // 2a − b: says 0, 2, −1, 3 where 0, 2.5, −2, 3 belongs. The mean of the targets is 0.875.
    const document = fed(linear([[2, -1]], [0]), X, [[0], [2.5], [-2], [3]])
    const found = ofKind(await resultsOf(document), 'numbers')
    expect(found).toMatchObject({ part: 'train', seen: 4, size: 4, count: 1, names: null, each: [] })
    const { r2, mae, train, heldOut, far } = found.together
    const spread = [0, 2.5, -2, 3].reduce((sum, t) => sum + (t - 0.875) ** 2, 0)
    expect(r2).toBeCloseTo(1 - (0.5 ** 2 + 1 ** 2) / spread, 6)
    expect(mae).toBeCloseTo((0.5 + 1) / 4, 6)
    expect([...train]).toEqual([0, 0, 2.5, 2, -2, -1, 3, 3])
    expect(heldOut).toHaveLength(0)
    expect(far.slice(0, 2)).toEqual([
      { example: 2, error: 1, pair: [-2, -1] },
      { example: 1, error: 0.5, pair: [2.5, 2] },
    ])
  })

  it('of any loss that measures a distance, and of the only one beside what keeps weights small', async () => {
    const targets = [[0], [1], [-1], [4]]
    for (const loss of ['l1_loss', 'huber_loss', 'smooth_l1_loss'])
      expect(ofKind(await resultsOf(fed(linear([[2, -1]], [0], loss), X, targets)), 'numbers').count).toBe(1)
    const plain = fed(linear([[2, -1]], [0]), X, targets)
    const kept = { p: { op: 'parameter', attrs: { shape: [], value: 2 } }, sum: { op: 'add' } }
    const at = (node: string, port = 'y') => ({ node, port })
    const edges = { s1: { from: at('L', 'loss'), to: at('sum', 'a') }, s2: { from: at('p'), to: at('sum', 'b') } }
    const together: GraphDocument = {
      ...plain,
      nodes: { ...plain.nodes, ...kept },
      edges: { ...plain.edges, ...edges },
      objective: at('sum'),
    }
    expect(ofKind(await resultsOf(together), 'numbers').together.mae).toBeCloseTo(0.5, 6)
  })

  it('of held-out rows of a table, under the name of its column; one of them is sent through the graph', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => [i, i % 7, 2 * i - (i % 7) + (i % 5 === 0 ? 1 : 0)])
    const { info, content } = packTable(
      `a,b,price\n${rows.map((row) => row.join()).join('\n')}`,
      'prices.csv',
      {},
      {
        kinds: ['number', 'number', 'number'],
        target: 2,
        decimalComma: false,
        missing: 'refuse',
        heldOut: 0.25,
        seed: 0,
        scaling: 'none',
      },
    )
    const updates: RunUpdate[] = []
    const client = inProcess()
    client.on('update', (update) => updates.push(update))
    await client.keepData({ info, content })
    const data = { dataset: info.id, inputs: { x: 'features', t: 'target' } }
    await client.open({ ...linear([[2, -1]], [0]), data })
    const found = ofKind(await client.results(false), 'numbers')
    expect(found).toMatchObject({
      part: 'heldOut',
      seen: 10,
      size: 10,
      names: ['price'],
      doc: 'price: what is to be predicted.',
    })
    const { mae, train, heldOut, far } = found.together
    expect([train.length, heldOut.length]).toEqual([60, 20])
    // The answer is short of every fifth row by 1, and right elsewhere.
    const short = far.filter(({ error }) => error > 0.5)
    expect(mae).toBeCloseTo(short.length / 10, 5)
    for (const { pair } of far) expect([0, 1]).toContain(Math.round(pair![0] - pair![1]))
    await client.showExamples(far[0]!.example, 1, found.part)
    expect(updates.at(-1)!.examples).toMatchObject({ first: far[0]!.example, count: 1, part: 'heldOut' })
    const shown = await client.tensor('values', 't.y')
    expect(shown!.data[0]).toBeCloseTo(far[0]!.pair![0], 4)
  })
})

describe('several numbers', () => {
  it('together and one by one', async () => {
    // a + b and a − b; the second is off by 1 in the last example.
    const weight = [
      [1, 1],
      [1, -1],
    ]
    const document = fed(linear(weight, [0, 0]), X, [
      [0, 0],
      [1, 1],
      [1, -1],
      [3, 2],
    ])
    const { together, each, count } = ofKind(await resultsOf(document), 'numbers')
    expect(count).toBe(2)
    const spread = (ts: number[]) => {
      const middle = ts.reduce((a, b) => a + b, 0) / ts.length
      return ts.reduce((sum, t) => sum + (t - middle) ** 2, 0)
    }
    const [first, second] = [spread([0, 1, 1, 3]), spread([0, 1, -1, 2])]
    expect(each.map(({ r2 }) => r2)).toEqual([1, expect.closeTo(1 - 1 / second, 6)])
    expect(together.r2).toBeCloseTo(1 - 1 / (first + second), 6)
    expect([together.mae, ...each.map(({ mae }) => mae)]).toEqual([1 / 8, 0, 1 / 4])
    expect(together.train).toHaveLength(16)
    expect(together.far[0]).toEqual({ example: 3, error: 0.5, pair: null })
    expect(each[1]!.far[0]).toEqual({ example: 3, error: 1, pair: [2, 1] })
  })

  it('too many to be looked at one by one are told together', async () => {
    const weight = Array.from({ length: 40 }, () => [1, 1])
    const targets = X.map(([a, b]) => Array<number>(40).fill(a! + b!))
    const { count, each, together } = ofKind(
      await resultsOf(fed(linear(weight, Array<number>(40).fill(0.25)), X, targets)),
      'numbers',
    )
    expect([count, each.length]).toEqual([40, 0])
    expect(together.mae).toBeCloseTo(0.25, 6)
  })
})

describe('there are no results', () => {
  it('of a single example', async () => {
    const one = fed(linear([[2, -1]], [0]), [[1, 1]], [[3]])
    expect(await resultsOf(one)).toMatchObject({
      ok: false,
      problem: { message: 'There is one example only, and results are about many.' },
    })
  })

  it('of a loss that compares something else', async () => {
    const document = fed(
      linear(
        [
          [2, -1],
          [1, 1],
        ],
        [0, 0],
        'kl_div_loss',
      ),
      X,
      X,
    )
    const found = await resultsOf(document)
    expect(!found.ok && found.problem.message).toMatch(/KL divergence compares something else here\.$/)
  })

  it('of two losses at once', async () => {
    const plain = fed(linear([[2, -1]], [0]), X, [[0], [1], [2], [3]])
    const at = (node: string, port = 'y') => ({ node, port })
    const found = await resultsOf({
      ...plain,
      nodes: { ...plain.nodes, M: { op: 'l1_loss' }, sum: { op: 'add' } },
      edges: {
        ...plain.edges,
        m1: { from: at('z'), to: at('M', 'input') },
        m2: { from: at('t'), to: at('M', 'target') },
        s1: { from: at('L', 'loss'), to: at('sum', 'a') },
        s2: { from: at('M', 'loss'), to: at('sum', 'b') },
      },
      objective: at('sum'),
    })
    expect(!found.ok && found.problem.message).toBe('Several losses are put together: L, M. Results are of one.')
  })
})
