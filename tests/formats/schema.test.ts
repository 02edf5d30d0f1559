import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { jsonSchema } from '../../src/formats'

const file = new URL('../../schema/gradwire-1.schema.json', import.meta.url)

test('the published JSON Schema is the one that the code makes', () => {
  if (process.env.UPDATE_SCHEMA) writeFileSync(file, jsonSchema())
  const published = existsSync(file) ? readFileSync(file, 'utf8') : ''
  expect(
    published === jsonSchema(),
    'schema/gradwire-1.schema.json is out of date. Regenerate it: UPDATE_SCHEMA=1 npx vitest run tests/formats/schema.test.ts',
  ).toBe(true)
})

test('it describes the fields that a document must have', () => {
  const schema = JSON.parse(jsonSchema())
  expect(schema.required).toEqual(['format', 'version'])
  expect(Object.keys(schema.properties)).toEqual(
    expect.arrayContaining(['nodes', 'edges', 'tensors', 'layout', 'objective', 'training']),
  )
  expect(schema.additionalProperties).toBe(false)
})
