/** @file Text as a row of symbols, and examples cut from it: some symbols, and the ones that follow each. */
import { arraySplit, batchTensor, fieldNamed, requireExample } from './arraySplit'
import { DataError, type FieldSpec, type LoadedData, type Split } from './dataSet'

const count = (x: number) => x.toLocaleString('en')

export interface Symbols {
  /** What each index stands for. */
  readonly names: readonly string[]
  readonly indices: Int32Array
}

/** Characters in the order of their code points, so that the same text gives the same indices. */
export function charactersOf(text: string): Symbols {
  const points = new Int32Array(text.length)
  const index = new Map<number, number>()
  let length = 0
  // No array of strings: a long text would need a gigabyte for it.
  for (let at = 0; at < text.length; at += points[length++]! > 0xffff ? 2 : 1) {
    const point = text.codePointAt(at)!
    points[length] = point
    if (!index.has(point)) index.set(point, 0)
  }
  const order = [...index.keys()].sort((a, b) => a - b)
  order.forEach((point, i) => index.set(point, i))
  const indices = points.slice(0, length)
  for (let i = 0; i < length; i++) indices[i] = index.get(indices[i]!)!
  return { names: order.map((point) => String.fromCodePoint(point)), indices }
}

/** @param length T. */
export function symbolFields(length: number, names: readonly string[], what: 'characters' | 'words') {
  const spec = (doc: string): FieldSpec => ({ doc, shape: [length], dtype: 'int64', classes: names.length, names })
  return {
    input: spec(`${length} ${what} in a row, each by its index of ${names.length}.`),
    next: spec(`For each of them, the one that comes after it.`),
  }
}

/** Windows that begin at `from`, `from + stride`, …, as far as the last still has a symbol after it before `to`. */
function windows(
  { indices }: Symbols,
  fields: Readonly<Record<'input' | 'next', FieldSpec>>,
  { from, to, stride }: { readonly from: number; readonly to: number; readonly stride: number },
): Split {
  const [length] = fields.input.shape as [number]
  const size = Math.max(0, Math.floor((to - from - length - 1) / stride) + 1)
  return {
    size,
    fields: Object.keys(fields),
    batch(name, examples, dtype) {
      const spec = fieldNamed(fields as Readonly<Record<string, FieldSpec>>, name)
      const tensor = batchTensor(spec, examples.length, dtype)
      for (let row = 0; row < examples.length; row++) {
        requireExample(examples[row]!, size)
        const start = from + examples[row]! * stride + (name === 'next' ? 1 : 0)
        tensor.data.set(indices.subarray(start, start + length) as never, row * length)
      }
      return tensor
    },
  }
}

/**
 * The last part of the text is held out, so that no window of it is met in training. Held-out windows do not overlap:
 * each symbol is judged once.
 * @param share of the text that is held out.
 * @throws DataError when what is trained on is shorter than one example.
 */
export function symbolData(
  symbols: Symbols,
  fields: Readonly<Record<'input' | 'next', FieldSpec>>,
  stride: number,
  share = 0.1,
): LoadedData {
  const end = symbols.indices.length
  const [length] = fields.input.shape as [number]
  const border = Math.floor(end * (1 - share))
  if (border <= length)
    throw new DataError(
      'no-example',
      `One example is ${count(length)} symbols and the one after them, but only ${count(border)} of the text's ${count(end)} symbols are trained on.`,
      `Choose a "Length" of at most ${count(Math.max(1, border - 1))}, or bring a longer text.`,
    )
  return {
    train: windows(symbols, fields, { from: 0, to: border, stride }),
    heldOut: share > 0 ? windows(symbols, fields, { from: border, to: end, stride: length }) : arraySplit(0, {}),
  }
}
