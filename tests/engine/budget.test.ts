/** @file How much memory a pass may hold. */
import { expect, it } from 'vitest'
import { DEFAULT_MEMORY_BUDGET, memoryBudget } from '../../src/engine'

it('a pass may hold a quarter of the memory, 256 MiB at least, and never more than a page can', () => {
  const GiB = 2 ** 30
  expect(memoryBudget(8 * GiB)).toBe(2 * GiB)
  expect(memoryBudget(0.5 * GiB)).toBe(GiB / 4)
  expect(memoryBudget(64 * GiB)).toBe(4 * GiB)
  expect(memoryBudget(64 * GiB, GiB)).toBe(GiB)
  expect(memoryBudget(undefined)).toBe(DEFAULT_MEMORY_BUDGET)
})
