/** @file The data sets that need files: they are what their words say. */
import { readFile } from 'node:fs/promises'
import { encode } from 'fast-png'
import { describe, expect, test } from 'vitest'
import { dataSets, fieldsOf, fileAssets, loadDataSet } from '../../src/data'
import { readPng } from '../../src/data/png'

const shipped = fileAssets(['public'], (file) => readFile(file))
const all = (size: number) => Array.from({ length: size }, (_, i) => i)

test('Fashion-MNIST has as many of each kind', async () => {
  const { train, heldOut } = await loadDataSet('fashion-mnist', shipped)
  for (const [split, each] of [
    [train, 800],
    [heldOut, 200],
  ] as const) {
    const counts = new Array<number>(10).fill(0)
    for (const kind of split.batch('label', all(split.size), 'float32').data) counts[kind]!++
    expect(counts).toEqual(new Array(10).fill(each))
  }
  expect(train.batch('image', [0], 'float32').shape).toEqual([1, 1, 28, 28])
})

test('the small digits hold out a fifth of each', async () => {
  const { train, heldOut } = await loadDataSet('digits8x8', shipped)
  expect(train.size + heldOut.size).toBe(1797)
  expect(heldOut.size).toBeGreaterThan(350)
  expect(Math.max(...train.batch('image', all(50), 'float64').data)).toBe(1)
})

describe('the text', () => {
  const text = dataSets.get('text')!

  test('gives each character with the next one', async () => {
    const { train } = await loadDataSet('text', shipped)
    const input = train.batch('input', [0, 1], 'float32')
    const next = train.batch('next', [0, 1], 'float32')
    expect(input).toMatchObject({ dtype: 'int64', shape: [2, 32] })
    const names = text.fields.input!.names!
    const read = (data: ArrayLike<number>) => Array.from(data, (i) => names[i]).join('')
    expect(read(input.data.slice(0, 32))).toBe('down the rabbit-hole\nalice was b')
    expect(read(next.data.slice(0, 32))).toBe('own the rabbit-hole\nalice was be')
    expect(read(input.data.slice(32))).toBe(' rabbit-hole\nalice was beginning')
  })

  test('has other shapes and symbols with other settings', async () => {
    const settings = { length: 8, letters: 'both' }
    const { train } = await loadDataSet('text', shipped, settings)
    const fields = fieldsOf(text, settings)
    expect(fields.input).toMatchObject({ shape: [8], classes: 65 })
    expect(train.batch('input', [3], 'float32').shape).toEqual([1, 8])
    expect(text.fields.next!.classes).toBe(40)
  })

  test('keeps its end apart: no held-out window is trained on, and none overlaps another', async () => {
    const { train, heldOut } = await loadDataSet('text', shipped)
    expect([train.size, heldOut.size]).toEqual([7920, 220])
    expect(() => heldOut.batch('next', [220], 'float32')).toThrow('There is no example 220.')
  })

  test.each([
    [{ length: 1 }, '"Length" goes from 2 to 256; it is 1.'],
    [{ length: 2.5 }, '"Length" has to be a whole number; it is 2.5.'],
    [{ length: '8' }, '"Length" has to be a number, such as 32; it is "8".'],
    [{ letters: 'none' }, '"Letters" can be small, both; it is "none".'],
    [{ size: 3 }, 'has no setting "size"'],
  ])('refuses %j', async (settings, words) => {
    await expect(loadDataSet('text', shipped, settings as never)).rejects.toThrow(words)
  })
})

describe('patches of photographs', () => {
  test('are seeded, have no mean, and are not flat', async () => {
    const settings = { size: 8, count: 200, seed: 5 }
    const { train, heldOut } = await loadDataSet('image-patches', shipped, settings)
    expect([train.size, heldOut.size]).toEqual([200, 20])
    const { data, shape } = train.batch('patch', all(200), 'float64')
    expect(shape).toEqual([200, 1, 8, 8])
    for (let i = 0; i < 200; i++) {
      const patch = data.slice(i * 64, i * 64 + 64) as Float64Array
      const mean = patch.reduce((sum, x) => sum + x, 0) / 64
      expect(Math.abs(mean)).toBeLessThan(1e-6)
      expect(Math.sqrt(patch.reduce((sum, x) => sum + x * x, 0) / 64)).toBeGreaterThan(0.019)
    }
    const again = await dataSets.get('image-patches')!.load(shipped, { ...settings, mean: 'removed' })
    expect(again.train.batch('patch', all(200), 'float64').data).toEqual(data)
    const other = await loadDataSet('image-patches', shipped, { ...settings, seed: 6 })
    expect(other.train.batch('patch', all(200), 'float64').data).not.toEqual(data)
  })

  test('say when a picture is not one', async () => {
    const broken = () => Promise.resolve(Uint8Array.of(1, 2, 3))
    await expect(loadDataSet('image-patches', broken)).rejects.toThrow(
      'data/images/camera-256.png is not a PNG picture',
    )
    const tiny = () => Promise.resolve(encode({ width: 4, height: 4, channels: 1, data: new Uint8Array(16) }))
    await expect(loadDataSet('image-patches', tiny)).rejects.toThrow('is smaller than a patch of 12 pixels')
  })
})

describe('PNG', () => {
  test('grey, colour, and transparent on white', () => {
    const grey = encode({ width: 2, height: 1, channels: 1, data: Uint8Array.of(0, 255) })
    expect(readPng(grey, 'a.png', 3).data).toEqual(Float32Array.of(0, 1, 0, 1, 0, 1))
    const red = encode({ width: 1, height: 1, channels: 3, data: Uint8Array.of(255, 0, 0) })
    expect(readPng(red, 'a.png', 3).data).toEqual(Float32Array.of(1, 0, 0))
    expect(readPng(red, 'a.png', 1).data[0]).toBeCloseTo(0.299)
    const clear = encode({ width: 1, height: 1, channels: 4, data: Uint8Array.of(255, 0, 0, 0) })
    expect(readPng(clear, 'a.png', 3).data).toEqual(Float32Array.of(1, 1, 1))
  })
})

test('what has to be fetched is stated to the byte', async () => {
  const fetched = new Map<string, number>()
  const counting = async (path: string) => {
    const bytes = await shipped(path)
    fetched.set(path, bytes.byteLength)
    return bytes
  }
  for (const { id, bytes, load } of dataSets.values()) {
    fetched.clear()
    await load(counting)
    const total = [...fetched.values()].reduce((sum, x) => sum + x, 0)
    expect([id, bytes ?? 0]).toEqual([id, total])
  }
})
