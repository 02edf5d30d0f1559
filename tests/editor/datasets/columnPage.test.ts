import { expect, test } from 'vitest'
import { columnPage, matching, PAGE } from '../../../src/editor/datasets/columnPage'

const columns = Array.from({ length: 10_000 }, (_, i) => ({ name: `Gene ${i}` }))

test('of ten thousand columns a page is shown', () => {
  const all = matching(columns, '')
  expect(all).toHaveLength(10_000)
  expect(columnPage(all, 0)).toEqual(Array.from({ length: PAGE }, (_, i) => i))
  expect(columnPage(all, 9_990)).toHaveLength(PAGE)
  expect(columnPage(all, 9_990).at(-1)).toBe(9_999)
})

test('columns are found by a part of their names, large or small letters alike', () => {
  expect(matching(columns, ' gene 123 ')).toEqual([123, ...Array.from({ length: 10 }, (_, i) => 1230 + i)])
  expect(columnPage(matching(columns, 'none of them'), 0)).toEqual([])
  // After a search the page before may not be there any more.
  expect(columnPage([3, 4], 400)).toEqual([3, 4])
})
