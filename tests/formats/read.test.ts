import { describe, expect, test } from 'vitest'
import { readDocument, writeDocument } from '../../src/formats'
import { sample } from '../graph/helpers'

/** A file's JSON, of which a test may break any part. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Raw = any

const good = (): Raw => JSON.parse(writeDocument(sample()))
/** Reads the sample with something changed. */
function read(change: (raw: Raw) => void) {
  const raw = good()
  change(raw)
  return readDocument(JSON.stringify(raw))
}
function refusal(result: ReturnType<typeof readDocument>): string {
  if (result.ok) throw new Error('It should have been refused.')
  expect(result.hint).toMatch(/\.$/)
  return `${result.code}: ${result.message}`
}

describe('text that is no document', () => {
  test.each([
    ['', 'empty: This file is empty.'],
    ['  \n', 'empty: '],
    [
      '{"format":"gradwire",\n  "version":',
      'truncated: This file ends too early (line 2, column 13): a value should follow.',
    ],
    ['{"format":"grad', 'truncated: This file ends too early (line 1, column 16): a closing quote'],
    [
      '{"format":"gradwire"\n"version":1}',
      'not-json: This is not valid JSON: at line 2, column 1 there should be a comma or "}".',
    ],
    ['{"a":1,}', 'not-json: This is not valid JSON: at line 1, column 8 there should be a name in double quotes.'],
    ['[1,]', 'at line 1, column 4 there should be a value'],
    ['{"a":1} x', 'at line 1, column 9 there should be the end of the file'],
    ['{"a" 1}', 'at line 1, column 6 there should be a colon'],
    ['{"a":"\\q"}', 'there should be an escape'],
    ['{"a":"\\u00', 'truncated: '],
    ['[01]', 'at line 1, column 3 there should be a comma or "]"'],
    ['"a\nb"', 'a closing quote'],
    ['nul', 'there should be a value'],
    ['<html>', 'at line 1, column 1 there should be a value'],
    ['42', 'not-a-document: '],
    ['[]', 'not-a-document: '],
    ['{"a":1}', 'not-a-document: This file is JSON, but no Gradwire document'],
    ['{"format":"gradwire"}', 'bad-version: '],
    ['{"format":"gradwire","version":2}', 'newer-version: This file was made by a newer Gradwire'],
  ])('%j', (text, words) => {
    expect(refusal(readDocument(text))).toContain(words)
  })

  test('bytes that are not UTF-8', () => {
    expect(refusal(readDocument(Uint8Array.of(0x89, 0x50, 0x4e, 0x47)))).toContain('not-text')
    const bytes = new TextEncoder().encode(`\uFEFF${writeDocument(sample())}`)
    expect(readDocument(bytes).ok).toBe(true)
    expect(readDocument(`\uFEFF${writeDocument(sample())}`).ok).toBe(true)
  })
})

describe('size and depth', () => {
  test('a file over 50 MB is refused before it is parsed', () => {
    const started = performance.now()
    expect(refusal(readDocument(new Uint8Array(50_000_001)))).toBe(
      'too-large: This file has 50 MB; Gradwire opens files up to 50 MB.',
    )
    expect(refusal(readDocument(' '.repeat(60_000_000)))).toContain('too-large: This file has 60 MB')
    expect(performance.now() - started).toBeLessThan(1000)
  })

  test('deep and wide nesting is refused before it is parsed', () => {
    expect(refusal(readDocument('['.repeat(1_000_000)))).toContain(
      'too-deep: This file is nested more than 64 levels deep (line 1, column 65)',
    )
    expect(refusal(readDocument(`[${'[],'.repeat(2_000_001)}[]]`))).toContain('too-large: ')
    expect(readDocument(`{"a":"${'['.repeat(100)}"}`)).toMatchObject({ code: 'not-a-document' })
  })

  test('a long list of numbers is read in reasonable time', () => {
    const raw = good()
    raw.tensors['x.y'] = {
      dtype: 'float64',
      shape: [1_000_000],
      data: Array.from({ length: 1_000_000 }, (_, i) => i / 7),
    }
    const text = JSON.stringify(raw)
    const started = performance.now()
    expect(readDocument(text).ok).toBe(true)
    expect(performance.now() - started).toBeLessThan(10_000)
  }, 30_000)
})

describe('reserved names', () => {
  test.each(['__proto__', 'constructor', 'prototype'])('%s is refused at any depth, with its place', (key) => {
    const inject = (text: string, into: string) => text.replace(into, `"${key}": {"polluted": true}, ${into}`)
    const text = JSON.stringify(good())
    expect(refusal(readDocument(inject(text, '"nodes":')))).toContain(
      `forbidden-key: ${key}: the name "${key}" is not allowed`,
    )
    expect(refusal(readDocument(inject(text, '"shape":["N",1]')))).toContain(`nodes → t → attrs → ${key}`)
    expect(refusal(readDocument(inject(text, '"dtype":')))).toContain(`tensors → x.y → ${key}`)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  test('names of Object.prototype are ordinary ids', () => {
    const result = read((raw) => {
      raw.nodes.toString = { op: 'valueOf' }
      raw.edges.hasOwnProperty = { from: { node: 'toString', port: 'y' }, to: { node: 'z1', port: 'bias' } }
    })
    expect(result.ok).toBe(true)
    expect(refusal(read((raw) => (raw.edges.e1.from.node = 'toString')))).toContain('which does not exist')
  })
})

describe('fields', () => {
  test.each<[string, (raw: Raw) => void, string]>([
    ['missing', (raw) => delete raw.nodes.z1.op, 'invalid: nodes → z1 → op is missing; it must be a text.'],
    ['wrong type', (raw) => (raw.nodes.z1.op = 5), 'nodes → z1 → op must be a text.'],
    [
      'unknown field',
      (raw) => (raw.nodes.z1.style = 'x'),
      'nodes → z1 has a field that Gradwire does not know: "style".',
    ],
    ['bad id', (raw) => (raw.nodes['1 a'] = { op: 'add' }), 'nodes → 1 a: this name cannot be used. An id starts with'],
    ['list for a record', (raw) => (raw.nodes = []), 'nodes must be an object { … }.'],
    ['bad layout', (raw) => (raw.layout.x.x = '3'), 'layout → x → x must be a number.'],
    ['huge layout', (raw) => (raw.layout.x.x = 1e300), 'layout → x → x must be at most 10000000.'],
    ['null edges', (raw) => (raw.edges.e1 = null), 'edges → e1 must be an object { … }.'],
    [
      'bad dtype',
      (raw) => (raw.tensors['x.y'].dtype = 'float16'),
      'tensors → x.y → dtype must be "float64" or "float32" or "int64" or "bool".',
    ],
    [
      'rank 9',
      (raw) => (raw.tensors['x.y'].shape = Array(9).fill(1)),
      'tensors → x.y → shape must be at most 8 entries long.',
    ],
    ['negative size', (raw) => (raw.tensors['x.y'].shape = [-1]), 'tensors → x.y → shape → 0 must be at least 0.'],
    ['no data', (raw) => delete raw.tensors['x.y'].data, 'A tensor has either data or base64.'],
    [
      'too little data',
      (raw) => raw.tensors['x.y'].data.pop(),
      'bad-tensor: tensors → x.y has shape [2, 2], which needs 4 numbers, but its data has 3.',
    ],
    [
      'text in data',
      (raw) => (raw.tensors['x.y'].data[1] = 'one'),
      'has an element that is no float64 at position 1: one.',
    ],
    ['objects in data', (raw) => (raw.tensors['x.y'].data[1] = {}), 'has an element that is no float64 at position 1'],
    [
      'too many bytes',
      (raw) => (raw.tensors['x.y'].shape = [2 ** 40]),
      'more than the 256 MB that one tensor may take',
    ],
    [
      'all together too many',
      (raw) => {
        for (const id of 'abcdefgh') raw.tensors[`x.${id}`] = { dtype: 'bool', shape: [0, 3], data: [] }
        raw.tensors['x.y'].base64 = 'AA'
      },
      'A tensor has either data or base64.',
    ],
    ['tensor of no port', (raw) => (raw.tensors.x = raw.tensors['x.y']), 'tensors → x: a tensor belongs to a port'],
    ['steps', (raw) => (raw.training = { steps: 0 }), 'training → steps must be at least 1.'],
  ])('%s', (_, change, words) => {
    expect(refusal(read(change))).toContain(words)
  })

  test('at most five sentences, and how many more there are', () => {
    const message = refusal(
      read((raw) => {
        for (let i = 0; i < 12; i++) raw.nodes[`n${i}`] = {}
      }),
    )
    expect(message.match(/is missing/g)).toHaveLength(5)
    expect(message).toContain('There are 7 more problems like these.')
  })

  test('names from the file are shown short and harmless', () => {
    const message = refusal(read((raw) => (raw.nodes[`\u202E<b>${'a'.repeat(500)}`] = { op: 'add' })))
    expect(message).not.toContain('\u202E')
    expect(message.length).toBeLessThan(300)
  })

  test('an infinite number is refused', () => {
    const text = writeDocument(sample()).replace('"out_features": 1', '"out_features": 1e999')
    expect(refusal(readDocument(text))).toContain('nodes → z1 → attrs → out_features')
  })
})

describe('wiring', () => {
  test('edges to missing nodes, doubled inputs and cycles', () => {
    expect(refusal(read((raw) => delete raw.nodes.t))).toBe(
      'missing-node: Edge e4 starts at node "t", which does not exist.',
    )
    expect(
      refusal(read((raw) => (raw.edges.e9 = { from: { node: 't', port: 'y' }, to: { node: 'z1', port: 'x' } }))),
    ).toBe('two-edges: Edges e1 and e9 both end at input x of z₁.')
    expect(
      refusal(read((raw) => (raw.edges.e9 = { from: { node: 'L', port: 'loss' }, to: { node: 'z1', port: 'bias' } }))),
    ).toMatch(/^cycle: The edges form a cycle: .*z₁ → ŷ₁ → L.*\.$/)
    expect(
      refusal(read((raw) => (raw.edges.e9 = { from: { node: 'L', port: 'loss' }, to: { node: 'L', port: 'w' } }))),
    ).toContain('L → L.')
  })

  test('too many nodes', () => {
    expect(
      refusal(
        read((raw) => {
          for (let i = 0; i < 20_001; i++) raw.nodes[`n${i}`] = { op: 'add' }
        }),
      ),
    ).toContain('Gradwire opens graphs of up to 20000')
  })

  test('what dangles without harm is dropped, and said', () => {
    const result = read((raw) => {
      raw.layout.gone = { x: 0, y: 0 }
      raw.tensors['gone.y'] = { dtype: 'bool', shape: [], data: [true] }
      raw.groups.layer.nodes.push('gone')
      raw.data.inputs.gone = 'x'
      raw.objective = { node: 'gone', port: 'loss' }
    })
    if (!result.ok) throw new Error(result.message)
    expect(result.warnings).toHaveLength(5)
    const { objective: _, ...rest } = sample()
    expect(result.document).toEqual(JSON.parse(JSON.stringify(rest)))
  })

  test('unknown ops open, and are listed for the caller to ask', () => {
    const result = readDocument(writeDocument(sample()), { knownOps: new Set(['input', 'affine', 'mse_loss']) })
    expect(result).toMatchObject({ ok: true, unknownOps: [{ node: 'y1', op: 'sigmoid' }] })
    expect(readDocument(writeDocument(sample()))).toMatchObject({ ok: true, unknownOps: [] })
  })
})

test('a graph at the limits opens within seconds', () => {
  const raw = { format: 'gradwire', version: 1, nodes: {} as Raw, edges: {} as Raw, layout: {} as Raw }
  for (let i = 0; i < 20_000; i++) {
    raw.nodes[`n${i}`] = { op: 'add', label: `n${i}`, attrs: { shape: [1, 2, 3] } }
    raw.layout[`n${i}`] = { x: i, y: i }
    for (let k = 1; k <= 3 && i + k < 20_000; k++)
      raw.edges[`e${i}_${k}`] = { from: { node: `n${i}`, port: 'y' }, to: { node: `n${i + k}`, port: `x${k}` } }
  }
  const text = JSON.stringify(raw)
  const started = performance.now()
  expect(readDocument(text).ok).toBe(true)
  expect(performance.now() - started).toBeLessThan(20_000)
}, 60_000)
