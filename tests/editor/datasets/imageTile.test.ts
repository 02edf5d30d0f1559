/** @file Whether pictures are shown as ink on paper or as light: the same for all of a set, whichever of them are shown. */
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { fileAssets, loadDataSet } from '../../../src/data'
import { lookOf } from '../../../src/editor/datasets/ImageTile'

const shipped = fileAssets(['public'], (file) => readFile(file))

/** The first pictures of each class. */
async function byClass(id: string, many: number, settings = {}) {
  const { train } = await loadDataSet(id, shipped, settings)
  const some = Array.from({ length: Math.min(train.size, 600) }, (_, i) => i)
  const labels = [...train.batch('label', some, 'float32').data]
  return [...new Set(labels)].map((label) => {
    const of = some.filter((i) => labels[i] === label).slice(0, many)
    return train.batch('image', of, 'float32').data as Float32Array
  })
}

test.each(['mnist', 'fashion-mnist', 'digits8x8'])('%s is ink, each of its classes', async (id) => {
  for (const pictures of await byClass(id, 3)) expect(lookOf(pictures).ink).toBe(true)
})

test('photographs are light', async () => {
  for (const pictures of await byClass('photos', 3, { size: 64 })) expect(lookOf(pictures).ink).toBe(false)
})

test('numbers on both sides of 0 are shown around the middle grey', () => {
  expect(lookOf([-0.2, 0, 0, 0.1])).toEqual({ range: [-0.2, 0.2], ink: false })
})
