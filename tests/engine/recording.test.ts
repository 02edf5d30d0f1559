/** @file A recorded run: its steps made again from their parameters, and the list of its events. */
import { describe, expect, it } from 'vitest'
import { RecordedRun, type Run } from '../../src/engine'
import { ops } from '../../src/ops'
import { fromArray, type Tensor } from '../../src/tensor'
import { documentOf } from '../support/documents'

/** L = w²: the gradient is 2 w. */
const document = documentOf({ w: { op: 'parameter', attrs: { shape: [1] } }, L: { op: 'square' } }, ['w L.x'], {
  objective: { node: 'L', port: 'y' },
})
const at = (w: number): ReadonlyMap<string, Tensor> => new Map([['w.y', fromArray([1], [w])]])

function passWith(recording: RecordedRun, w: number): Run {
  const steps = recording.pass(Object.fromEntries(at(w)))
  for (;;) {
    const next = steps.next()
    if (next.done) return next.value
  }
}

function add(recording: RecordedRun, w: number, run: Run): void {
  const t = recording.steps.length + 1
  recording.add({ t, loss: w * w, rate: 0.5, before: at(w), after: at(w / 2), feeds: () => ({}) }, run)
}

function record(...ws: number[]): RecordedRun {
  const recording = new RecordedRun({ document, ops, formula: 'w - \\eta\\,{dy}' })
  for (const w of ws) add(recording, w, passWith(recording, w))
  return recording
}

const gradient = (run: Run) => run.gradients.get('w.y')!.data[0]

/** The w that the node L left behind in the step that was looked at last. */
const lookedAt = (recording: RecordedRun) => (recording.record('L')!.inputs.x as Tensor).data[0]

describe('a recorded run', () => {
  it('makes any step again from its parameters', () => {
    const recording = record(1, 2, 3)
    expect([2, 0, 1].map((step) => gradient(recording.run(step)))).toEqual([6, 2, 4])
    expect(recording.history('gradients', 'w.y')).toEqual([2, 4, 6])
    expect(recording.history('values', 'L.y')).toEqual([1, 4, 9])
  })

  it('looks around in one step without another pass, the one just taken included', () => {
    const recording = record(1)
    const run = passWith(recording, 2)
    add(recording, 2, run)
    expect(recording.run(1)).toBe(run)
    const first = recording.run(0)
    expect(recording.run(0)).toBe(first)
    expect(lookedAt(recording)).toBe(1)
  })

  it('makes the step again that somebody left for another while it was taken', () => {
    const recording = record(1)
    const run = passWith(recording, 2)
    recording.run(0)
    add(recording, 2, run)
    expect(lookedAt(recording)).toBe(1)
    expect(gradient(recording.run(1))).toBe(4)
    expect(lookedAt(recording)).toBe(2)
  })

  it('ends each step with an update a parameter, and has one list for all steps', () => {
    const recording = record(1, 2)
    const trace = recording.trace(0)
    expect(trace.map(({ kind }) => kind)).toEqual([
      'value',
      'value',
      'accumulate',
      'edge-delta',
      'accumulate',
      'parameter-gradient',
      'update',
    ])
    expect(trace.at(-1)).toEqual({
      index: 6,
      phase: 'update',
      kind: 'update',
      node: 'w',
      port: 'y',
      fromCache: [],
      reads: ['w.y'],
      formula: 'w - \\eta\\,{dy}',
      cost: 0,
    })
    expect(recording.trace(1)).toBe(trace)
    expect(recording.eventsPerStep).toBe(7)
  })

  it('has nothing before its first step', () => {
    const recording = record()
    expect([recording.eventsPerStep, recording.trace(0), recording.history('values', 'w.y')]).toEqual([0, [], []])
  })
})
