/** @file JSON from outside: parsed without surprises. Nothing here throws, recurses, or takes more than linear time. */
import { locateSyntaxError } from './jsonSyntax'
import { LIMITS } from './limits'
import { FORBIDDEN_KEYS } from './schema'
import { pathText } from './sentences'

export interface Problem {
  readonly ok: false
  readonly code: string
  readonly message: string
  readonly hint: string
}

export function problem(code: string, message: string, hint: string): Problem {
  return { ok: false, code, message, hint }
}

/** Parses text of any size up to `maxBytes`; refuses what is too large or too deep before parsing it. */
export function parseJson(
  text: string,
  maxBytes: number = LIMITS.fileBytes,
): { readonly ok: true; readonly value: unknown } | Problem {
  if (text.length > maxBytes) return tooLarge(text.length, maxBytes)
  if (text.charCodeAt(0) === 0xfeff) text = text.slice(1)
  if (!text.trim()) return problem('empty', 'This file is empty.', 'Choose another file.')
  const nesting = checkNesting(text)
  if (nesting) return nesting
  try {
    const value: unknown = JSON.parse(text)
    return checkKeys(value) ?? { ok: true, value }
  } catch {
    return syntaxProblem(text)
  }
}

export function tooLarge(bytes: number, maxBytes: number): Problem {
  const megabytes = (n: number) => `${(n / 1e6).toFixed(n < 1e6 ? 2 : 0)} MB`
  return problem(
    'too-large',
    `This file has ${megabytes(bytes)}; Gradwire opens files up to ${megabytes(maxBytes)}.`,
    'Keep large tensors in a data set instead of the document.',
  )
}

/** Depth and number of lists and objects, counted on the text: `[[[[…` would exhaust memory while parsing. */
function checkNesting(text: string): Problem | null {
  let depth = 0
  let containers = 0
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c === 0x22) i = endOfString(text, i)
    else if (c === 0x5b || c === 0x7b) {
      containers++
      if (++depth > LIMITS.depth)
        return problem(
          'too-deep',
          `This file is nested more than ${LIMITS.depth} levels deep (${place(text, i)}).`,
          'Gradwire never writes such files; check where it comes from.',
        )
      if (containers > LIMITS.containers)
        return problem(
          'too-large',
          `This file has more than ${LIMITS.containers.toLocaleString('en')} lists and objects.`,
          'Split it into smaller graphs.',
        )
    } else if (c === 0x5d || c === 0x7d) depth--
  }
  return null
}

function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c === 0x5c) i++
    else if (c === 0x22) return i
  }
  return text.length
}

/** "line 3, column 14" of an offset. */
function place(text: string, offset: number): string {
  let line = 1
  let start = 0
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
    line++
    start = at + 1
  }
  return `line ${line}, column ${offset - start + 1}`
}

function syntaxProblem(text: string): Problem {
  const { offset, expected } = locateSyntaxError(text)
  const at = place(text, offset)
  if (offset >= text.length)
    return problem(
      'truncated',
      `This file ends too early (${at}): ${expected} should follow.`,
      'It seems cut off; download or copy it again.',
    )
  return problem(
    'not-json',
    `This is not valid JSON: at ${at} there should be ${expected}.`,
    'Choose a file that Gradwire saved, or mend it there.',
  )
}

/** Reserved names at any depth of a parsed value, and depth again for values that came without text. */
export function checkKeys(value: unknown): Problem | null {
  type Level = { readonly keys: readonly string[] | number; readonly at: object; index: number }
  const levels: Level[] = []
  const enter = (item: unknown) => {
    if (typeof item === 'object' && item !== null)
      levels.push({ keys: Array.isArray(item) ? item.length : Object.keys(item), at: item, index: 0 })
  }
  const path = () => levels.map(({ keys, index }) => (typeof keys === 'number' ? index - 1 : keys[index - 1]!))
  enter(value)
  for (let level = levels.at(-1); level; level = levels.at(-1)) {
    const { keys, at } = level
    const length = typeof keys === 'number' ? keys : keys.length
    if (levels.length > LIMITS.depth)
      return problem(
        'too-deep',
        `${pathText(path().slice(0, -1))} is nested more than ${LIMITS.depth} levels deep.`,
        'Gradwire never writes such files.',
      )
    if (level.index >= length) {
      levels.pop()
      continue
    }
    const key = typeof keys === 'number' ? level.index : keys[level.index]!
    level.index++
    if (typeof key === 'string' && FORBIDDEN_KEYS.has(key))
      return problem(
        'forbidden-key',
        `${pathText(path())}: the name "${key}" is not allowed anywhere in a file.`,
        'Rename it; such names are used to attack programs.',
      )
    enter((at as Record<string | number, unknown>)[key])
  }
  return null
}
