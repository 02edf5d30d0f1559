/** @file Random attributes from an op's own schema: small numbers, so that tensors stay small. */
import { z } from 'zod'
import type { Op } from '../../src/ops'
import type { Random } from '../../src/tensor'

interface Schema {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly items?: Schema
  readonly prefixItems?: readonly Schema[]
  readonly minItems?: number
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
}

const schemas = new WeakMap<Op, Schema>()

function schemaOf(op: Op): Schema {
  let schema = schemas.get(op)
  if (!schema) schemas.set(op, (schema = z.toJSONSchema(op.attrs, { io: 'input', unrepresentable: 'any' }) as Schema))
  return schema
}

/** How many numbers a drawn range holds, from its lower end on. */
const WIDTH = 3

function draw(schema: Schema, random: Random): unknown {
  const pick = <T>(items: readonly T[]) => items[random.integer(items.length)]!
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return pick(schema.enum)
  if (schema.anyOf) return draw(pick(schema.anyOf), random)
  if (schema.type === 'boolean') return random.uniform() < 0.5
  if (schema.type === 'integer' || schema.type === 'number') {
    const low = Math.max(schema.minimum ?? schema.exclusiveMinimum ?? -2, -2)
    const high = Math.min(schema.maximum ?? Infinity, Math.max(low, 0) + WIDTH)
    if (schema.type === 'integer') return low + random.integer(high - low + 1)
    return Math.round((low + random.uniform() * (high - low)) * 100) / 100
  }
  if (schema.prefixItems) return schema.prefixItems.map((item) => draw(item, random))
  if (schema.type === 'array') {
    const length = (schema.minItems ?? 0) + random.integer(WIDTH)
    return Array.from({ length }, () => draw(schema.items ?? {}, random))
  }
  return null
}

/** Attributes as a document writes them, about half of those that have a default. They need not be valid together. */
export function randomAttrs(op: Op, random: Random): Record<string, unknown> {
  const { properties = {}, required = [] } = schemaOf(op)
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, schema]) =>
      required.includes(name) || random.uniform() < 0.5 ? [[name, draw(schema, random)]] : [],
    ),
  )
}
