/** @file Tables of one's own as programs write them, and numbers that are to be predicted. */
import { describe, expect, test } from 'vitest'
import {
  guessColumns,
  guessDecimalComma,
  packTable,
  readCells,
  readText,
  tableData,
  type TableChoices,
} from '../../src/data/own'

const CHOICES: TableChoices = {
  kinds: ['number', 'number'],
  target: 1,
  decimalComma: false,
  missing: 'refuse',
  heldOut: 0.25,
  seed: 0,
  scaling: 'standard',
}

describe('numbers that are to be predicted', () => {
  const prices = `rooms,price\n${Array.from({ length: 40 }, (_, i) => `${i % 7},${200_000 + 5_000 * i}`).join('\n')}`

  test('are left as they are unless it is asked for', () => {
    const { fields } = tableData(readCells(prices, 'x.csv'), CHOICES)
    expect(Math.max(...fields.target!.data)).toBe(395_000)
  })

  test('are scaled by the training rows, and the summary says the way back', () => {
    const packed = packTable(prices, 'x.csv', {}, { ...CHOICES, targetScaling: 'standard' })
    if (packed.content.form !== 'arrays') throw new Error('arrays')
    const { fields, train } = packed.content
    const seen = [...train].map((row) => fields.target!.data[row]!)
    expect(seen.reduce((sum, x) => sum + x, 0) / seen.length).toBeCloseTo(0)
    expect(seen.reduce((sum, x) => sum + x * x, 0) / seen.length).toBeCloseTo(1)
    const [, shift, scale] = /"price" is scaled too: price = ([\d.]+) \+ ([\d.]+) · target\./.exec(packed.info.summary)!
    fields.target!.data.forEach((x, i) =>
      expect(Number(shift) + Number(scale) * x).toBeCloseTo(200_000 + 5_000 * i, -1),
    )
    expect(packed.info.fields.target!.doc).toBe(
      'price: what is to be predicted. The graph has it scaled; results are as in the table.',
    )
  })

  test('go from 0 to 1 over the training rows', () => {
    const { fields, train } = tableData(readCells(prices, 'x.csv'), { ...CHOICES, targetScaling: 'range' })
    const seen = [...train].map((row) => fields.target!.data[row]!)
    expect([Math.min(...seen), Math.max(...seen)]).toEqual([0, 1])
  })

  test('that are the same in all training rows stay as they are: a held-out one may differ', () => {
    const cells = readCells('a,b\n1,5\n2,5\n3,5\n4,5\n', 'x.csv')
    const { fields } = tableData(cells, { ...CHOICES, targetScaling: 'standard' })
    expect([...fields.target!.data]).toEqual([5, 5, 5, 5])
  })

  test('scaled numbers are other data, under another id', () => {
    const id = (choices: TableChoices) => packTable(prices, 'x.csv', {}, choices).info.id
    expect(id(CHOICES)).not.toBe(id({ ...CHOICES, targetScaling: 'standard' }))
  })
})

describe('files as programs write them', () => {
  const utf16 = (text: string, little: boolean) => {
    const bytes = new Uint8Array(2 * text.length + 2)
    const view = new DataView(bytes.buffer)
    ;`\ufeff${text}`.split('').forEach((c, i) => view.setUint16(2 * i, c.charCodeAt(0), little))
    return bytes
  }
  const utf8 = (text: string) => new TextEncoder().encode(text)

  test.each<[string, Uint8Array]>([
    ['a byte order mark', utf8('\ufeffa,b\n1,2\n3,4\n')],
    ['carriage returns', utf8('a,b\r\n1,2\r\n3,4\r\n')],
    ['old Mac line ends', utf8('a,b\r1,2\r3,4\r')],
    ['UTF-16, little end first', utf16('a,b\r\n1,2\r\n3,4\r\n', true)],
    ['UTF-16, big end first', utf16('a\tb\n1\t2\n3\t4\n', false)],
    ['semicolons', utf8('a;b\n1;2\n3;4\n')],
    ['tabs', utf8('a\tb\n1\t2\n3\t4')],
    ['blank lines around', utf8('\n\na,b\n1,2\n\n3,4\n\n')],
    ['quotes', utf8('"a","b"\n"1","2"\n"3","4"\n')],
    ['quotes and carriage returns', utf8('"a","b"\r\n"1","2"\r\n"3","4"\r\n')],
    ['two sorts of line ends', utf8('a,b\r\n1,2\n3,4\r\n')],
    ['two sorts of line ends, quoted', utf8('"a","b"\r\n"1","2"\n"3","4"\r\n')],
    ['a line that says the delimiter', utf8('sep=;\r\na;b\r\n1;2\r\n3;4\r\n')],
    ['empty rows below', utf8('a;b\n1;2\n3;4\n;\n;\n')],
  ])('%s', (_, bytes) => {
    const { names, rows } = readCells(readText(bytes, 'x.csv').text, 'x.csv')
    expect(names).toEqual(['a', 'b'])
    expect(rows.map((row) => row.map((cell) => cell.trim()))).toEqual([
      ['1', '2'],
      ['3', '4'],
    ])
  })

  test.each([
    ['a;b\n1,5;2\n3,25;4\n', true],
    // Without a header: 1,5 and 2,25 and not 1 and 5;2 and 25.
    ['1,5;2,25\n3,5;4\n', true],
    ['Länge, cm;Breite, cm\n1,5;2,25\n3,5;4,75\n', true],
    ['a\tb\n-1,5\tx\n3\ty\n', true],
    // A comma that parts cells is no decimal mark, nor one between thousands beside a point.
    ['a,b\n1,5\n3,25\n', false],
    ['a;b\n1.5;2\n3,250;4\n', false],
    ['a;b\n1;2\n3;4\n', false],
  ])('%j: whether 3,5 is a number', (text, comma) => {
    expect(guessDecimalComma(readCells(text, 'x.csv'))).toBe(comma)
  })
})

describe('a column of numbers with something else in it says where', () => {
  const withCell = (cell: string) =>
    readCells(`a,b\n${Array.from({ length: 30 }, (_, i) => `${i === 20 ? cell : i + 0.5},${i}`).join('\n')}`, 'x.csv')

  test.each([
    ['wide', 'row 22 holds "wide", which is not a number'],
    ['1e308', 'row 22 holds "1e308", which is larger than 3×10³⁸'],
    ['1e400', 'row 22 holds "1e400", which is larger than 3×10³⁸'],
    ['0x1f', 'row 22 holds "0x1f", which is not a number'],
    ['-1e39', 'row 22 holds "-1e39", which is larger than 3×10³⁸'],
  ])('%s', (cell, why) => {
    expect(guessColumns(withCell(cell))[0]).toMatchObject({ kind: 'ignore', why })
  })

  test('also where few different numbers make kinds of it', () => {
    const floors = Array.from({ length: 30 }, (_, i) => `${i === 20 ? 'ground' : i % 5},${i % 2 ? 'a' : 'b'}`)
    const [floor, letter] = guessColumns(readCells(`floor,b\n${floors.join('\n')}`, 'x.csv'))
    expect(floor).toMatchObject({ kind: 'category', why: 'row 22 holds "ground", which is not a number' })
    expect(letter).toMatchObject({ kind: 'category' })
    expect(letter).not.toHaveProperty('why')
  })

  test('an empty cell is none, and words are no numbers', () => {
    expect(guessColumns(withCell(''))[0]).toMatchObject({ kind: 'number', missing: 1 })
    const words = readCells(`a,b\n${Array.from({ length: 30 }, (_, i) => `w${i},${i}`).join('\n')}`, 'x.csv')
    expect(guessColumns(words)[0]).toMatchObject({ kind: 'ignore', why: 'each row has another value' })
  })

  test('thousands of columns that never change are counted, not listed', () => {
    const wide = 300
    const names = Array.from({ length: wide }, (_, i) => `c${i}`)
    const cells = readCells(
      `${names.join()},x,y\n${Array.from({ length: 8 }, (_, i) => `${names.map(() => 1).join()},${i},${i}`).join('\n')}`,
      'x.csv',
    )
    const kinds = Array.from({ length: wide + 2 }, () => 'number' as const)
    const { notes } = tableData(cells, { ...CHOICES, kinds, target: wide + 1 })
    expect(notes.join(' ')).toContain('"c4", "c5" and 294 more.')
  })
})

describe('tables as they are met', () => {
  test('rows of decimal commas alone are no header', () => {
    const { header, rows } = readCells('1,5;2,5\n3,5;4,5\n', 'x.csv')
    expect(header).toBe(false)
    expect(rows).toHaveLength(2)
  })

  test('a line that says the delimiter is a row of the file', () => {
    expect([...readCells('sep=;\na;b\n1;2\n', 'x.csv').numbers]).toEqual([3])
  })

  test('cells pasted from a spreadsheet: tabs, a line break and quotes inside of a cell', () => {
    const { delimiter, rows } = readCells('size\tnote\n1\t"two\nlines"\n2\t"say ""hi"""\n', 'x.csv')
    expect(delimiter).toBe('\t')
    expect(rows).toEqual([
      ['1', 'two\nlines'],
      ['2', 'say "hi"'],
    ])
  })

  test('a column of dates says that it is one', () => {
    const days = Array.from({ length: 28 }, (_, i) => `2020-01-${String(i + 1).padStart(2, '0')},${i}`)
    const [day] = guessColumns(readCells(`day,b\n${days.join('\n')}\n`, 'x.csv'))
    expect(day).toMatchObject({
      kind: 'ignore',
      why: 'it holds dates; bring year, month and day as columns of numbers',
    })
  })

  test('a column with a whole text in a cell is left out', () => {
    const rows = Array.from({ length: 30 }, (_, i) => `${i},${i === 3 ? 'x'.repeat(9000) : 'y'}`)
    const [, text] = guessColumns(readCells(`a,b\n${rows.join('\n')}\n`, 'x.csv'))
    expect(text).toMatchObject({ kind: 'ignore', why: 'row 5 holds a text of 9,000 letters' })
  })

  test('a column of decimal commas says what to switch, and one of points too', () => {
    const text = `a;b\n${Array.from({ length: 30 }, (_, i) => `${i},5;1.${100 + i}`).join('\n')}\n`
    const cells = readCells(text, 'x.csv')
    const [commas, points] = [guessColumns(cells, false), guessColumns(cells, true)]
    expect(commas.map(({ kind }) => kind)).toEqual(['ignore', 'number'])
    expect(commas[0]!.why).toContain('switch "Comma in numbers" on')
    expect(points.map(({ kind }) => kind)).toEqual(['number', 'ignore'])
    expect(points[1]!.why).toContain('switch "Comma in numbers" off')
  })

  // By comparing each name with each other it took a minute.
  test('a hundred thousand columns take no time that grows with their square', () => {
    const names = Array.from({ length: 100_000 }, (_, i) => `c${i}`)
    const text = `${names.join()}\n${names.map((_, i) => i % 7).join()}\n`
    expect(readCells(text, 'x.csv').names).toHaveLength(100_000)
  }, 10_000)

  test('kinds of which some are numbers have one order', () => {
    const kinds = ['20', '1a', '100', '3', 'b']
    const order = (rows: readonly string[]) =>
      tableData(readCells(`k,y\n${rows.map((kind, i) => `${kind},${i}`).join('\n')}`, 'x.csv'), {
        ...CHOICES,
        kinds: ['category', 'number'],
        heldOut: 0,
      }).specs.features!.columns
    expect(order(kinds)).toEqual(['k = 3', 'k = 20', 'k = 100', 'k = 1a', 'k = b'])
    expect(order(kinds.toReversed())).toEqual(order(kinds))
  })

  test('minus signs of typography are minus signs', () => {
    const { fields } = tableData(readCells('a,b\n−1.5,1\n2,2\n', 'x.csv'), { ...CHOICES, heldOut: 0, scaling: 'none' })
    expect([...fields.features!.data]).toEqual([-1.5, 2])
  })

  test('the way back of a tiny scale has no e in it', () => {
    const text = `a,b\n${Array.from({ length: 8 }, (_, i) => `${i},${(i + 1) * 1e-9}`).join('\n')}`
    const { notes } = tableData(readCells(text, 'x.csv'), { ...CHOICES, heldOut: 0, targetScaling: 'range' })
    expect(notes.join(' ')).toContain('b = 1×10⁻⁹ + 7×10⁻⁹ · target.')
  })
})
