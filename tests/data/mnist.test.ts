import { readFile } from 'node:fs/promises'
import { gzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { DataError, dataSets, fileAssets, loadDataSet, type AssetSource } from '../../src/data'

const shipped = fileAssets(['nowhere', 'public'], (file) => readFile(file))

/** An IDX file by hand: header, sizes, bytes. */
function idx(shape: number[], bytes: ArrayLike<number>): Uint8Array {
  const header = [
    0,
    0,
    8,
    shape.length,
    ...shape.flatMap((n) => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255]),
  ]
  return Uint8Array.from([...header, ...Array.from(bytes)])
}

/** Two pictures whose pixels count up, and their labels; `change` spoils one file. */
function tinySource(change: (name: string, bytes: Uint8Array) => Uint8Array = (_, bytes) => bytes): AssetSource {
  const pixels = Uint8Array.from({ length: 2 * 784 }, (_, i) => i % 256)
  return (path) => {
    const bytes = path.includes('images') ? idx([2, 28, 28], pixels) : idx([2], [3, 9])
    return Promise.resolve(change(path, gzipSync(bytes)))
  }
}

const mnist = dataSets.get('mnist')!

async function problem(source: AssetSource): Promise<DataError> {
  const error = await mnist.load(source).then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(DataError)
  return error as DataError
}

describe('the shipped digits', () => {
  test('are 8,000 and 2,000, with the counts that their origin states', async () => {
    const { train, heldOut } = await loadDataSet('mnist', shipped)
    expect([train.size, heldOut.size]).toEqual([8000, 2000])
    const counts = new Array<number>(10).fill(0)
    for (const split of [train, heldOut]) {
      const labels = split.batch(
        'label',
        Array.from({ length: split.size }, (_, i) => i),
        'float32',
      )
      expect(labels.dtype).toBe('int64')
      for (const digit of labels.data) counts[digit]!++
    }
    expect(counts).toEqual([1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978])
  })

  test('are loaded once for a source', async () => {
    expect(await loadDataSet('mnist', shipped)).toBe(await loadDataSet('mnist', shipped))
  })

  test('look like digits: mostly paper, some full ink', async () => {
    const { heldOut } = await loadDataSet('mnist', shipped)
    const { data, shape } = heldOut.batch('image', [0, 1, 2, 3, 4, 5, 6, 7], 'float32')
    expect(shape).toEqual([8, 1, 28, 28])
    const mean = Array.from(data).reduce((sum, x) => sum + x, 0) / data.length
    expect(mean).toBeGreaterThan(0.08)
    expect(mean).toBeLessThan(0.2)
    expect(Math.max(...data)).toBeGreaterThan(0.98)
    expect(Math.min(...data)).toBe(0)
  })
})

describe('a batch', () => {
  test('has the examples asked for, in that order, pixels from 0 to 1', async () => {
    const { train } = await mnist.load(tinySource())
    const images = train.batch('image', [1, 0], 'float64')
    expect(images).toMatchObject({ dtype: 'float64', shape: [2, 1, 28, 28] })
    expect([...images.data.slice(0, 2), images.data[784 + 255]]).toEqual(
      [784 % 256, 785 % 256, 255].map((x) => x * (1 / 255)),
    )
    expect(train.batch('image', [0], 'float32').data).toBeInstanceOf(Float32Array)
    expect([...train.batch('label', Int32Array.of(1, 0, 1), 'float32').data]).toEqual([9, 3, 9])
  })

  test('refuses an unknown field or example in words', async () => {
    const { train } = await mnist.load(tinySource())
    expect(() => train.batch('constructor', [0], 'float32')).toThrow('The data set has no field "constructor".')
    expect(() => train.batch('label', [2], 'float32')).toThrow('There is no example 2.')
    expect(() => train.batch('label', [0.5], 'float32')).toThrow('There is no example 0.5.')
  })
})

describe('files', () => {
  test('that a server has unpacked already are read as well', async () => {
    const plain: AssetSource = (path) =>
      Promise.resolve(path.includes('images') ? idx([1, 28, 28], new Uint8Array(784)) : idx([1], [7]))
    const { heldOut } = await mnist.load(plain)
    expect([...heldOut.batch('label', [0], 'float64').data]).toEqual([7])
  })

  const spoiled: [string, string, (bytes: Uint8Array) => Uint8Array][] = [
    ['images', 'is damaged: it does not unpack', (bytes) => bytes.slice(0, 60)],
    ['images', 'it has only 3 bytes', () => Uint8Array.of(0, 0, 8)],
    ['labels', 'it does not start with two zero bytes', () => Uint8Array.of(60, 33, 100, 111)],
    ['labels', 'its element type is 0x0d, not 0x08', () => Uint8Array.of(0, 0, 13, 1, 0, 0, 0, 0)],
    ['labels', 'it says that it has 9 axes', () => Uint8Array.of(0, 0, 8, 9)],
    ['labels', 'its header of 8 bytes is cut off after 5', () => Uint8Array.of(0, 0, 8, 1, 0)],
    ['labels', 'its header says [2], which is 2 bytes, but 1 follow', () => idx([2], [1])],
    ['labels', 'holds [3], but there are 2 images', () => idx([3], [1, 2, 3])],
    ['labels', 'says that image 1 shows the digit 12', () => idx([2], [1, 12])],
    ['images', 'holds [2, 8, 8], not [n, 28, 28]', () => idx([2, 8, 8], new Uint8Array(128))],
  ]
  test.each(spoiled)('bad %s: %s', async (part, words, change) => {
    const error = await problem(tinySource((name, bytes) => (name.includes(`train-${part}`) ? change(bytes) : bytes)))
    expect(error.message).toContain(`train-${part}`)
    expect(error.message).toContain(words)
    expect(error.hint).not.toBe('')
  })

  test('that are missing say where they were looked for', async () => {
    const error = await problem(fileAssets(['a', 'b/'], () => Promise.reject(new Error('ENOENT'))))
    expect(error.message).toMatch(/^data\/mnist\/train-.* was not found in a or b\/\.$/)
  })
})

test('an unknown data set names the known ones', async () => {
  await expect(loadDataSet('cifar', shipped)).rejects.toMatchObject({
    code: 'no-dataset',
    hint: expect.stringMatching(/^Choose one of: .*mnist/) as string,
  })
})

test('a failed load is tried again', async () => {
  let working = false
  const good = tinySource()
  const source: AssetSource = (path) => (working ? good(path) : Promise.reject(new DataError('missing-file', path, '')))
  await expect(loadDataSet('mnist', source)).rejects.toThrow()
  working = true
  expect((await loadDataSet('mnist', source)).train.size).toBe(2)
})
