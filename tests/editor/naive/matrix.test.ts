import { describe, expect, it } from 'vitest'
import { counters, costWords, countText, durationText, timesText } from '../../../src/editor/naive/costWords'
import { scalarFactors, tensorFactors } from '../../../src/editor/naive/factorNames'
import { crossingsByEdge, heatPaint } from '../../../src/editor/naive/heat'
import { eventsOfFactors, matrixRows } from '../../../src/editor/naive/matrixRows'
import { raceAt, startsOf } from '../../../src/editor/naive/raceSteps'
import type { GraphDocument } from '../../../src/graph'
import { ops } from '../../../src/ops'
import { denseNet, squarings } from '../../support/documents'
import { runOf } from '../inspector/runOf'

async function reportOf(document: GraphDocument) {
  const { client, trace } = await runOf(document)
  const answer = await client.cost()
  if (answer.state !== 'done') throw new Error(JSON.stringify(answer))
  return { report: answer.result, trace }
}

describe('the words of the comparison', () => {
  it("name what is cached and why, with the graph's own numbers", async () => {
    const document = denseNet([2, 2, 1])
    const { report } = await reportOf(document)
    expect(costWords(document, ops, report)).toEqual({
      headline:
        'Backprop makes 15 multiplications for the 9 gradients of this graph; the naive way, each product of the chain rule from scratch, makes 39: 2.6 times as many.',
      why: 'Why: the factor ∂L/∂y2 stands in 9 products. The naive way multiplies it again each time; backprop does it once, keeps the result as δ of y2, and reuses it.',
    })
    expect(counters(report).map(({ name, count }) => [name, count])).toEqual([
      ['cached', '15'],
      ['per parameter', '39'],
      ['paths', '39'],
    ])
  })

  it('stay readable for numbers of any size', async () => {
    const document = squarings(31)
    const { report } = await reportOf(document)
    expect(costWords(document, ops, report).headline).toContain('makes 33,285,996,544: 5.46×10⁸ times as many.')
    expect(countText(2n ** 80n)).toBe('1.21×10²⁴')
    expect(timesText(380n * 15n, 15n)).toBe('380')
    expect(timesText(2n ** 2000n, 2n ** 1990n)).toBe('1,024')
    expect([0.0004, 12, 1300].map(durationText)).toEqual(['0.400 µs', '12.0 ms', '1.30 s'])
  })
})

describe('the matrix', () => {
  it('has a row for each product, and one first place for each factor', async () => {
    const { report } = await reportOf(denseNet([2, 2, 1]))
    const all = new Set(report.chains.parameters.map(({ key }) => key))
    const rows = matrixRows(report, all)
    const scalar = rows.filter(({ level }) => level === 'scalar')
    expect(scalar).toHaveLength(9)
    const cells = scalar.flatMap((row) => row.cells)
    expect(cells).toHaveLength(39)
    // What stays coloured in the end is what the cached pass multiplies.
    expect(cells.filter(({ first }) => first)).toHaveLength(15)
    expect(scalar.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
    expect(matrixRows(report, new Set()).map(({ parameter, level, inside }) => [parameter, level, inside])).toEqual([
      ['z2.bias', 'scalar', 0],
      ['z2.weight', 'tensor', 2],
      ['z1.bias', 'tensor', 2],
      ['z1.weight', 'tensor', 4],
    ])
  })

  it('lists terms of one sum below each other, and says how many more there are', async () => {
    const { report } = await reportOf(squarings(4))
    expect(matrixRows(report, new Set()).map(({ term, cells }) => [term, cells.length])).toEqual(
      Array.from({ length: 8 }, (_, term) => [term, 4]),
    )
    const { report: large } = await reportOf(squarings(31))
    const rows = matrixRows(large, new Set())
    expect(rows.at(-1)!.unlisted).toBe(2n ** 30n - BigInt(rows.length))
  })

  it('knows after which event each factor is made', async () => {
    const { report, trace } = await reportOf(denseNet([2, 2, 1]))
    const events = eventsOfFactors(trace, report.chains.factors)
    report.chains.factors.forEach(({ node, port }, i) =>
      expect(trace[events[i]!]).toMatchObject({ phase: 'backward', node, port }),
    )
    expect(eventsOfFactors([], report.chains.factors).every((event) => event === -1)).toBe(true)
  })

  it('names factors shortly, and in full with their elements', async () => {
    const document = denseNet([2, 2, 1])
    const { report } = await reportOf(document)
    const tensors = tensorFactors(document, ops, report)
    expect(tensors.map(({ short }) => short)).toContain('∂z2/∂W')
    expect(tensors.map(({ full }) => full)).toContain('∂z2/∂(W of z2)')
    expect(scalarFactors(report, tensors).every(({ value }) => Number.isFinite(value))).toBe(true)
  })
})

describe('the race by hand', () => {
  it('lets both ways make as many multiplications', async () => {
    const { report } = await reportOf(denseNet([2, 2, 1]))
    const scalar = report.scalar!
    const starts = startsOf(scalar)
    expect(starts.at(-1)).toBe(39)
    expect(raceAt(scalar, starts, 0)).toEqual({
      cached: { done: 0, total: 15 },
      naive: { products: 0, total: 9 },
      at: { row: 0, factors: 0, product: 1 },
    })
    // Three rows of three factors, then two of the fourth.
    const { cached, naive, at } = raceAt(scalar, starts, 11)
    expect([cached.done, naive.products, at!.row, at!.factors]).toEqual([11, 3, 3, 2])
    const [a, b] = scalar.rows[3]!.edges
    expect(at!.product).toBe(scalar.edges[a!]!.local * scalar.edges[b!]!.local)
    expect(raceAt(scalar, starts, 39)).toMatchObject({ cached: { done: 15 }, naive: { products: 9 }, at: null })
  })
})

describe('heat', () => {
  it('is highest where the naive way crosses most often', async () => {
    const document = denseNet([2, 2, 1])
    const { report } = await reportOf(document)
    const crossings = crossingsByEdge(document, report.crossings)
    const edge = (node: string, port: string) =>
      Object.keys(document.edges).find(
        (id) => document.edges[id]!.to.node === node && document.edges[id]!.to.port === port,
      )!
    expect(crossings.get(edge('L', 'input'))).toEqual({ cached: 1n, naive: 9n })
    expect(crossings.get(edge('y1', 'x'))).toEqual({ cached: 2n, naive: 6n })
    expect(crossings.has(edge('z1', 'x'))).toBe(false)
    const { paint, legend } = heatPaint(document, report.crossings)
    expect(paint.get(edge('L', 'input'))).toMatchObject({ width: 7, label: '×9' })
    expect(paint.get(edge('y1', 'x'))!.width).toBeLessThan(7)
    expect(paint.get(edge('y1', 'x'))!.words).toBe(
      'crossed 3 times by the naive way for each of its 2 numbers on average, once by backprop',
    )
    expect(legend).toBe('heat: the naive way crosses an edge ×1 to ×9, backprop once')
  })

  it('is found for numbers beyond floats', () => {
    const edges = { a: { from: { node: 'x', port: 'y' }, to: { node: 'z', port: 'x' } } }
    const crossing = { node: 'z', port: 'x', from: 'x.y', cached: 3n, naive: 3n * 10n ** 400n }
    const { paint, legend } = heatPaint({ edges }, [crossing])
    expect(paint.get('a')).toMatchObject({ width: 7, label: '×10⁴⁰⁰' })
    expect(legend).toContain('×10⁴⁰⁰')
  })
})
