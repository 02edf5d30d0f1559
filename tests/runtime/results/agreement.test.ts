/** @file R² and the mean absolute error against their formulas, and the few that rank highest. */
import { expect, test } from 'vitest'
import { Sums } from '../../../src/runtime/results/agreement'
import { Top } from '../../../src/runtime/results/top'
import { createRandom } from '../../../src/tensor'

const mean = (xs: readonly number[]) => xs.reduce((a, b) => a + b, 0) / xs.length

/** 1 − Σ(y − t)² / Σ(t − t̄)² over outputs [examples][outputs], each with its mean. */
function r2Of(targets: readonly number[][], answers: readonly number[][]): number {
  let [squares, spread] = [0, 0]
  targets[0]!.forEach((_, k) => {
    const middle = mean(targets.map((row) => row[k]!))
    targets.forEach((row, i) => {
      squares += (answers[i]![k]! - row[k]!) ** 2
      spread += (row[k]! - middle) ** 2
    })
  })
  return 1 - squares / spread
}

test('R² and the mean absolute error are those of the formulas, also far from 0', () => {
  const random = createRandom(3)
  // The means are a million times the spread: a difference of large sums would lose it.
  const targets = Array.from({ length: 40 }, () => [1e6 + random.normal(), 5 * random.normal()])
  const answers = targets.map((row) => row.map((t) => t + 0.3 * random.normal()))
  const sums = new Sums(2)
  targets.forEach((row, i) => sums.add(row, answers[i]!, 0))
  const column = (k: number) => [targets, answers].map((all) => all.map((row) => [row[k]!])) as [number[][], number[][]]
  expect(sums.r2(null)).toBeCloseTo(r2Of(targets, answers), 8)
  for (const k of [0, 1]) {
    expect(sums.r2(k)).toBeCloseTo(r2Of(...column(k)), 8)
    expect(sums.mae(k)).toBeCloseTo(mean(targets.map((row, i) => Math.abs(answers[i]![k]! - row[k]!))), 8)
  }
  expect(sums.mae(null)).toBeCloseTo((sums.mae(0) + sums.mae(1)) / 2, 12)
})

test('always saying the mean has an R² of 0; targets that are all the same have none', () => {
  const always = new Sums(1)
  for (const t of [1, 2, 6]) always.add([t], [3], 0)
  expect(always.r2(null)).toBeCloseTo(0, 12)
  const same = new Sums(1)
  for (const y of [0.5, 0.7]) same.add([0.1], [y], 0)
  expect(same.r2(0)).toBeNull()
})

test('the few that rank highest: the earlier first where they are equal, what is no number above all', () => {
  const top = new Top<string>(3)
  const made: string[] = []
  const offer = (rank: number, name: string) => top.offer(rank, () => (made.push(name), name))
  offer(2, 'a')
  offer(5, 'b')
  offer(2, 'c')
  offer(1, 'd')
  expect(top.items).toEqual(['b', 'a', 'c'])
  // Nobody paid for what was not kept.
  expect(made).toEqual(['a', 'b', 'c'])
  offer(2, 'e')
  offer(NaN, 'f')
  offer(5, 'g')
  expect(top.items).toEqual(['f', 'b', 'g'])
})
