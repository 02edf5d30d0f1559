/** @file Editor services without a page: real stores, and an engine client that only remembers what it was asked. */
import { vi } from 'vitest'
import { emptyDocument, type GraphDocument } from '../../../src/graph'
import type { EngineClient, RunUpdate, TraceEvent } from '../../../src/runtime/protocol'
import type { EditorServices } from '../../../src/editor/state/context'
import { createDocumentStore } from '../../../src/editor/state/documentStore'
import { RunStore } from '../../../src/editor/state/runStore'
import { createTrainingStore } from '../../../src/editor/state/trainingStore'
import { Turns } from '../../../src/editor/state/turns'
import { createViewStore } from '../../../src/editor/state/viewStore'

export function testServices(document: GraphDocument = emptyDocument()): EditorServices {
  const quiet = () => vi.fn(() => Promise.resolve())
  const client = {
    open: quiet(),
    apply: quiet(),
    startTraining: quiet(),
    pauseTraining: quiet(),
    stepTraining: quiet(),
    resetTraining: quiet(),
    on: () => () => {},
    dispose: () => {},
  } as unknown as EngineClient
  return {
    client,
    documents: createDocumentStore(document),
    run: new RunStore(),
    view: createViewStore(),
    training: createTrainingStore(),
    turns: new Turns(),
  }
}

/** A run of `forward` values and then `backward` edge deltas, on a graph that is only imagined. */
export function imagineRun({ run }: EditorServices, forward: number, backward: number): void {
  const event = (index: number, kind: 'value' | 'edge-delta'): TraceEvent => ({
    index,
    kind,
    phase: kind === 'value' ? 'forward' : 'backward',
    node: `n${index}`,
    port: 'y',
    ...(kind === 'edge-delta' && { edge: `e${index}` }),
    fromCache: [],
    reads: [],
    formula: '',
    cost: 1,
  })
  const none = { values: [], deltas: [], edges: [], gradients: [] }
  const trace = [
    ...Array.from({ length: forward }, (_, i) => event(i, 'value')),
    ...Array.from({ length: backward }, (_, i) => event(forward + i, 'edge-delta')),
  ]
  run.update({
    revision: 1,
    changed: { values: {}, deltas: {}, edges: {}, gradients: {} },
    removed: none,
    trace,
    blockedEdges: [],
    loss: 1,
    objective: backward ? 'L.loss' : null,
    errors: [],
    examples: null,
  } satisfies RunUpdate)
}
