/** @file Data sets that are made: seeded, as many as asked for, and shaped as they say. */
import { describe, expect, test } from 'vitest'
import { dataSets, fieldsOf, loadDataSet, type AssetSource, type Settings } from '../../src/data'

const none: AssetSource = () => Promise.reject(new Error('no file is needed'))
const all = (size: number) => Array.from({ length: size }, (_, i) => i)
const made = [...dataSets.values()].filter(({ licence }) => licence.startsWith('Made'))

async function read(id: string, settings: Settings, field: string) {
  const { train } = await loadDataSet(id, none, settings)
  return Array.from(train.batch(field, all(train.size), 'float64').data, Number)
}

test('there are five of points and four of curves', () => {
  expect(made.map(({ id }) => id)).toEqual([
    'circles',
    'gaussians',
    'line',
    'moons',
    'polynomial',
    'sine',
    'spirals',
    'step',
    'xor',
  ])
})

describe.each(made.map((set) => [set.id, set] as const))('%s', (id, set) => {
  test('gives as many as asked for, in the shapes that it states', async () => {
    const { train, heldOut } = await loadDataSet(id, none, { count: 30 })
    expect([train.size, heldOut.size]).toEqual([30, 8])
    for (const [name, { shape, dtype }] of Object.entries(fieldsOf(set, { count: 30 })))
      expect(train.batch(name, [0, 1], 'float32')).toMatchObject({ dtype, shape: [2, ...shape] })
  })

  test('is the same for the same seed, another for another, and held-out examples are others', async () => {
    const field = Object.keys(set.fields)[0]!
    const first = await read(id, { seed: 1 }, field)
    expect(await read(id, { seed: 1, noise: Number(set.settings!.noise!.fallback) }, field)).toEqual(first)
    expect(await read(id, { seed: 2 }, field)).not.toEqual(first)
    const { heldOut } = await loadDataSet(id, none, { seed: 1 })
    const held = Array.from(heldOut.batch(field, all(heldOut.size), 'float64').data)
    expect(held.some((x) => first.includes(x))).toBe(false)
  })
})

test('XOR without noise is the truth table', async () => {
  const points = await read('xor', { noise: 0 }, 'point')
  const labels = await read('xor', { noise: 0 }, 'label')
  labels.forEach((label, i) => expect(label).toBe(points[2 * i] === points[2 * i + 1] ? 0 : 1))
})

test('circles have their radii, moons their half circles', async () => {
  const circles = await read('circles', { noise: 0, factor: 0.3 }, 'point')
  const labels = await read('circles', { noise: 0, factor: 0.3 }, 'target')
  labels.forEach((label, i) => expect(Math.hypot(circles[2 * i]!, circles[2 * i + 1]!)).toBeCloseTo(label ? 0.3 : 1))
  const moons = await read('moons', { noise: 0 }, 'point')
  expect(Math.min(...moons.filter((_, i) => i % 4 === 1))).toBeGreaterThanOrEqual(0)
  expect(Math.max(...moons.filter((_, i) => i % 4 === 3))).toBeLessThanOrEqual(0.5)
})

test('more classes make a row of a target, and as many of each', async () => {
  const settings = { classes: 4, count: 40 }
  expect(fieldsOf(dataSets.get('gaussians')!, settings).target!.shape).toEqual([4])
  const target = await read('gaussians', settings, 'target')
  for (let of = 0; of < 4; of++) expect(target.filter((x, i) => i % 4 === of && x === 1)).toHaveLength(10)
})

test('a curve without noise is its formula', async () => {
  const x = await read('polynomial', { noise: 0, a: 1, b: 2, c: 3, d: 4 }, 'x')
  const y = await read('polynomial', { noise: 0, a: 1, b: 2, c: 3, d: 4 }, 'y')
  x.forEach((at, i) => expect(y[i]).toBeCloseTo(at ** 3 + 2 * at ** 2 + 3 * at + 4))
})
