/** @file Input that cannot be read, and the sentence that it gets: what is wrong, where, and what to do next. */
import { encode } from 'fast-png'
import { describe, expect, test } from 'vitest'
import { DataError } from '../../src/data'
import {
  middleSquare,
  packImages,
  packTable,
  packText,
  readText,
  type CsvChoices,
  type ImageChoices,
  type ImageSource,
  type TableChoices,
  type TextChoices,
} from '../../src/data/own'
import { readPng } from '../../src/data/png'

const utf8 = (text: string) => new TextEncoder().encode(text)
const TABLE: TableChoices = {
  kinds: ['number', 'number'],
  target: 1,
  decimalComma: false,
  missing: 'refuse',
  heldOut: 0,
  seed: 0,
  scaling: 'standard',
}
const TEXT: TextChoices = { by: 'characters', lower: true, mostWords: 1000, heldOut: 0.1 }
const IMAGES: ImageChoices = { side: 8, channels: 1, label: 'folder', heldOut: 0.2, seed: 0 }

async function refusal(work: () => unknown): Promise<DataError> {
  const thrown = await Promise.resolve()
    .then(work)
    .then(
      () => null,
      (reason: unknown) => reason,
    )
  expect(thrown).toBeInstanceOf(DataError)
  const error = thrown as DataError
  expect(error.message).toMatch(/[.]$/)
  expect(error.hint).toMatch(/[A-Z].*[.]$/)
  return error
}

const kinds = (n: number) => Array.from({ length: n }, (_, i) => `k${i}`)
const lines = (cells: readonly string[]) => `a,b\n${cells.map((cell, i) => `${i},${cell}`).join('\n')}\n`

type TableCase = [
  what: string,
  bytes: string | Uint8Array,
  words: string,
  hint: string,
  choices?: Partial<TableChoices>,
  csv?: CsvChoices,
]

const tables: TableCase[] = [
  ['no bytes', '', 't.csv is empty.', 'Choose another file'],
  ['blank lines', ' \n\n', 't.csv holds blank lines only.', 'paste rows'],
  ['a header alone', 'a,b\n', 't.csv has a header and no rows below it.', 'no header'],
  ['a header and empty rows', 'a,b\n,\n,\n', 't.csv has a header and only empty rows below it.', 'Add rows'],
  ['an open quote', 'a,b\n1,2\n3,"4\n5,6\n', 'Row 3: a quote (") is opened and never closed.', 'Close the quote'],
  ['a stray quote', 'a,b\n1,"2"3\n', 'Row 2: a quoted cell goes on after its closing quote.', 'twice'],
  ['too few cells', 'a,b\n1,2\n3\n', 'Row 3 has 1 cell, the first row has 2: column "b"', 'Add the missing cells'],
  [
    'too many cells',
    'a,b\n1,2\n3,4,x\n',
    'Row 3 has 3 cells, the first row has 2: after column "b" comes "x"',
    'into quotes',
  ],
  ['a name twice', 'a,a\n1,2\n', 'Row 1, column 2: the name "a" stands over column 1 already.', 'a name of its own'],
  [
    'UTF-8 that was cut',
    utf8('a,b\n1,2\né,ü\nö,é\n').subarray(0, -2),
    'is not UTF-8 text: line 4 holds bytes that are no letters.',
    '"Encoding"',
  ],
  ['UTF-16 that was cut', Uint8Array.of(0xff, 0xfe, 0x61, 0, 0x2c), 'is not UTF-16 text: line 1', '"Encoding"'],
  ['zero bytes', 'a,b\n1,\0\n', 'is not text: line 2 holds a zero byte', 'UTF-16'],
  ['zero bytes and no UTF-8', Uint8Array.of(0x61, 10, 0xe9, 0, 10), 'is not text: line 2 holds a zero byte', 'UTF-16'],
  ['bytes of a program', Uint8Array.of(0x61, 10, 0xe9, 7, 10), 'is not text: line 2 holds the byte 7', 'export it'],
  ['quotes around nothing', '""\n""\n', 't.csv holds blank lines only.', 'paste rows'],
  [
    'a delimiter at the end of rows alone',
    'a;b\n1;2;\n3;4;\n',
    'Row 2 has 3 cells, the first row has 2: after column "b" comes an empty cell.',
    'Take the semicolon at the end of the row out',
  ],
  [
    'a column a letter',
    `${'1,'.repeat(100_000)}1\n`,
    'Row 1 has 100,001 cells; up to 100,000 columns can be read.',
    'exchanged',
  ],
  ['a spreadsheet', Uint8Array.of(0x50, 0x4b, 3, 4, 9), 'is a spreadsheet or ZIP file', 'CSV'],
  ['an old spreadsheet', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0), 'is an old Office file', 'save it as CSV'],
  ['gzip', Uint8Array.of(0x1f, 0x8b, 8), 'is packed with gzip', 'Unpack'],
  ['a PDF', utf8('%PDF-1.7'), 'is a PDF', 'paste it'],
  ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47), 'is a PNG picture', 'Images'],
  ['a Parquet file', utf8('PAR1xxxx'), 'is a Parquet file', 'to_csv'],
  ['a NumPy file', Uint8Array.of(0x93, ...utf8('NUMPY')), 'is a NumPy file', 'savetxt'],
  ['a web page', '<!DOCTYPE html><html>', 'is a web page', 'Download'],
  ['JSON', '[{"a": 1}]', 'is JSON', 'Export it as CSV'],
  ['a word among numbers', 'a,b\n1,2\nx,4\n', 'Row 3, column "a": "x" is not a number.', 'holds kinds'],
  [
    'a word far below',
    `${lines(kinds(3000).map((_, i) => String(i)))}oops,1\n`,
    'Row 3,002, column "a": "oops"',
    'Correct',
  ],
  ['a decimal comma', 'a;b\n1,5;2\n', 'Row 2, column "a": "1,5" is not a number.', 'Comma in numbers'],
  ['thousands', 'a;b\n1,234,567;2\n', 'column "a": "1,234,567"', 'without marks between the thousands'],
  ['percent', 'a,b\n45%,2\n', '"45%" is not a number', 'percent sign'],
  ['money', 'a,b\n$3,2\n', '"$3" is not a number', 'currency'],
  ['a date', 'a,b\n2020-01-02,2\n', '"2020-01-02" is not a number', 'year, month and day'],
  ['thousands and a decimal comma', 'a;b\n1.234,56;2\n', '"1.234,56" is not a number', 'between the thousands'],
  [
    'a point beside a decimal comma',
    'a;b\n1.234;2\n',
    'Row 2, column "a": "1.234" is not a number.',
    'If the point is the decimal mark, switch "Comma in numbers" off',
    { decimalComma: true },
  ],
  ['a thin space between thousands', 'a;b\n1\u202f234;2\n', 'is not a number', 'between the thousands'],
  ['a unit', 'a,b\n5 kg,2\n', '"5 kg" is not a number', 'without its unit'],
  ['an error of a spreadsheet', 'a,b\n#DIV/0!,2\n', '"#DIV/0!" is not a number', 'mend its formula'],
  ['a time', 'a,b\n10:30,2\n', '"10:30" is not a number', 'hours and minutes'],
  ['a cell of two lines', 'a,b\n"1\n2",2\n', 'Row 2, column "a": "1 ⏎ 2" is not a number.', 'Correct'],
  ['a date with points', 'a,b\n31.12.2020,2\n', '"31.12.2020" is not a number', 'year, month and day'],
  ['a huge number', 'a,b\n1e999,2\n', '"1e999" is not a number', 'too large'],
  ['infinity', 'a,b\ninf,2\n', '"inf" is not a number', 'too large'],
  ['hexadecimal', 'a,b\n0x1f,2\n', '"0x1f" is not a number', 'Correct the cell'],
  ['an empty cell', 'a,b\n1,2\n,3\n', 'Row 3, column "a": the cell is empty.', 'Leave such rows out'],
  ['a missing value', 'a,b\n1,NA\n', 'Row 2, column "b": "NA" stands for a missing value.', 'Fill it in'],
  ['holes in each row', 'a,b\n1,\n,2\n', 'Each of the 2 rows has an empty cell', 'such as "a"', { missing: 'drop' }],
  [
    'one class',
    'a,b\n1,x\n2,x\n',
    'Column "b" is "x" in each row from row 2',
    'another column',
    { kinds: ['number', 'category'] },
  ],
  [
    'too many classes',
    lines(kinds(201)),
    'has 201 different values; up to 200',
    'holds numbers',
    { kinds: ['number', 'category'] },
  ],
  [
    'too many kinds',
    'a,b\n' +
      kinds(201)
        .map((k) => `${k},1`)
        .join('\n'),
    'the last new one in row 202',
    'Leave the column out',
    { kinds: ['category', 'number'] },
  ],
  [
    'a target left out',
    'a,b\n1,2\n',
    'Column "b" is to be predicted, but it is left out.',
    'another column',
    { kinds: ['number', 'ignore'] },
  ],
  [
    'nothing to learn from',
    'a,b\n1,2\n',
    'No column is left to learn from.',
    'beside "b"',
    { kinds: ['ignore', 'number'] },
  ],
  ['a share of 95 %', 'a,b\n1,2\n', 'goes from 0 to 90 %; it is 95 %', '20 %', { heldOut: 0.95 }],
  ['a seed of ½', 'a,b\n1,2\n', 'The seed is a whole number', 'Choose 0', { seed: 0.5 }],
  [
    'the wrong delimiter',
    'a,b\n1,2\n',
    '2 columns were described, but row 2 has 1 cells',
    'Choose the file again',
    {},
    { delimiter: ';' },
  ],
]

describe('tables', () => {
  test.each(tables)('%s', async (_, bytes, words, hint, choices = {}, csv = {}) => {
    const raw = typeof bytes === 'string' ? utf8(bytes) : bytes
    const error = await refusal(() => packTable(readText(raw, 't.csv').text, 't.csv', csv, { ...TABLE, ...choices }))
    expect(error.message).toContain(words)
    expect(error.hint).toContain(hint)
  })
})

const many = Array.from({ length: 1100 }, (_, i) => String.fromCodePoint(0x4e00 + i))
const texts: [string, string | Uint8Array, string, string, Partial<TextChoices>?][] = [
  ['no bytes', '', 't.txt is empty.', 'another file'],
  ['spaces', '  \n\n ', 'holds spaces and blank lines only', 'paste'],
  ['a few letters', 'hello', 'has 5 characters; at least 40', 'longer text'],
  ['a letter', 'a', 'has 1 character; at least 40', 'longer text'],
  ['emojis, too few', '🙂🙃'.repeat(10), 'has 20 characters; at least 40', 'longer text'],
  ['too much of one', 'ab'.repeat(20_000_001), 'has 40,000,002 characters or more; up to 20,000,000', 'a part of it'],
  ['a few words', 'one two three '.repeat(3), 'has 9 words; at least 40', 'by characters', { by: 'words' }],
  ['one letter', 'a'.repeat(100), 'is "a" over and over', 'more than one symbol'],
  ['a thousand characters', `line\n${many.join('')}`, 'One of them, "', 'by words'],
  ['UTF-8 that was cut', utf8('é\nüü').subarray(0, -1), 'is not UTF-8 text: line 2', 'UTF-8'],
  ['a picture', Uint8Array.of(0xff, 0xd8, 0xff, 0), 'is a JPEG picture', 'Images'],
  ['half held out and more', 'hello there '.repeat(9), 'goes from 0 to 50 %; it is 60 %', '10 %', { heldOut: 0.6 }],
  ['one word', 'hello there '.repeat(9), 'The number of words goes from 2', '2,000', { by: 'words', mostWords: 1 }],
]

describe('texts', () => {
  test.each(texts)('%s', async (_, bytes, words, hint, choices = {}) => {
    const raw = typeof bytes === 'string' ? utf8(bytes) : bytes
    const error = await refusal(() => packText(readText(raw, 't.txt').text, 't.txt', { ...TEXT, ...choices }))
    expect(error.message).toContain(words)
    expect(error.hint).toContain(hint)
  })
})

const png = encode({ width: 4, height: 4, channels: 1, data: new Uint8Array(16) })
const file = (path: string, bytes: Uint8Array = png): ImageSource => ({ path, read: () => Promise.resolve(bytes) })
const GONE: ImageSource = { path: 'p/a/1.png', read: () => Promise.reject(new Error('NotReadableError')) }
const images: [string, ImageSource[], string, string, Partial<ImageChoices>?][] = [
  ['no files', [], 'p holds no file.', 'a folder with pictures'],
  ['only what the system left', [file('p/.DS_Store')], 'p holds no file.', 'a folder'],
  ['only what versions are kept in', [file('p/.git/HEAD'), file('p/.git/objects/1')], 'p holds no file.', 'a folder'],
  ['a picture that is gone', [GONE, file('p/b/2.png')], 'p/a/1.png could not be read any more.', 'again'],
  [
    'none that can be read',
    [file('p/a/1.png', utf8('a')), file('p/b/2.png', new Uint8Array(0))],
    'None of the 2 files is a picture that can be read. p/a/1.png is not a PNG picture',
    'save it as PNG',
    { unreadable: 'drop' },
  ],
  [
    'one kind left',
    [file('p/a/1.png'), file('p/b/2.png', new Uint8Array(0))],
    'The picture lies in one folder, "a"',
    'No labels',
    { unreadable: 'drop' },
  ],
  ['one folder', [file('p/1.png'), file('p/2.png')], 'All 2 pictures lie in one folder, "p"', 'No labels'],
  ['no folder', [file('1.png'), file('a/2.png')], '1.png lies in no folder', 'No labels'],
  ['an empty file', [file('p/a/1.png'), file('p/b/2.png', new Uint8Array(0))], 'p/b/2.png is empty.', 'Copy'],
  [
    'no picture',
    [file('p/a/1.png'), file('p/b/2.png', utf8('hello'))],
    'p/b/2.png is not a PNG picture',
    'save it as PNG',
  ],
  [
    'half a picture',
    [file('p/a/1.png'), file('p/b/2.png', png.slice(0, 40))],
    'p/b/2.png is not a PNG picture',
    'again',
  ],
  ['HEIC', [file('p/a/1.heic'), file('p/b/2.png')], 'p/a/1.heic cannot be read as a picture: .heic', 'JPEG'],
  ['a table', [file('p/a/1.png'), file('p/b/2.csv')], 'p/b/2.csv cannot be read as a picture', '"Table"'],
  ['tiny', [file('p/a/1.png'), file('p/b/2.png')], 'goes from 4 to 512 pixels; it is 2', '28 or 32', { side: 2 }],
  ['a share of 95 %', [file('p/a/1.png'), file('p/b/2.png')], 'goes from 0 to 90 %', '20 %', { heldOut: 0.95 }],
  [
    'too much',
    Array.from({ length: 600 }, (_, i) => file(`p/a/${i}.png`)),
    'numbers; up to',
    'smaller size',
    { side: 512 },
  ],
  [
    'too many folders',
    Array.from({ length: 201 }, (_, i) => file(`p/${i}/1.png`)),
    'lie in 201 folders',
    'fewer folders',
  ],
]

describe('pictures', () => {
  test.each(images)('%s', async (_, files, words, hint, choices = {}) => {
    const error = await refusal(() =>
      packImages(files, 'p', { ...IMAGES, ...choices }, async ({ path, bytes }, side, channels) =>
        middleSquare(readPng(bytes, path, channels), side),
      ),
    )
    expect(error.message).toContain(words)
    expect(error.hint).toContain(hint)
  })
})

test('there are more than forty', () => {
  expect(tables.length + texts.length + images.length).toBeGreaterThanOrEqual(60)
})
