/** @file What there is to choose from, as plain data: a form can be made of it without knowing any optimizer. */
import { z } from 'zod'
import { optimizers } from './optimizer'
import { schedules } from './schedule'

export interface HyperField {
  readonly name: string
  /** What a person reads: a symbol, or a few plain words. */
  readonly title: string
  /** The sentence of the schema. */
  readonly description: string
  readonly kind: 'number' | 'integer' | 'switch' | 'choice' | 'list'
  readonly options: readonly string[]
  readonly min?: number
  readonly max?: number
  /** `min` and `max` themselves are not allowed. */
  readonly above?: number
  readonly below?: number
  /** `list` only: how many numbers it has, where that is fixed. */
  readonly length?: number
  /** `list` only: its numbers are whole. */
  readonly whole?: boolean
  /** null: none; the field may be left empty. */
  readonly fallback: number | boolean | string | readonly number[] | null
  /** What counts while it is empty, in a word. */
  readonly empty?: string
  /** Most people set it. */
  readonly common: boolean
}

export interface Choice {
  readonly kind: string
  readonly title: string
  readonly summary: string
  readonly fields: readonly HyperField[]
}

export interface TrainingChoices {
  readonly optimizers: readonly Choice[]
  readonly schedules: readonly Choice[]
}

export function trainingChoices(): TrainingChoices {
  return { optimizers: [...optimizers.values()].map(toChoice), schedules: [...schedules.values()].map(toChoice) }
}

interface JsonSchema {
  readonly empty?: string
  readonly title?: string
  readonly type?: string
  readonly description?: string
  readonly default?: HyperField['fallback']
  readonly enum?: readonly string[]
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  readonly prefixItems?: readonly JsonSchema[]
  readonly items?: JsonSchema
  readonly properties?: Readonly<Record<string, JsonSchema>>
}

function toChoice({
  kind,
  title,
  summary,
  hyper,
  common,
}: {
  readonly kind: string
  readonly title: string
  readonly summary: string
  readonly hyper: z.ZodObject
  readonly common: readonly string[]
}): Choice {
  const { properties = {} } = z.toJSONSchema(hyper, { io: 'input' }) as JsonSchema
  const fields = Object.entries(properties).map(([name, property]) => toField(name, property, common.includes(name)))
  return { kind, title, summary, fields }
}

function toField(name: string, property: JsonSchema, common: boolean): HyperField {
  const { type, description = '', default: fallback = null, prefixItems } = property
  const numbers = type === 'array' ? (prefixItems?.[0] ?? property.items ?? {}) : property
  const limits = {
    min: bounded(numbers.minimum),
    max: bounded(numbers.maximum),
    above: numbers.exclusiveMinimum,
    below: numbers.exclusiveMaximum,
  }
  return {
    name,
    title: property.title ?? plain(name),
    description,
    kind:
      type === 'array'
        ? 'list'
        : type === 'boolean'
          ? 'switch'
          : property.enum
            ? 'choice'
            : type === 'integer'
              ? 'integer'
              : 'number',
    options: property.enum ?? [],
    ...(Object.fromEntries(Object.entries(limits).filter(([, limit]) => limit !== undefined)) as Partial<
      typeof limits
    >),
    ...(prefixItems ? { length: prefixItems.length } : {}),
    ...(numbers.type === 'integer' && type === 'array' ? { whole: true } : {}),
    fallback,
    ...(property.empty === undefined ? {} : { empty: property.empty }),
    common,
  }
}

/** weight_decay → Weight decay. */
function plain(name: string): string {
  const words = name.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** zod writes the limits of safe integers out; to people they are no limits. */
function bounded(limit: number | undefined): number | undefined {
  return limit === undefined || Math.abs(limit) >= Number.MAX_SAFE_INTEGER ? undefined : limit
}
