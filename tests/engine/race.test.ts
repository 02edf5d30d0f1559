import { describe, expect, it } from 'vitest'
import { costOf, RACE_LIMIT, raceSteps, type RaceProgress } from '../../src/engine'
import type { GraphDocument } from '../../src/graph'
import { ops } from '../../src/ops'
import { denseNet, documentOf, squarings } from '../support/documents'

/** A clock that a pass does not move: each reading is `tick` ms after the last, and each pause takes `pause`. */
function race(document: GraphDocument, tick = 1, pause = 0, known = ops) {
  let clock = 0
  const steps = raceSteps(document, known, {}, () => (clock += tick))
  const progress: RaceProgress[] = []
  for (;;) {
    const next = steps.next()
    if (next.done) return { ...next.value, progress }
    progress.push(next.value)
    clock += pause
  }
}

describe('the race', () => {
  it.each([
    ['2-2-1', denseNet([2, 2, 1])],
    ['2-8-8-8-1', denseNet([2, 8, 8, 8, 1], 2)],
    ['D(12)', squarings(12)],
  ])('multiplies as often as the closed form says, and gives the gradients: %s', (_, document) => {
    const { multiplications } = costOf(document, ops)
    const { cached, naive, difference } = race(document)
    expect(BigInt(cached.multiplications)).toBe(multiplications.cached)
    expect(BigInt(naive.multiplications)).toBe(multiplications.paths)
    expect(difference).toBeLessThan(1e-12)
    expect(naive.milliseconds).toBeGreaterThan(0)
  })

  it('tells how far the naive way is, and never more than all', () => {
    const { progress } = race(squarings(20))
    const done = progress.map((step) => step.done)
    expect(done.some((n) => n > 1_000_000)).toBe(true)
    expect(
      progress.every(
        ({ done: n, total }) => n <= total && total === Number(costOf(squarings(20), ops).multiplications.paths),
      ),
    ).toBe(true)
  })

  it('takes the fastest of batches that double, until the code is warm and enough was measured', () => {
    const document = denseNet([2, 2, 1])
    // Each batch takes one tick. Of 1 ms: until a batch has 2²⁰ multiplications.
    const { cached, naive } = race(document)
    for (const { multiplications, milliseconds } of [cached, naive])
      expect(milliseconds).toBe(1 / 2 ** Math.ceil(Math.log2(2 ** 20 / multiplications)))
    // 20 ms are over after five batches, but the seventh is the first with 64 passes; 200 ms are enough in any case.
    expect(race(document, 4).naive.milliseconds).toBe(4 / 64)
    expect(race(document, 2).naive.milliseconds).toBe(2 / 512)
    expect(race(document, 50).cached.milliseconds).toBe(50 / 8)
  })

  it('does not count what others do between two steps, within a pass too', () => {
    const [quick, slow] = [race(squarings(15)), race(squarings(15), 1, 1000)]
    expect(slow.naive).toEqual(quick.naive)
    // 245,760 multiplications with one pause in each pass: two ticks a pass.
    expect(quick.naive.milliseconds).toBeCloseTo(1 + 1 / 8, 9)
    expect(new Set(quick.progress.map(({ done }) => done)).size).toBe(3)
  })

  it('refuses what has too many edges, though few paths', () => {
    const document = documentOf(
      { p: { op: 'parameter', attrs: { shape: [50_001] } }, t: { op: 'tanh' }, s: { op: 'sum' } },
      ['p t.x', 't s.x'],
      { objective: { node: 's', port: 'y' } },
    )
    expect(() => race(document)).toThrow('Multiplying out every path takes 100,002 multiplications')
  })

  it('says how far the naive gradient is from that of the engine, relative to the largest', () => {
    const document = documentOf(
      {
        p: { op: 'parameter', attrs: { shape: [2] } },
        // Nothing of it reaches the objective.
        q: { op: 'parameter', attrs: { shape: [2] } },
        y: { op: 'softmax' },
        c: { op: 'input' },
        m: { op: 'mul' },
        L: { op: 'sum' },
      },
      ['p y.x', 'y m.a', 'c m.b', 'm L.x'],
      {
        tensors: { 'c.y': { dtype: 'float64', shape: [2], data: [100, 300] } },
        objective: { node: 'L', port: 'y' },
      },
    )
    expect(race(document).difference).toBeLessThan(1e-12)
    // A softmax that keeps quiet about what its elements have to do with each other: its slopes add up to 0.
    const { dependence: _, ...softmax } = ops.get('softmax')!
    expect(race(document, 1, 0, new Map([...ops, ['softmax', softmax]])).difference).toBeCloseTo(1, 9)
  })

  it('is equal where every gradient is 0', () => {
    const document = documentOf(
      { p: { op: 'parameter', attrs: { shape: [2], value: -1 } }, r: { op: 'relu' }, s: { op: 'sum' } },
      ['p r.x', 'r s.x'],
      { objective: { node: 's', port: 'y' } },
    )
    expect(race(document).difference).toBe(0)
  })

  it('says from which size on it does not run, with the closed form', () => {
    const paths = costOf(squarings(31), ops).multiplications.paths
    expect(() => race(squarings(31))).toThrow(
      `Multiplying out every path takes ${paths.toLocaleString('en')} multiplications; the race runs up to ${RACE_LIMIT.toLocaleString('en')}.`,
    )
  })
})
