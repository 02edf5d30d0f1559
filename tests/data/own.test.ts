/** @file Reading somebody's table, text and pictures: what comes out. */
import { encode } from 'fast-png'
import { describe, expect, test } from 'vitest'

import { dataSets, fileAssets, loadDataSet } from '../../src/data'
import {
  guessColumns,
  guessTarget,
  middleSquare,
  packImages,
  packTable,
  packText,
  readCells,
  tableData,
  type DecodeImage,
  type ImageSource,
  type PackedData,
  type TableChoices,
} from '../../src/data/own'
import { ownDataSet } from '../../src/data/own/packed'
import { numberIn } from '../../src/data/own/numeric'
import { readPng } from '../../src/data/png'
import { createRandom } from '../../src/tensor'
import { readFile } from 'node:fs/promises'

const CHOICES: TableChoices = {
  kinds: ['number', 'category', 'number'],
  target: 2,
  decimalComma: false,
  missing: 'refuse',
  heldOut: 0,
  seed: 0,
  scaling: 'none',
}

const decode: DecodeImage = async ({ path, bytes }, side, channels) =>
  middleSquare(readPng(bytes, path, channels), side)
const png = (grey: number, size = 4) =>
  encode({ width: size, height: size, channels: 1, data: new Uint8Array(size * size).fill(grey) })
const given = (path: string, bytes: Uint8Array): ImageSource => ({ path, read: () => Promise.resolve(bytes) })
const load = ({ info, content }: PackedData, settings?: Record<string, number>) =>
  ownDataSet(info, () => Promise.resolve(content)).load(() => Promise.reject(new Error()), settings)

describe('a table', () => {
  test.each([
    ['a,b\n1,2\n', ','],
    ['a;b\n1,5;2\n3;4\n', ';'],
    ['a\tb\n1\t2\n', '\t'],
    ['a|b\n1|2\n', '|'],
  ])('%j: finds the delimiter and the header', (text, delimiter) => {
    expect(readCells(text, 'x.csv')).toMatchObject({ delimiter, header: true, names: ['a', 'b'] })
  })

  test('without a header has numbered columns, and rows are counted as a spreadsheet does', () => {
    const cells = readCells('1,2\n\n3,"4\n5"\n6,7\n', 'x.csv')
    expect(cells).toMatchObject({ header: false, names: ['column 1', 'column 2'] })
    expect([...cells.numbers]).toEqual([1, 3, 4])
  })

  test('columns are guessed from all of their cells', () => {
    const rows = Array.from({ length: 300 }, (_, i) => `${i / 2},${i % 3 ? 'red' : 'blue'},name${i},,${i % 2}`)
    const cells = readCells(`size,colour,who,nothing,class\n${rows.join('\n')}\n`, 'x.csv')
    const columns = guessColumns(cells)
    expect(columns.map(({ kind }) => kind)).toEqual(['number', 'category', 'ignore', 'ignore', 'number'])
    expect(columns[3]!.why).toBe('all of its cells are empty')
    expect(guessTarget(cells, columns)).toEqual({ column: 4, kind: 'category' })
  })

  test('kinds become zeros and ones, numbers stay', async () => {
    const packed = packTable('a,b,c\n1,x,5\n2,y,6\n3,x,7\n', 'x.csv', {}, CHOICES)
    expect(packed.info.fields.features).toMatchObject({ shape: [3], columns: ['a', 'b = x', 'b = y'] })
    const { train, heldOut } = await load(packed)
    expect([train.size, heldOut.size]).toEqual([3, 0])
    const order = [0, 1, 2].sort(
      (i, j) => train.batch('target', [i], 'float64').data[0]! - train.batch('target', [j], 'float64').data[0]!,
    )
    expect([...train.batch('features', order, 'float64').data]).toEqual([1, 1, 0, 2, 0, 1, 3, 1, 0])
    expect([...train.batch('target', order, 'float64').data]).toEqual([5, 6, 7])
  })

  test('is scaled by its training rows alone', () => {
    const text = `a,b\n${Array.from({ length: 20 }, (_, i) => `${i},${i}`).join('\n')}`
    const cells = readCells(text, 'x.csv')
    const choices: TableChoices = {
      ...CHOICES,
      kinds: ['number', 'number'],
      target: 1,
      heldOut: 0.3,
      scaling: 'standard',
    }
    const { fields, train, heldOut } = tableData(cells, choices)
    expect([train.length, heldOut.length]).toEqual([14, 6])
    const seen = [...train].map((row) => fields.features!.data[row]!)
    const mean = seen.reduce((sum, x) => sum + x, 0) / 14
    expect(mean).toBeCloseTo(0)
    expect(seen.reduce((sum, x) => sum + x * x, 0) / 14).toBeCloseTo(1)
    const range = tableData(cells, { ...choices, scaling: 'range' })
    const scaled = [...train].map((row) => range.fields.features!.data[row]!)
    expect([Math.min(...scaled), Math.max(...scaled)]).toEqual([0, 1])
  })

  test('held-out rows are chosen by the seed, of each class alike', () => {
    const text = `a,b\n${Array.from({ length: 40 }, (_, i) => `${i},${i % 4 ? 'no' : 'yes'}`).join('\n')}`
    const cells = readCells(text, 'x.csv')
    const choices: TableChoices = { ...CHOICES, kinds: ['number', 'category'], target: 1, heldOut: 0.2 }
    const { heldOut, fields } = tableData(cells, choices)
    expect([...heldOut].filter((row) => fields.label!.data[row])).toHaveLength(2)
    expect(heldOut).toHaveLength(8)
    expect(tableData(cells, choices).heldOut).toEqual(heldOut)
    expect(tableData(cells, { ...choices, seed: 1 }).heldOut).not.toEqual(heldOut)
  })

  test('rows with empty cells can be left out, and a comma can be the decimal mark', () => {
    const cells = readCells('a;b\n1,5;1\n;2\n2,5;3\n', 'x.csv')
    const { size, fields, notes } = tableData(cells, {
      ...CHOICES,
      kinds: ['number', 'number'],
      target: 1,
      decimalComma: true,
      missing: 'drop',
    })
    expect(size).toBe(2)
    expect([...fields.features!.data]).toEqual([1.5, 2.5])
    expect(notes).toEqual(['1 row has an empty cell and is left out.'])
  })

  test('the same file and choices have the same id, others another', () => {
    const pack = (text: string, choices = CHOICES) => packTable(text, 'My Table.csv', {}, choices).info.id
    const id = pack('a,b,c\n1,x,5\n2,y,6\n')
    expect(id).toMatch(/^own-my-table-csv-[0-9a-f]{8}$/)
    expect(pack('a,b,c\n1,x,5\n2,y,6\n')).toBe(id)
    expect(pack('a,b,c\n1,x,5\n2,y,7\n')).not.toBe(id)
    expect(pack('a,b,c\n1,x,5\n2,y,6\n', { ...CHOICES, seed: 1 })).not.toBe(id)
  })
})

describe('a text', () => {
  const text = 'the cat and the dog and the cat ran. '.repeat(4)

  test('by characters', async () => {
    const packed = packText(text, 'cats.txt', { by: 'characters', lower: true, mostWords: 100, heldOut: 0 })
    const { train } = await load(packed, { length: 7, stride: 4 })
    const names = packed.info.fields.input!.names!
    expect(Array.from(train.batch('input', [1], 'float32').data, (i) => names[i]).join('')).toBe('cat and')
  })

  test('by words, the rarest as one', () => {
    const packed = packText(text, 'cats.txt', { by: 'words', lower: true, mostWords: 4, heldOut: 0 })
    expect(packed.info.fields.input!.names).toEqual(['‹other›', 'the', 'and', 'cat'])
    expect(packed.info.summary).toContain('3 rarer words are read as ‹other›.')
  })
})

describe('pictures', () => {
  test('take their labels from their folders', async () => {
    const packed = await packImages(
      [
        given('all/dark/1.png', png(0)),
        given('all/light/1.png', png(255, 9)),
        given('all/.DS_Store', Uint8Array.of(1)),
      ],
      'all',
      { side: 4, channels: 1, label: 'folder', heldOut: 0, seed: 0 },
      decode,
    )
    expect(packed.info.fields.label).toMatchObject({ names: ['dark', 'light'], classes: 2 })
    const { train } = await load(packed)
    for (const i of [0, 1]) {
      const label = train.batch('label', [i], 'float32').data[0]
      expect([...train.batch('image', [i], 'float64').data]).toEqual(new Array(16).fill(label))
    }
  })

  test('are read one after the other, and those that cannot be read may be left out', async () => {
    let open = 0
    const one = (path: string, bytes: Uint8Array): ImageSource => ({
      path,
      read: async () => {
        expect(open++).toBe(0)
        return bytes
      },
    })
    const files = [one('p/a/1.png', png(0)), one('p/a/2.png', Uint8Array.of(9)), one('p/b/3.png', png(255))]
    const choices = { side: 4, channels: 1, label: 'folder', heldOut: 0, seed: 0, unreadable: 'drop' } as const
    const closing: DecodeImage = (file, ...rest) => {
      open--
      return decode(file, ...rest)
    }
    const { info, content } = await packImages(files, 'p', choices, closing)
    if (content.form !== 'arrays') throw new Error('Pictures are arrays.')
    expect(content.size).toBe(2)
    expect([...content.fields.label!.data]).toEqual([0, 1])
    expect([...content.fields.image!.data]).toEqual([...new Array(16).fill(0), ...new Array(16).fill(255)])
    expect(info.summary).toContain('1 file left out that could not be read. p/a/2.png is not a PNG picture')
  })

  test('are cut to their middle square, each new pixel the mean of what it covers', () => {
    const wide = { width: 4, height: 2, channels: 1 as const, data: Float32Array.of(9, 0, 1, 9, 9, 2, 3, 9) }
    expect([...middleSquare(wide, 2).data]).toEqual([0, 1, 2, 3])
    expect([...middleSquare(wide, 1).data]).toEqual([1.5])
  })
})

test.each(['iris', 'wine', 'breast-cancer'])('the shipped table %s is standardised and parted', async (id) => {
  const { train, heldOut } = await loadDataSet(
    id,
    fileAssets(['public'], (file) => readFile(file)),
  )
  const rows = { iris: 150, wine: 178, 'breast-cancer': 569 }[id]!
  expect(train.size + heldOut.size).toBe(rows)
  expect(heldOut.size / rows).toBeCloseTo(0.25, 1)
  const [width] = dataSets.get(id)!.fields.features!.shape as [number]
  const { data } = train.batch(
    'features',
    Array.from({ length: train.size }, (_, i) => i),
    'float64',
  )
  for (let column = 0; column < width; column++) {
    let sum = 0
    let squares = 0
    for (let row = 0; row < train.size; row++) {
      sum += data[row * width + column]!
      squares += data[row * width + column]! ** 2
    }
    expect(sum / train.size).toBeCloseTo(0, 4)
    expect(squares / train.size).toBeCloseTo(1, 4)
  }
})

test('the short way to read a number gives the same bits as the long one', () => {
  const random = createRandom(3)
  for (let i = 0; i < 5000; i++) {
    const digits = Array.from({ length: 1 + random.integer(17) }, () => random.integer(10)).join('')
    const at = random.integer(digits.length + 1)
    const text = `${random.uniform() < 0.5 ? '-' : ''}${digits.slice(0, at)}.${digits.slice(at)}`
    expect(numberIn(text)).toBe(Number(text))
  }
  for (const text of ['', '-', '.', '-.', '+-1', '1.2.3', '1e', '0x1f', 'Infinity', '١'])
    expect(numberIn(text)).toBeNull()
  expect([numberIn('5.'), numberIn('.5'), numberIn('+5'), numberIn('1e-3'), numberIn('1,5', true)]).toEqual([
    5, 0.5, 5, 0.001, 1.5,
  ])
})
