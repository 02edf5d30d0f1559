/** @file The published JSON Schema, made from the very schema that the reader uses. */
import { z } from 'zod'
import { documentSchema } from '../../graph'
import { prettyJson } from './pretty'

/** The text of schema/gradwire-1.schema.json. What a schema cannot say (edges end at nodes, no cycle) the reader checks. */
export function jsonSchema(): string {
  const { $schema, ...rest } = z.toJSONSchema(documentSchema, { target: 'draft-2020-12', io: 'input' })
  return `${prettyJson({ $schema, title: 'Gradwire document, version 1', ...rest })}\n`
}
