import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { fileAssets, loadDataSet } from '../../src/data'

const assets = fileAssets(['public'], (file) => readFile(file))

describe('photographs', () => {
  it('are cut at 224 pixels, each of the five in turn', async () => {
    const { train, heldOut } = await loadDataSet('photos', assets)
    expect([train.size, heldOut.size]).toEqual([60, 20])
    const { shape, data, dtype } = train.batch('image', [0, 59], 'float32')
    expect([shape, dtype]).toEqual([[2, 3, 224, 224], 'float32'])
    expect(data.every((x) => x >= 0 && x <= 1)).toBe(true)
    expect([...train.batch('label', [0, 1, 2, 3, 4, 5], 'float32').data]).toEqual([0, 1, 2, 3, 4, 0])
    expect(train.batch('image', [0], 'float32').data).toEqual(data.slice(0, 3 * 224 * 224))
  })

  it('have the middle of each photograph first, and a grey one without colour', async () => {
    const { train } = await loadDataSet('photos', assets)
    const whole = (await loadDataSet('photos', assets, { size: 256, count: 5, seed: 0 })).train
    const [small, large] = [train.batch('image', [0], 'float64').data, whole.batch('image', [0], 'float64').data]
    // Red at the middle of both: (112, 112) of 224 and (128, 128) of 256.
    expect(small[112 * 224 + 112]).toBe(large[128 * 256 + 128])
    const camera = train.batch('image', [1], 'float64').data
    const area = 224 * 224
    expect(camera.slice(0, area)).toEqual(camera.slice(2 * area))
  })

  it('are cut elsewhere for another seed, and refuse what is not there', async () => {
    const { train } = await loadDataSet('photos', assets)
    const other = (await loadDataSet('photos', assets, { size: 224, count: 60, seed: 1 })).train
    const pixels = (from: typeof train) => from.batch('image', [7], 'float32').data
    expect(pixels(other)).not.toEqual(pixels(train))
    expect(() => train.batch('patch', [0], 'float32')).toThrow('no field "patch"')
    expect(() => train.batch('image', [60], 'float32')).toThrow('no example 60')
  })
})
