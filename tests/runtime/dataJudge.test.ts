/** @file Targets that name a class are read back as that class. */
import { describe, expect, it } from 'vitest'
import { labelOf, targetOf, type Judges } from '../../src/runtime/dataJudge'

describe('a target for a class', () => {
  const readable: [what: string, judges: Judges, dtype: 'int64' | 'float64', shape: number[], labels: number[]][] = [
    ['an index', 'argmax', 'int64', [4], [0, 3, 9]],
    ['a row with one 1', 'argmax', 'float64', [4, 3], [0, 1, 2]],
    ['a probability', 'probability', 'float64', [4, 1], [0, 1]],
    ['a sign', 'sign', 'float64', [4], [0, 1]],
  ]
  for (const [what, judges, dtype, shape, labels] of readable)
    it(`as ${what} is read back`, () => {
      for (const label of labels) {
        const target = targetOf(judges, label, { dtype, shape })!
        expect(target.shape).toEqual([1, ...shape.slice(1)])
        expect(labelOf(judges, target, 0)).toBe(label)
      }
    })

  it('is refused where its shape names none', () => {
    expect(targetOf('argmax', 3, { dtype: 'float64', shape: [4, 3] })).toBeNull()
    expect(targetOf('argmax', 0, { dtype: 'int64', shape: [4, 3] })).toBeNull()
    expect(targetOf('probability', 1, { dtype: 'float64', shape: [4, 2] })).toBeNull()
  })
})
