import { describe, expect, it } from 'vitest'
import { createRandom, hashSeed, statistics, storageFor } from '../../src/tensor'

describe('the seeded generator', () => {
  it('gives the same bits for the same seed', () => {
    const draw = (seed: number) => {
      const random = createRandom(seed)
      return [
        random.uniform(),
        random.uniform(),
        random.normal(),
        random.integer(1000),
        [...random.shuffle(Array.from({ length: 10 }, (_, i) => i))],
      ]
    }
    expect(draw(1)).toEqual(draw(1))
    expect(draw(1)).not.toEqual(draw(2))
    // Fixed for good: documents with a seed must train the same in later versions.
    const random = createRandom(42)
    expect([random.uniform(), random.uniform()]).toEqual([0.6011037519201636, 0.44829055899754167])
    expect([hashSeed(0, 'z1.weight'), hashSeed(1, 'z1.weight')]).toEqual([3879848374, 65660129])
  })

  it('is uniform and normal in the mean', () => {
    const random = createRandom(7)
    const data = (draw: () => number) =>
      statistics({ dtype: 'float64', shape: [20000], data: storageFor('float64', 20000).map(draw) })
    const uniform = data(random.uniform)
    expect(uniform.mean).toBeCloseTo(0.5, 1)
    expect(uniform.min >= 0 && uniform.max < 1).toBe(true)
    const normal = data(random.normal)
    expect(normal.mean).toBeCloseTo(0, 1)
    expect(normal.std).toBeCloseTo(1, 1)
  })

  it('shuffles without losing anything', () => {
    const items = Array.from({ length: 100 }, (_, i) => i)
    expect([...createRandom(3).shuffle([...items])].sort((a, b) => a - b)).toEqual(items)
  })
})
