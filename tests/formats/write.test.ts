import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readDocument, writeDocument } from '../../src/formats'
import { decodeTensor } from '../../src/graph'
import { sample } from '../graph/helpers'

const golden = new URL('golden/', import.meta.url)
const files = readdirSync(golden).filter((name) => name.endsWith('.json'))

describe('golden files', () => {
  test('there are some of every released version', () => {
    expect(files.filter((name) => name.startsWith('v1-')).length).toBeGreaterThanOrEqual(5)
  })

  test.each(files)('%s opens without a warning, and saving gives the same bytes', (name) => {
    const text = readFileSync(new URL(name, golden), 'utf8')
    const result = readDocument(text)
    if (!result.ok) throw new Error(result.message)
    expect(result.warnings).toEqual([])
    expect(writeDocument(result.document)).toBe(text)
    for (const tensor of Object.values(result.document.tensors)) expect(() => decodeTensor(tensor)).not.toThrow()
  })
})

test('the same document gives the same text, however it was put together', () => {
  const document = sample()
  const reversed = Object.fromEntries(
    Object.entries(document)
      .reverse()
      .map(([key, value]) => [
        key,
        typeof value === 'object' && key !== 'objective' ? Object.fromEntries(Object.entries(value).reverse()) : value,
      ]),
  )
  expect(writeDocument(reversed as unknown as typeof document)).toBe(writeDocument(document))
})

test('numbers come back bit by bit, −0 too', () => {
  const data = [-0, 5e-324, 1.7976931348623157e308, 0.1 + 0.2, 1 / 3, -1e21]
  const document = { ...sample(), tensors: { 'x.y': { dtype: 'float64' as const, shape: [6], data } } }
  const result = readDocument(writeDocument(document))
  if (!result.ok) throw new Error(result.message)
  result.document.tensors['x.y']!.data!.forEach((value, i) => expect(Object.is(value, data[i])).toBe(true))
})

test('lists of numbers stand on one line, and the text ends in a newline', () => {
  const text = writeDocument(sample())
  expect(text).toContain('"x.y": { "dtype": "float64", "shape": [2, 2], "data": [0, 1, -0, "NaN"] }')
  expect(text.endsWith('}\n')).toBe(true)
})
