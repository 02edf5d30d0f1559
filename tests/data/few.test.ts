/** @file Hardly any data: no example, one, one class, a column without differences. Each is said in words, or comes out as numbers. */
import { describe, expect, test } from 'vitest'
import { DataError, loadDataSet } from '../../src/data'
import { packTable, packText, readCells, tableData, type TableChoices } from '../../src/data/own'
import { partAtRandom } from '../../src/data/parting'
import { connectShelf } from '../../src/data/shelf'

const CHOICES: TableChoices = {
  kinds: ['number', 'number', 'category'],
  target: 2,
  decimalComma: false,
  missing: 'refuse',
  heldOut: 0.2,
  seed: 0,
  scaling: 'standard',
}

const table = (text: string, choices: Partial<TableChoices> = {}) =>
  tableData(readCells(text, 't.csv'), { ...CHOICES, ...choices })

describe('parting few examples', () => {
  test.each([0, 0.2, 0.5, 0.9, 1])('leaves one of each class to train on when %d is held out', (share) => {
    const classes = [0, 0, 0, 1, 2, 2]
    const { train, heldOut } = partAtRandom(6, share, 3, classes)
    expect(new Set([...train].map((i) => classes[i]))).toEqual(new Set([0, 1, 2]))
    expect([...train, ...heldOut].sort()).toEqual([0, 1, 2, 3, 4, 5])
  })

  test('of classes of two each the share is taken of all, and no class is held out as a whole', () => {
    const classes = Array.from({ length: 20 }, (_, i) => i % 10)
    for (let seed = 0; seed < 50; seed++) {
      const { train, heldOut } = partAtRandom(20, 0.2, seed, classes)
      expect(heldOut).toHaveLength(4)
      expect(new Set([...train].map((i) => classes[i])).size).toBe(10)
    }
  })

  test('leaves one to train on without classes', () => {
    expect(partAtRandom(3, 0.9, 0).train).toHaveLength(1)
    expect(partAtRandom(1, 0.9, 0)).toEqual({ train: Uint32Array.of(0), heldOut: new Uint32Array(0) })
  })
})

describe('a table with hardly any differences', () => {
  test('has no number that is not finite, whatever is held out', () => {
    for (const heldOut of [0, 0.2, 0.9]) {
      const { fields, train } = table('a,b,c\n1,2,yes\n2,3,no\n3,4,yes\n5,1,no\n', { heldOut })
      expect(train.length).toBeGreaterThan(0)
      expect([...fields.features!.data].every(Number.isFinite)).toBe(true)
    }
  })

  test('says which columns are the same in each row', () => {
    const { fields, notes } = table('a,b,c\n1,5,yes\n2,5,no\n3,5,yes\n4,5,no\n')
    expect([...fields.features!.data].filter((_, i) => i % 2)).toEqual([0, 0, 0, 0])
    expect(notes).toContain('The same in each training row, so that nothing can be learnt from it: "b".')
    const { notes: unscaled } = table('a,b,c\n1,5,yes\n2,5,no\n', { scaling: 'none', heldOut: 0 })
    expect(unscaled).toEqual(['The same in each training row, so that nothing can be learnt from it: "b".'])
  })

  test('says when the number to be predicted is always the same', () => {
    const { notes } = table('a,b,c\n1,2,7\n2,3,7\n4,4,7\n', { kinds: ['number', 'number', 'number'] })
    expect(notes).toContain('"c" is the same number in each row: there is little to predict.')
  })

  test.each([
    ['a,b,c\n1,5,yes\n', 'Column "c" is "yes" in each row from row 2 on: there is nothing to tell apart.', {}],
    ['a,b,c\n1,5,2\n', 'Only row 2 is trained on: scaling leaves nothing to learn from.', { target: null }],
    [
      'a,b,c\n1,5,yes\n1,5,no\n1,5,no\n',
      'No column differs between the 2 rows that are trained on: scaling leaves nothing to learn from.',
      { heldOut: 0.5 },
    ],
    [
      'a\n1\n2\n',
      '"a" is the only column, and it is to be predicted: nothing is left to learn from.',
      { kinds: ['number'], target: 0 },
    ],
  ] satisfies [string, string, Partial<TableChoices>][])('%j is refused', (text, words, choices) => {
    expect(() => table(text, choices)).toThrow(words)
  })

  test('one row as it is can be looked at; nothing is held out, and it says so', () => {
    const packed = packTable(
      'a,b\n1,5\n',
      't.csv',
      {},
      { ...CHOICES, kinds: ['number', 'number'], target: 1, scaling: 'none' },
    )
    expect(packed.info.summary).toMatch(/^1 row to train on, none held out; "b" is to be predicted\./)
    expect(packed.info.summary).toContain('Nothing is held out: there are too few rows.')
  })
})

describe('standardised numbers', () => {
  test('are 0 where the number is the mean', () => {
    const { fields } = table('a,b\n0.1,1\n0.2,2\n0.3,3\n', { kinds: ['number', 'number'], target: 1, heldOut: 0 })
    expect([...fields.features!.data][1]).toBe(0)
    const around = table('a,b\n-0.1,1\n-0.2,2\n0.3,3\n0,4\n', { kinds: ['number', 'number'], target: 1, heldOut: 0 })
    expect([...around.fields.features!.data][3]).toBe(0)
  })

  test('that are small are kept', () => {
    const { fields } = table('a,b\n-1,1\n1,2\n1e-9,3\n-1e-9,4\n', {
      kinds: ['number', 'number'],
      target: 1,
      heldOut: 0,
    })
    const [, , small, other] = fields.features!.data
    expect(small).toBeCloseTo(Math.SQRT2 * 1e-9, 14)
    expect(other).toBe(-small!)
  })
})

test('a text whose held-out part is shorter than an example says so', () => {
  const choices = { by: 'characters', lower: true, mostWords: 100, heldOut: 0.1 } as const
  const summaryOf = (times: number) => packText('to be or not to be. '.repeat(times), 'p.txt', choices).info.summary
  expect(summaryOf(3)).toContain('which is too little for an example of 32: choose a smaller length there.')
  expect(summaryOf(30)).toContain('the last 10 % are held out.')
})

describe('no example to train on', () => {
  test('a text shorter than one example says how long it is', async () => {
    const packed = packText('to be or not to be. '.repeat(3), 'p.txt', {
      by: 'characters',
      lower: true,
      mostWords: 100,
      heldOut: 0.5,
    })
    const source = () => Promise.reject(new Error('no files'))
    connectShelf(source, { find: () => Promise.resolve(packed) })
    const load = (length: number) => loadDataSet(packed.info.id, source, { length, stride: 1 })
    await expect(load(30)).rejects.toThrow(
      "One example is 30 symbols and the one after them, but only 30 of the text's 60 symbols are trained on.",
    )
    await expect(load(30)).rejects.toHaveProperty('hint', 'Choose a "Length" of at most 29, or bring a longer text.')
    expect((await load(29)).train.size).toBe(1)
  })

  test('data that hold everything out are refused', async () => {
    const { info, content } = packTable('a,b,c\n1,2,yes\n2,3,no\n4,4,yes\n', 't.csv', {}, CHOICES)
    if (content.form !== 'arrays') throw new Error('A table is arrays.')
    const held = { ...content, train: new Uint32Array(0), heldOut: Uint32Array.of(0, 1, 2) }
    const source = () => Promise.reject(new Error('no files'))
    connectShelf(source, { find: () => Promise.resolve({ info, content: held }) })
    const refused = loadDataSet(info.id, source)
    await expect(refused).rejects.toBeInstanceOf(DataError)
    await expect(refused).rejects.toThrow('"t.csv" has no example to train on: all 3 are held out.')
  })
})
