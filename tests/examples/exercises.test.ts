import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { check } from '../../src/check'
import { nodeGeometry, portPoint } from '../../src/editor/canvas/geometry'
import { exercises } from '../../src/editor/gallery/exercises'
import { gradeExercise, Session } from '../../src/engine'
import { readDocument, writeDocument } from '../../src/formats'
import type { GraphDocument } from '../../src/graph'
import { ops } from '../../src/ops'

const folder = new URL('../../examples/exercises/', import.meta.url)

/** As a student writes them, worked out by hand. */
const ANSWERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '1-one-multiplication.json': { 'value:m.y': '6', 'edge:e1': '3', 'edge:e2': '2' },
  '2-a-short-chain.json': {
    'value:m.y': '6',
    'value:s.y': '2',
    'value:L.y': '4',
    'edge:e5': '4',
    'edge:e3': '4',
    'edge:e2': '12',
    'gradient:w.y': '8',
    'gradient:b.y': '4',
  },
  '3-one-neuron.json': {
    'value:z.y': '0',
    'value:y.y': '1/2',
    'value:L.loss': '1/16',
    'edge:e3': '1/2',
    'edge:e2': '0,125',
    'edge:e4': '-½',
    'edge:e1': '1/4',
    'gradient:z.weight': '3/16',
    'gradient:z.bias': '1.25e-1',
  },
  '4-a-silent-unit.json': {
    'edge:e3[0]': '2',
    'edge:e3[1]': '4',
    'edge:e2[0]': '0',
    'edge:e2[1]': '4',
    'edge:e1[0]': '2',
    'edge:e1[1]': '2',
    'gradient:z.weight[0]': '0',
    'gradient:z.weight[1]': '0',
    'gradient:z.weight[2]': '4',
    'gradient:z.weight[3]': '8',
    'gradient:z.bias[0]': '0',
    'gradient:z.bias[1]': '4',
  },
  '5-a-fan-out-that-cancels.json': {
    'value:L.y': '−4',
    'edge:e4': '1',
    'edge:e5': '−1',
    'edge:e1': '4',
    'edge:e2': '−4',
    'gradient:p.y': '0',
  },
}

function open(file: string): { text: string; document: GraphDocument } {
  const text = readFileSync(new URL(file, folder), 'utf8')
  const result = readDocument(text)
  if (!result.ok) throw new Error(`${result.message} ${result.hint}`)
  expect(result.warnings).toEqual([])
  return { text, document: result.document }
}

test('the gallery shows every exercise, with its name and description', () => {
  expect(exercises.map(({ file }) => file)).toEqual(readdirSync(folder).sort())
  expect(exercises).toHaveLength(5)
  for (const { file, name, description } of exercises) {
    const { document } = open(file)
    expect([document.name, document.description]).toEqual([name, description])
    expect(description.length).toBeGreaterThan(40)
  }
})

describe.each(Object.keys(ANSWERS))('%s', (file) => {
  test('is sound, written as Gradwire writes it, and says what to do', () => {
    const { text, document } = open(file)
    expect(check(document, ops).diagnostics).toEqual([])
    expect(writeDocument(document)).toBe(text)
    expect(document.exercise!.title).toBe(document.name)
    expect(document.exercise!.task.length).toBeGreaterThan(80)
    expect(Object.values(document.nodes).map(({ label }) => label)).not.toContain(undefined)
  })

  test('is solved by the numbers that come out by hand, exactly', () => {
    const { document } = open(file)
    const exact = { ...document, exercise: { ...document.exercise!, tolerance: 0 } }
    const run = new Session(ops).run(exact)
    expect(run.errors).toEqual([])
    const grade = gradeExercise(exact, run, ANSWERS[file]!)
    expect(grade.problems).toEqual([])
    expect(grade.items.map(({ id }) => id).sort()).toEqual(Object.keys(ANSWERS[file]!).sort())
    expect(grade.items.filter(({ state }) => state !== 'right')).toEqual([])
    expect(grade.score).toBe(1)
  })

  test('is laid out without overlaps, left to right', () => {
    const { document } = open(file)
    const boxes = Object.keys(document.nodes).map((id) => ({ id, ...document.layout[id]!, ...nodeGeometry(document, id) }))
    for (const a of boxes)
      for (const b of boxes)
        if (a.id < b.id) {
          const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y
          expect(apart, `${a.id} and ${b.id} overlap`).toBe(true)
        }
    for (const [id, { from, to }] of Object.entries(document.edges)) {
      const start = portPoint(document, from.node, from.port, true)!
      const end = portPoint(document, to.node, to.port, false)!
      expect(end.x, `${id} runs left to right`).toBeGreaterThan(start.x + 50)
    }
  })
})
