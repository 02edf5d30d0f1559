/** @file Changing a tensor of the document element by element, row by row, or from pasted text. Pure. */
import { encodeTensor, type StoredTensor, type TensorContent } from '../../graph'
import { numel, shapeText, storageFor, type Dim, type Shape } from '../../tensor'
import { parseNumber, type Parsed } from '../fields'

/** One element changed. */
export function withElement(tensor: TensorContent, index: number, value: number): StoredTensor {
  const data = tensor.data.slice()
  data[index] = value
  return encodeTensor({ ...tensor, data })
}

/** One row more along the first axis, filled with zeros. Rank ≥ 1. */
export function withRow(tensor: TensorContent): StoredTensor {
  return resized(tensor, [tensor.shape[0]! + 1, ...tensor.shape.slice(1)])
}

/** Row `at` of the first axis taken out. */
export function withoutRow(tensor: TensorContent, at: number): StoredTensor {
  const width = numel(tensor.shape.slice(1))
  const shape = [tensor.shape[0]! - 1, ...tensor.shape.slice(1)]
  const data = storageFor(tensor.dtype, numel(shape))
  data.set(tensor.data.subarray(0, at * width))
  data.set(tensor.data.subarray((at + 1) * width), at * width)
  return encodeTensor({ dtype: tensor.dtype, shape, data })
}

/**
 * The same tensor in another shape: elements whose index exists in both keep their value, new ones are 0. With another
 * rank, elements are kept in row-major order.
 */
export function resized({ dtype, shape: before, data: old }: TensorContent, shape: Shape): StoredTensor {
  const data = storageFor(dtype, numel(shape))
  if (shape.length !== before.length) data.set(old.subarray(0, data.length))
  else
    for (let flat = 0; flat < data.length; flat++) {
      let rest = flat
      let source = 0
      let stride = 1
      let inside = true
      for (let axis = shape.length - 1; axis >= 0; axis--) {
        const index = rest % shape[axis]!
        rest = Math.floor(rest / shape[axis]!)
        if (index >= before[axis]!) inside = false
        source += index * stride
        stride *= before[axis]!
      }
      if (inside) data[flat] = old[source]!
    }
  return encodeTensor({ dtype, shape, data })
}

/** A declared shape with its symbols filled in from the data that are there: [N, 3] beside [4, 2] → [4, 3]. */
export function concreteShape(declared: readonly Dim[], present: Shape | undefined): number[] {
  return declared.map((size, axis) =>
    typeof size === 'number' ? size : present?.length === declared.length ? present[axis]! : 1,
  )
}

/** The largest text that is read: about a million numbers. */
const MOST_CHARACTERS = 16_000_000

/**
 * Numbers as they come from a spreadsheet, a CSV file or Python: rows by line or bracket, columns by comma, semicolon,
 * tab or space. They must fill the declared shape; its first symbol takes as many examples as there are.
 */
export function parsePaste(
  text: string,
  declared: readonly Dim[],
  dtype: TensorContent['dtype'],
): Parsed<StoredTensor> {
  if (text.length > MOST_CHARACTERS)
    return {
      ok: false,
      message: 'This is more text than can be pasted here (16 MB). Put the numbers into the JSON file instead.',
    }
  const numbers: number[] = []
  const lines = text.split(/\r?\n/)
  for (const [line, content] of lines.entries())
    for (const item of content.split(/[\s,;[\]()]+/).filter(Boolean)) {
      const parsed = /^(true|false)$/i.test(item)
        ? ({ ok: true, value: item.toLowerCase() === 'true' ? 1 : 0 } as const)
        : parseNumber(item)
      if (!parsed.ok)
        return {
          ok: false,
          message: `Line ${line + 1}: "${item.slice(0, 40)}" is not a number. Paste numbers only, without a heading.`,
        }
      if (dtype === 'int64' && !Number.isSafeInteger(parsed.value))
        return {
          ok: false,
          message: `Line ${line + 1}: ${item} is not a whole number, but this tensor holds whole numbers (int64).`,
        }
      numbers.push(parsed.value)
    }
  if (!numbers.length) return { ok: false, message: 'There are no numbers in this text.' }
  const open = declared.findIndex((size) => typeof size !== 'number')
  const rest = numel(declared.map((size) => (typeof size === 'number' ? size : 1)))
  const count = numbers.length / rest
  if (open < 0 ? count !== 1 : !Number.isInteger(count)) {
    const wanted = open < 0 ? `exactly ${rest}` : `a multiple of ${rest}`
    return {
      ok: false,
      message: `There are ${numbers.length} numbers, but the shape ${shapeText(declared)} needs ${wanted}. Change the shape, or the numbers.`,
    }
  }
  const shape = declared.map((size, axis) => (typeof size === 'number' ? size : axis === open ? count : 1))
  const data = storageFor(dtype, numbers.length)
  data.set(numbers)
  return { ok: true, value: encodeTensor({ dtype, shape, data }) }
}
