import { describe, expect, test } from 'vitest'
import { check } from '../../src/check'
import { nodeGeometry, portPoint } from '../../src/editor/canvas/geometry'
import { examples } from '../../src/editor/gallery/examples'
import { readDocument } from '../../src/formats'
import type { GraphDocument } from '../../src/graph'
import { ops } from '../../src/ops'
import { dataSets } from '../../src/data'

/** Room between the middles of two edges for both lines of their labels, in flow pixels. */
const LABEL_ROOM = 36

async function open(file: string): Promise<GraphDocument> {
  const example = examples.find((candidate) => candidate.file === file)!
  const result = readDocument(await example.load())
  if (!result.ok) throw new Error(`${result.message} ${result.hint}`)
  expect(result.warnings).toEqual([])
  return result.document
}

test('the gallery shows every file of the folder, the lecture first', () => {
  const files = Object.keys(import.meta.glob('../../examples/*.json'))
  expect(examples.map(({ file }) => `../../examples/${file}`)).toEqual(files.sort())
  expect(examples[0]!.file).toBe('01-lecture.json')
})

describe.each(examples)('$file', ({ file, name, description }) => {
  test('is read without a warning, and checks without an error', async () => {
    const document = await open(file)
    const { ok, diagnostics } = check(document, ops)
    expect(diagnostics).toEqual([])
    expect(ok).toBe(true)
  })

  test('says what it is', async () => {
    const document = await open(file)
    expect([document.name, document.description]).toEqual([name, description])
    expect(description.length).toBeGreaterThan(40)
  })

  test('wires ports that there are, names each node, and can be trained', async () => {
    const { nodes, edges, layout, training, objective, data } = await open(file)
    for (const { from, to } of Object.values(edges)) {
      expect(ops.get(nodes[from.node]!.op)!.outputs).toHaveProperty(from.port)
      expect(ops.get(nodes[to.node]!.op)!.inputs).toHaveProperty(to.port)
    }
    expect(Object.values(nodes).map(({ label }) => label)).not.toContain(undefined)
    expect(Object.keys(layout).sort()).toEqual(Object.keys(nodes).sort())
    expect(objective!.node).toBe('L')
    expect(ops.get(nodes.L!.op)!.outputs).toHaveProperty(objective!.port)
    expect(training).toBeDefined()
    for (const [node, field] of Object.entries(data?.inputs ?? {})) {
      expect(nodes[node]!.op).toBe('input')
      expect(dataSets.get(data!.dataset)!.fields).toHaveProperty(field)
    }
  })

  test('has a layout without overlaps', async () => {
    const document = await open(file)
    const boxes = Object.keys(document.nodes).map((id) => ({ id, ...document.layout[id]!, ...nodeGeometry(document, id) }))
    for (const a of boxes)
      for (const b of boxes)
        if (a.id < b.id) {
          const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y
          expect(apart, `${a.id} and ${b.id} overlap`).toBe(true)
        }
  })

  test('leaves room for the numbers of each edge, and runs left to right', async () => {
    const document = await open(file)
    const middles = Object.entries(document.edges).flatMap(([id, { from, to }]) => {
      const start = portPoint(document, from.node, from.port, true)!
      const end = portPoint(document, to.node, to.port, false)!
      // The one way back: from the end of a row to the start of the next.
      if (end.x < start.x && end.y > start.y + 200) return []
      expect(end.x, `${id} runs left to right`).toBeGreaterThan(start.x + 50)
      return [{ id, way: `${from.node} ${to.node}`, x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 }]
    })
    for (const a of middles)
      for (const b of middles)
        // Attention to itself takes one tensor three times: those wires run side by side.
        if (a.id < b.id && a.way !== b.way && Math.abs(a.x - b.x) < 60)
          expect(Math.abs(a.y - b.y), `the numbers of ${a.id} and ${b.id}`).toBeGreaterThanOrEqual(LABEL_ROOM)
  })
})
