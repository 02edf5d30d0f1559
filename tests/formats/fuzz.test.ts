/** Mutated files: reading never throws, never hangs, never touches Object.prototype, and answers in words. */
import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readDocument, writeDocument } from '../../src/formats'
import { parseFragment } from '../../src/graph'

const golden = new URL('golden/', import.meta.url)
const texts = readdirSync(golden).map((name) => readFileSync(new URL(name, golden), 'utf8'))
const prototypeKeys = Reflect.ownKeys(Object.prototype).length

function check(input: string | Uint8Array): void {
  const started = performance.now()
  const result = readDocument(input)
  expect(performance.now() - started).toBeLessThan(2000)
  expect(Reflect.ownKeys(Object.prototype)).toHaveLength(prototypeKeys)
  if (!result.ok) {
    expect(result.message).toMatch(/[.!]$/)
    expect(result.hint).toMatch(/\.$/)
    expect(result.message.length).toBeLessThan(3000)
    return
  }
  const saved = writeDocument(result.document)
  const again = readDocument(saved)
  expect(again.ok && writeDocument(again.document)).toBe(saved)
}

const anyText = fc.constantFrom(...texts)

test('cut short anywhere', () => {
  fc.assert(
    fc.property(anyText, fc.nat(), (text, at) => check(text.slice(0, at % text.length))),
    { seed: 11, numRuns: 300 },
  )
}, 60_000)

test('bytes flipped', () => {
  const flips = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(anyText, flips, (text, list) => {
      const bytes = new TextEncoder().encode(text)
      for (const [at, mask] of list) bytes[at % bytes.length]! ^= mask
      check(bytes)
    }),
    { seed: 12, numRuns: 500 },
  )
}, 60_000)

const PAYLOADS: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  -0,
  2 ** 53,
  '',
  'NaN',
  '<img src=x onerror=alert(1)>',
  '\u202Eabc',
  '😀'.repeat(50),
  'a'.repeat(10_000),
  [],
  {},
  [[]],
  [null],
  { node: 'x', port: 'y' },
  { __proto__: null, toString: 1 },
  JSON.parse('{"__proto__":{"polluted":1}}'),
  { constructor: { prototype: { polluted: 1 } } },
  Array(9).fill(2 ** 31),
  { dtype: 'bool', shape: [2 ** 40], data: [] },
]

/** Puts a payload at a random place of the tree, as a value or under a name. */
function mutate(root: object, steps: readonly number[], payload: unknown, mode: number): void {
  let at = root as Record<string, unknown>
  for (const step of steps) {
    const keys = Object.keys(at)
    if (!keys.length) break
    const key = keys[step % keys.length]!
    const next = at[key]
    if (typeof next === 'object' && next !== null && step % 5 !== 0) at = next as Record<string, unknown>
    else {
      if (mode === 0) at[key] = payload
      else if (mode === 1) delete at[key]
      else if (Array.isArray(at)) at.push(payload)
      else at[String(typeof payload === 'string' ? payload : key + step)] = mode === 2 ? payload : next
      return
    }
  }
}

test('structure mutated', () => {
  const edit = fc.tuple(fc.array(fc.nat(), { minLength: 1, maxLength: 6 }), fc.constantFrom(...PAYLOADS), fc.nat(3))
  fc.assert(
    fc.property(anyText, fc.array(edit, { minLength: 1, maxLength: 4 }), (text, edits) => {
      const raw = JSON.parse(text)
      for (const [steps, payload, mode] of edits) mutate(raw, steps, payload, mode)
      const mutated = JSON.stringify(raw)
      check(mutated)
      expect(() => parseFragment(mutated.replace('"gradwire"', '"gradwire/fragment"'))).not.toThrow()
    }),
    { seed: 13, numRuns: 1000 },
  )
}, 60_000)
