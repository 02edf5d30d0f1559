import { describe, expect, it } from 'vitest'
import { barsOf, cancels, leftOver, offeredElements, sumOf } from '../../../src/editor/inspector/fanOutParts'
import { graph, runOf } from './runOf'

/** p · p + p · c − k · p: p is used four times. */
const fan = (k: number, p: number[] = [3, -2, 0.5]) =>
  graph(
    {
      p: ['parameter', { shape: [p.length] }],
      c: ['constant', { shape: [], value: 2 }],
      k: ['constant', { shape: [], value: k }],
      q: ['mul', undefined, 'p²'],
      a: ['mul'],
      b: ['mul'],
      s: ['add'],
      d: ['sub'],
      L: ['sum'],
    },
    [
      ['p', 'q.a'],
      ['p', 'q.b'],
      ['p', 'a.a'],
      ['c', 'a.b'],
      ['p', 'b.a'],
      ['k', 'b.b'],
      ['q', 's.a'],
      ['a', 's.b'],
      ['s', 'd.a'],
      ['b', 'd.b'],
      ['d', 'L.x'],
    ],
    { 'p.y': { shape: [p.length], data: p } },
  )

async function sumAt(k: number, p?: number[]) {
  const { run, document } = await runOf({ ...fan(k, p), objective: { node: 'L', port: 'y' } })
  const event = run.summary().trace.find((e) => e.kind === 'accumulate' && e.node === 'p')!
  return sumOf(document, event.terms!, run.tensor('deltas', 'p.y'), (edge) => run.tensor('edges', edge))!
}

describe('δ as a sum', () => {
  it('has one part for each use, named by its consumer, and by the port where one reads twice', async () => {
    const { parts } = await sumAt(5)
    expect(parts.map(({ consumer }) => consumer).sort()).toEqual(['a', 'b', 'p² (a)', 'p² (b)'])
  })

  it('offers the elements with the largest parts first', async () => {
    expect(offeredElements(await sumAt(5))).toEqual([0, 1, 2])
    const many = await sumAt(
      1,
      Array.from({ length: 40 }, (_, i) => i - 10),
    )
    expect(offeredElements(many).slice(0, 3)).toEqual([39, 38, 37])
    expect(offeredElements(many)).toHaveLength(8)
  })

  it('lays positive parts to the right of 0 and negative ones to the left; together they make the sum', async () => {
    const sum = await sumAt(5)
    for (const element of [0, 1, 2]) {
      const { bars, sum: total, low, high } = barsOf(sum, element)!
      expect(low + high).toBeCloseTo(total, 12)
      expect(bars.reduce((all, { amount }) => all + amount, 0)).toBeCloseTo(total, 12)
      for (const { amount, start, end } of bars) {
        expect(end - start).toBeCloseTo(amount, 12)
        expect(Math.sign(amount) * end).toBeGreaterThanOrEqual(0)
      }
    }
    expect(
      barsOf(sum, 0)!
        .bars.map(({ amount }) => amount)
        .sort((x, y) => x - y),
    ).toEqual([-5, 2, 3, 3])
  })

  it('says when the parts cancel', async () => {
    // δ = 2p + 2 − k: exactly 0 for p = 3, k = 8.
    const none = leftOver(await sumAt(8, [3]))
    expect(none).toBe(0)
    expect(cancels(none)).toBe(true)
    expect(cancels(leftOver(await sumAt(8.1, [3])))).toBe(true)
    expect(cancels(leftOver(await sumAt(5)))).toBe(false)
    expect(leftOver(await sumAt(0, [3]))).toBe(1)
  })

  it('draws no bars of numbers that are not finite', async () => {
    const sum = await sumAt(5)
    const broken = { ...sum.parts[0]!, view: { ...sum.parts[0]!.view, head: Float64Array.of(NaN, 1, 1) } }
    expect(barsOf({ ...sum, parts: [broken, ...sum.parts.slice(1)] }, 0)).toBeNull()
  })
})
