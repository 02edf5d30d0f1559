import { describe, expect, it } from 'vitest'
import { costOf, RACE_LIMIT, raceSteps, type RaceProgress } from '../../src/engine'
import type { GraphDocument } from '../../src/graph'
import { ops } from '../../src/ops'
import { denseNet, squarings } from '../support/documents'

/** A clock that a pass does not move: each reading is one millisecond after the last. */
function race(document: GraphDocument) {
  let clock = 0
  const steps = raceSteps(document, ops, {}, () => clock++)
  const progress: RaceProgress[] = []
  for (;;) {
    const next = steps.next()
    if (next.done) return { ...next.value, progress }
    progress.push(next.value)
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

  it('says from which size on it does not run, with the closed form', () => {
    const paths = costOf(squarings(31), ops).multiplications.paths
    expect(() => race(squarings(31))).toThrow(
      `Multiplying out every path takes ${paths.toLocaleString('en')} multiplications; the race runs up to ${RACE_LIMIT.toLocaleString('en')}.`,
    )
  })
})
