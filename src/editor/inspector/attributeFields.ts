/** @file An op's attributes as form fields, read off its schema: adding an attribute to an op edits no form. */
import { z } from 'zod'
import type { Op } from '../../ops'
import { parseNumber, type Parsed } from '../fields'

export interface AttributeField {
  readonly name: string
  /** The sentence of the schema. */
  readonly description: string
  /** `list` is typed as text: pairs, shapes, axes. `text` any string. */
  readonly kind: 'integer' | 'number' | 'switch' | 'choice' | 'list' | 'text'
  readonly options: readonly string[]
  readonly min?: number | undefined
  readonly max?: number | undefined
  /** undefined when there is none. */
  readonly fallback: unknown
  /** May be left out: an empty field takes the attribute away. */
  readonly optional: boolean
  /** `list` only: one number alone is fine too (`3` for `[3, 3]`). */
  readonly takesNumber: boolean
}

interface JsonSchema {
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly default?: unknown
  readonly enum?: readonly unknown[]
  readonly minimum?: number
  readonly maximum?: number
  readonly anyOf?: readonly JsonSchema[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
}

export function attributeFields(op: Op): AttributeField[] {
  const schema = z.toJSONSchema(op.attrs, { io: 'input', unrepresentable: 'any' }) as JsonSchema
  return Object.entries(schema.properties ?? {}).map(([name, property]) =>
    toField(name, property, !schema.required?.includes(name)),
  )
}

function toField(name: string, property: JsonSchema, optional: boolean): AttributeField {
  const branches = (property.anyOf ?? [property]).flatMap((branch) =>
    Array.isArray(branch.type) ? branch.type.map((type: string) => ({ ...branch, type })) : [branch],
  )
  const types = new Set(branches.flatMap((branch) => branch.type ?? []))
  const numeric = branches.find((branch) => branch.type === 'integer' || branch.type === 'number')
  const options = branches.flatMap((branch) => branch.enum ?? []).filter((option) => typeof option === 'string')
  const kind = types.has('array')
    ? 'list'
    : types.has('boolean')
      ? 'switch'
      : options.length
        ? 'choice'
        : numeric
          ? (numeric.type as 'integer' | 'number')
          : 'text'
  return {
    name,
    description: property.description ?? '',
    kind,
    options,
    min: bounded(numeric?.minimum),
    max: bounded(numeric?.maximum),
    fallback: property.default,
    optional: optional || types.has('null'),
    takesNumber: kind === 'list' && numeric !== undefined,
  }
}

/** zod writes the limits of safe integers out; to people they are no limits. */
function bounded(limit: number | undefined): number | undefined {
  return limit === undefined || Math.abs(limit) >= Number.MAX_SAFE_INTEGER ? undefined : limit
}

/** How a value stands in its text field: lists as `[2, 3]`. */
export function attributeText(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (!Array.isArray(value)) return String(value)
  return `[${value.map((entry) => (entry === null ? 'null' : attributeText(entry))).join(', ')}]`
}

export type ListEntry = number | string | null | readonly ListEntry[]

/** Lists within a list, as a slice takes them: `[[0, 1, null, 2]]`, with None as in Python too. */
function parseNested(text: string): Parsed<readonly ListEntry[]> {
  try {
    const value: unknown = JSON.parse(text.replace(/[−–]/g, '-').replace(/\bNone\b/g, 'null'))
    if (Array.isArray(value)) return { ok: true, value: value as ListEntry[] }
  } catch {
    // Not closed, or not only numbers: the sentence below says how it is written.
  }
  return { ok: false, message: 'This is not a list of lists. Write it like [[0, 1, 4, 1], [1, null, null, 2]].' }
}

/** `[N, 2]`, `N, 2`, `3 × 3` → a list; one number alone stays a number where the attribute takes one. */
export function parseList(text: string, takesNumber: boolean): Parsed<number | readonly ListEntry[]> {
  if (/[[(]\s*[[(]/.test(text)) return parseNested(text.trim())
  const bracketed = /^\s*[[(].*[\])]\s*$/.test(text)
  const inner = text.replace(/^\s*[[(]/, '').replace(/[\])]\s*$/, '')
  const items: (number | string)[] = []
  for (const item of inner.split(/[,;×\s]+/).filter(Boolean)) {
    const parsed = parseNumber(item)
    if (parsed.ok) items.push(parsed.value)
    else if (/^[A-Za-z_]\w*$/.test(item)) items.push(item)
    else return { ok: false, message: `"${item}" is neither a number nor a name. Write a list like [2, 3] or [N, 2].` }
  }
  const [only] = items
  if (takesNumber && !bracketed && items.length === 1 && typeof only === 'number') return { ok: true, value: only }
  return { ok: true, value: items }
}

/** Whether the op takes this value, in its own words when not. `undefined` takes the attribute away. */
export function judge(op: Op, attrs: Readonly<Record<string, unknown>>, name: string, value: unknown): string | null {
  const next: Record<string, unknown> = { ...attrs, [name]: value }
  if (value === undefined) delete next[name]
  const result = op.attrs.safeParse(next)
  if (result.success) return null
  const issue =
    result.error.issues.find((found) => found.path[0] === name) ??
    (op.attrs.safeParse(attrs).success ? result.error.issues[0] : undefined)
  return issue ? sentence(issue.message) : null
}

function sentence(message: string): string {
  const plain = message.replace(/^Invalid input: expected (\w+), received (\w+)$/, 'This must be $1, not $2')
  return /[.!?]$/.test(plain) ? plain : `${plain}.`
}
