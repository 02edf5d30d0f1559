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

it('keeps what the news say again as the same object, and what they change as another', () => {
  const run = new RunStore()
  const news = (message: string, count: number) =>
    run.update({
      ...first,
      errors: [{ node: 'a', message } as unknown as RunUpdate['errors'][number]],
      examples: { first: 0, count } as unknown as RunUpdate['examples'],
    })
  news('no', 4)
  const { errors, examples } = run.summary()
  news('no', 4)
  expect(run.summary().errors).toBe(errors)
  expect(run.summary().examples).toBe(examples)
  news('yes', 5)
  expect(run.summary().errors[0]!.message).toBe('yes')
  expect(run.summary().examples).toMatchObject({ count: 5 })
})
