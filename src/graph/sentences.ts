/** @file Schema issues in plain words: where in the file, and what it must be instead. */
import type { z } from 'zod'

type Issue = z.core.$ZodIssue

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object { … }',
  record: 'an object { … }',
  array: 'a list [ … ]',
  null: 'null',
}

/** Text from a file as it may stand in a message: short, without characters that hide or reorder others. */
export function quote(text: string, limit = 40): string {
  const visible = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '�')
  return visible.length > limit ? `${visible.slice(0, limit)}…` : visible
}

/** "nodes → z1 → op"; the document itself when the path is empty. */
export function pathText(path: readonly PropertyKey[]): string {
  if (!path.length) return 'The document'
  const shown = path.length > 8 ? [...path.slice(0, 4), '…', ...path.slice(-3)] : path
  return shown.map((key) => quote(String(key))).join(' → ')
}

/**
 * One sentence an issue, at most five.
 * @param raw what was checked, to tell "missing" from "wrong"
 */
export function describeIssues(issues: readonly Issue[], raw: unknown, limit = 5): string[] {
  const sentences = issues.slice(0, limit).map((issue) => describe(issue, raw))
  if (issues.length > limit) sentences.push(`There are ${issues.length - limit} more problems like these.`)
  return sentences
}

function describe(issue: Issue, raw: unknown): string {
  const where = pathText(issue.path)
  switch (issue.code) {
    case 'invalid_type':
      return valueAt(raw, issue.path) === undefined && issue.path.length
        ? `${where} is missing; it must be ${kind(issue.expected)}.`
        : `${where} must be ${kind(issue.expected)}.`
    case 'too_small':
      return `${where} must be ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}${unit(issue.origin)}.`
    case 'too_big':
      return `${where} must be ${issue.inclusive ? 'at most' : 'less than'} ${issue.maximum}${unit(issue.origin)}.`
    case 'invalid_value':
      return `${where} must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}.`
    case 'unrecognized_keys': {
      const keys = issue.keys.slice(0, 5).map((key) => `"${quote(key)}"`)
      return `${where} has ${issue.keys.length === 1 ? 'a field' : 'fields'} that Gradwire does not know: ${keys.join(', ')}.`
    }
    case 'invalid_key':
      return `${where}: this name cannot be used. ${issue.issues[0]?.message ?? ''}`.trim()
    case 'invalid_union':
      return `${where} must be ${union(issue.errors)}.`
    default:
      return `${where}: ${issue.message}`
  }
}

function kind(expected: string): string {
  return KINDS[expected] ?? expected
}

function unit(origin: string): string {
  if (origin === 'string') return ' characters long'
  return origin === 'array' ? ' entries long' : ''
}

function union(branches: readonly (readonly Issue[])[]): string {
  const words = branches.flatMap((branch) =>
    branch.flatMap((issue) => (issue.code === 'invalid_type' ? kind(issue.expected) : [])),
  )
  return words.length ? [...new Set(words)].join(', or ') : 'of another kind'
}

function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  let value = raw
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Record<PropertyKey, unknown>)[key]
  }
  return value
}
