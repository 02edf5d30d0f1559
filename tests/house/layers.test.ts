import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkLayers } from '../../scripts/layers.mjs'

/** The test of the test: the checker is of use only if a forbidden import makes it fail. */
const planted: { rule: string; file: string; text: string; to: string }[] = [
  { rule: 'layer-ops', file: 'ops/planted.ts', text: "import '../graph'", to: 'src/graph/index.ts' },
  {
    rule: 'layer-tensor',
    file: 'tensor/planted.ts',
    text: "import type { Op } from '../ops'\nexport type P = Op",
    to: 'src/ops/index.ts',
  },
  { rule: 'layer-graph', file: 'graph/planted.ts', text: "export { ops } from '../ops'", to: 'src/ops/index.ts' },
  { rule: 'layer-editor', file: 'editor/planted.tsx', text: "import '../engine'", to: 'src/engine/index.ts' },
  {
    rule: 'layer-data',
    file: 'data/planted.ts',
    text: "export const later = () => import('../check')",
    to: 'src/check/index.ts',
  },
  { rule: 'layer-cli', file: 'cli/planted.ts', text: "import '../editor/format'", to: 'src/editor/format.ts' },
  { rule: 'layer-check', file: 'check/planted.ts', text: "import '../main'", to: 'src/main.tsx' },
  { rule: 'through-the-door-tensor', file: 'ops/deep.ts', text: "import '../tensor/shape'", to: 'src/tensor/shape.ts' },
  {
    rule: 'through-the-door-runtime',
    file: 'editor/deep.ts',
    text: "import '../runtime/planted'",
    to: 'src/runtime/planted.ts',
  },
  { rule: 'no-circular', file: 'tensor/circle1.ts', text: "import './circle2'", to: 'src/tensor/circle2.ts' },
  {
    rule: 'view-in-editor-only',
    file: 'formats/planted.ts',
    text: "import { useState } from 'react'\nexport { useState }",
    to: 'react',
  },
]

let directory: string
let result: Awaited<ReturnType<typeof checkLayers>>

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'gradwire-layers-'))
  cpSync('src', path.join(directory, 'src'), { recursive: true })
  const plant = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(directory, 'src', file)), { recursive: true })
    writeFileSync(path.join(directory, 'src', file), `${text}\n`)
  }
  plant('main.tsx', 'export {}')
  plant('runtime/planted.ts', 'export {}')
  plant('tensor/circle2.ts', "import './circle1'")
  for (const { file, text } of planted) plant(file, text)
  result = await checkLayers(directory)
}, 120_000)

afterAll(() => rmSync(directory, { recursive: true, force: true }))

describe('the layer checker', () => {
  test.each(planted)('reports $rule for $file', ({ rule, file, to }) => {
    const found = result.violations.filter((violation) => violation.rule === rule && violation.from === `src/${file}`)
    expect(found.map((violation) => violation.to)).toContain(to)
  })

  test('reads the whole of src', () => {
    expect(result.modules).toBeGreaterThan(planted.length + 20)
  })
})
