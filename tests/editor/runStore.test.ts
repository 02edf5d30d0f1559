import { expect, it } from 'vitest'
import { RunStore } from '../../src/editor/state/runStore'
import type { RunUpdate } from '../../src/runtime/protocol'

const none = { values: {}, deltas: {}, edges: {}, gradients: {} }
const gone = { values: [], deltas: [], edges: [], gradients: [] }
/** The first news of an engine that has just got a document: always number 1. */
const first: RunUpdate = {
  revision: 1,
  fresh: true,
  changed: none,
  removed: gone,
  trace: [],
  blockedEdges: [],
  loss: 1,
  objective: null,
  errors: [],
  examples: null,
}

it('shows no two runs under one revision, whatever their engines count', () => {
  const run = new RunStore()
  const seen = [run.summary().revision]
  for (const change of [() => run.update(first), () => run.clear(), () => run.update(first), () => run.update(first)]) {
    change()
    seen.push(run.summary().revision)
  }
  expect(new Set(seen).size).toBe(seen.length)
  expect([...seen].sort((a, b) => a - b)).toEqual(seen)
})
