/** @file Settings of an optimizer or schedule as they are typed: what is refused and why, and what is stored. */
import type { Choice, HyperField } from '../../runtime/protocol'
import { numberText, parseNumber, type Parsed } from '../fields'

/** Why this number cannot be taken, or null. */
export function refusal({ min, max, above, below }: HyperField, x: number): string | null {
  if (!Number.isFinite(x)) return 'This must be a finite number.'
  if (min !== undefined && x < min) return `This must be at least ${numberText(min)}.`
  if (max !== undefined && x > max) return `This must be at most ${numberText(max)}.`
  if (above !== undefined && x <= above) return `This must be more than ${numberText(above)}.`
  if (below !== undefined && x >= below) return `This must be less than ${numberText(below)}.`
  return null
}

export function listText(list: readonly number[] | null): string {
  return list ? list.map(numberText).join(', ') : ''
}

/** `0.9, 0.999` → [0.9, 0.999], as long as every number is allowed and there are as many as there must be. */
export function parseNumbers(field: HyperField, text: string): Parsed<number[]> {
  const numbers: number[] = []
  for (const item of text
    .replace(/[[\]()]/g, ' ')
    .split(/[;,\s]+/)
    .filter(Boolean)) {
    const parsed = parseNumber(item)
    if (!parsed.ok) return parsed
    if (field.whole && !Number.isInteger(parsed.value)) return { ok: false, message: `${item} is not a whole number.` }
    const why = refusal(field, parsed.value)
    if (why) return { ok: false, message: why }
    numbers.push(parsed.value)
  }
  if (field.length !== undefined && numbers.length !== field.length)
    return { ok: false, message: `Type ${field.length} numbers, with a comma between them.` }
  return { ok: true, value: numbers }
}

type Settings = { readonly kind: string } & Readonly<Record<string, unknown>>

/** The settings with one of them changed; undefined goes back to the default. */
export function withValue<S extends Settings>(settings: S, name: string, value: unknown): S {
  const { [name]: _, ...rest } = settings
  return (value === undefined ? rest : { ...rest, [name]: value }) as S
}

/** Another optimizer starts with its own defaults: a rate that suits one is far off for the next. */
export function optimizerOf({ kind, fields }: Choice): Settings & { lr: number } {
  const lr = fields.find(({ name }) => name === 'lr')?.fallback
  return { kind, lr: typeof lr === 'number' ? lr : 0.1 }
}
