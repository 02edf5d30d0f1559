import { DataError, defineDataSet, type Settings } from './dataSet'
import { charactersOf, symbolData, symbolFields } from './symbols'

const FILE = 'data/text/alice.txt'

/** The characters of the shipped text, by code point. A test compares them with the file. */
const SMALL = Array.from('\n !"\'(),-.:;?_abcdefghijklmnopqrstuvwxyz')
const BOTH = Array.from('\n !"\'(),-.:;?ABCDEFGHIJKLMNOPQRSTUVWYZ_abcdefghijklmnopqrstuvwxyz')

const fieldsWith = ({ length, letters }: Settings) =>
  symbolFields(Number(length), letters === 'both' ? BOTH : SMALL, 'characters')

export default defineDataSet({
  id: 'text',
  title: 'Alice in Wonderland',
  summary: 'The first six chapters as rows of characters, each with the character that comes next.',
  licence: 'Public domain: Lewis Carroll, Alice’s Adventures in Wonderland, 1865',
  kind: 'text',
  bytes: 70_435,
  settings: {
    length: {
      title: 'Length',
      doc: 'T, how many characters one example has.',
      fallback: 32,
      min: 2,
      max: 256,
      integer: true,
    },
    stride: {
      title: 'Every',
      doc: 'The next example begins so many characters later.',
      fallback: 8,
      min: 1,
      max: 256,
      integer: true,
    },
    letters: {
      title: 'Letters',
      doc: 'Small letters alone are fewer symbols to learn.',
      fallback: 'small',
      options: { small: 'small letters', both: 'small and capital' },
    },
  },
  fields: fieldsWith({ length: 32, letters: 'small' }),
  fieldsWith,
  async load(source, settings = { length: 32, stride: 8, letters: 'small' }) {
    const bytes = await source(FILE)
    let text = ''
    // The file is ASCII, so a byte is a character.
    for (let at = 0; at < bytes.length; at += 4096) text += String.fromCharCode(...bytes.subarray(at, at + 4096))
    const symbols = charactersOf(settings.letters === 'both' ? text : text.toLowerCase())
    const fields = fieldsWith(settings)
    if (symbols.names.join('') !== fields.input.names!.join(''))
      throw new DataError(
        'bad-file',
        `${FILE} has other characters than the text that Gradwire ships.`,
        'Reinstall Gradwire, or bring the text of your own in Data.',
      )
    return symbolData(symbols, fields, Number(settings.stride))
  },
})
