import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createDocumentStore } from '../../../src/editor/state/documentStore'
import { createTrainingStore } from '../../../src/editor/state/trainingStore'
import { Turns } from '../../../src/editor/state/turns'
import { joinTraining } from '../../../src/editor/training/joinTraining'
import {
  addNode,
  removeSelection,
  setLabel,
  setName,
  setTensor,
  type Command,
  type GraphDocument,
  type TrainingSettings,
} from '../../../src/graph'
import { createWorkerClient } from '../../../src/runtime'
import type { EngineClient, TrainingCheckpoint, TrainingProgress } from '../../../src/runtime/protocol'
import { lineDocument } from '../../support/lineDocument'
import { mortalWorker } from '../../runtime/mortalWorker'

const settings: TrainingSettings = {
  optimizer: { kind: 'adam', lr: 0.01 },
  steps: 400,
  batchSize: null,
  seed: 3,
  tolerance: null,
}

// By the clock of history everything is a second apart: no burst joins what does not belong together.
let time = 0
beforeEach(() => void vi.spyOn(performance, 'now').mockImplementation(() => (time += 1000)))
afterEach(() => vi.restoreAllMocks())

/** A visit to the page: its documents and its engine, joined as the editor joins them. */
async function visit(document: GraphDocument, clock = { ms: 0 }) {
  const documents = createDocumentStore(document)
  const client = createWorkerClient({
    spawn: () => mortalWorker({ clock }),
    document: () => documents.getState().document,
    patience: 1e6,
  })
  const training = createTrainingStore()
  joinTraining({ client, documents, training, turns: new Turns() })
  documents.onChange((change) => {
    if (change.kind === 'patches') void client.apply(change.patches)
  })
  let kept: TrainingCheckpoint | null = null
  client.on('training', (_, checkpoint) => {
    if (checkpoint) kept = checkpoint
  })
  await client.open(document)
  const steps = async (count: number) => {
    for (let i = 0; i < count; i++) await client.stepTraining(settings)
  }
  return { client, documents, training, steps, kept: () => kept! }
}

const one = (x: number) => ({ dtype: 'float64' as const, shape: [1], data: [x] })

const labels = (documents: Awaited<ReturnType<typeof visit>>['documents']) => {
  const found: string[] = []
  for (; documents.getState().undoLabel; documents.undo()) found.push(documents.getState().undoLabel!)
  return found
}

test('a run with pauses is one entry', async () => {
  const { client, documents, steps } = await visit(lineDocument)
  await steps(3)
  await client.startTraining(settings)
  expect(documents.getState().document).not.toEqual(lineDocument)
  expect(labels(documents)).toEqual(['Train 400 steps'])
  expect(documents.getState().document).toEqual(lineDocument)
  client.dispose()
})

test('a run that was kept over a visit is one entry when it goes on', async () => {
  const first = await visit(lineDocument)
  await first.steps(2)
  const kept = structuredClone(first.kept())
  first.client.dispose()

  // The page was closed before anything of the run was in the document.
  const { client, documents, training } = await visit(lineDocument)
  await client.restoreTraining(kept)
  expect(documents.getState().undoLabel).toBe('Train 2 steps')
  await client.startTraining(settings)
  expect(training.getState().progress).toMatchObject({ status: 'finished', step: 400 })
  expect(labels(documents)).toEqual(['Train 400 steps'])
  expect(documents.getState().document).toEqual(lineDocument)
  client.dispose()
})

test('two runs are two entries, though the first that is told of each is its third step', async () => {
  const standing = {
    get ms() {
      return 0
    },
    set ms(_) {},
  }
  const { client, documents } = await visit(lineDocument, standing)
  await client.startTraining({ ...settings, batchSize: 1 })
  const between = documents.getState().document
  await client.startTraining({ ...settings, batchSize: 1, steps: 200 })
  documents.undo()
  expect(documents.getState().document).toEqual(between)
  documents.undo()
  expect(documents.getState().document).toEqual(lineDocument)
  client.dispose()
})

test('what a reset throws away can be had back', async () => {
  const { client, documents, steps } = await visit(lineDocument)
  await steps(2)
  const trained = documents.getState().document.tensors
  await client.resetTraining()
  expect(documents.getState().document.tensors).not.toEqual(trained)
  expect(documents.getState().undoLabel).toBe('Reset training')
  documents.undo()
  expect(documents.getState().document.tensors).toEqual(trained)
  client.dispose()
})

test('what was done in between keeps its place in history', async () => {
  const { client, documents, steps } = await visit(lineDocument)
  await steps(1)
  documents.run(setName('another'))
  await steps(1)
  expect(labels(documents)).toEqual(['Train 2 steps', expect.stringContaining('another'), 'Train 1 step'])
  client.dispose()
})

/** Trains for ever, and edits once three pieces of news have come. */
async function editedWhileTraining(edit: Command) {
  const page = await visit(lineDocument)
  let [heard, at] = [0, 0]
  page.client.on('training', ({ status, step }) => {
    if (status === 'running' && ++heard === 3) page.documents.run(edit)
    if (heard === 3) at = step
  })
  const run = page.client.startTraining({ ...settings, steps: 3000 })
  await run
  return { ...page, editedAt: at, progress: page.training.getState().progress! }
}

test('a run goes on when something else than what it trains is edited', async () => {
  for (const edit of [addNode({ op: 'relu', letter: 'y', position: { x: 0, y: 0 } }), setLabel('z', 'another name')]) {
    const { client, documents, progress, editedAt } = await editedWhileTraining(edit)
    expect(editedAt).toBeGreaterThan(0)
    expect(progress).toMatchObject({ status: 'finished', step: 3000 })
    expect(documents.getState().document.tensors['z.weight']!.data![0]).toBeCloseTo(3, 1)
    client.dispose()
  }
})

test('an edit of what is being trained ends the run, says so, and keeps what it found where that still fits', async () => {
  const { client, documents, progress } = await editedWhileTraining(setTensor('z.bias', one(7)))
  expect(progress.status).toBe('ended')
  expect(progress.message).toMatch(/another one now/)
  expect(progress.step).toBeGreaterThan(0)
  expect(progress.step).toBeLessThan(3000)
  const { tensors } = documents.getState().document
  expect(tensors['z.bias']).toEqual(one(7))
  expect(tensors['z.weight']!.data).toHaveLength(1)
  expect(labels(documents)).toEqual([`Train ${progress.step} steps`, expect.stringContaining('bias')])
  // The next run is a new one, and learns as any other.
  await client.startTraining(settings)
  expect(progress.status).toBe('ended')
  client.dispose()
})

test('a node that is deleted while it is trained ends the run, and undo brings the graph back', async () => {
  const { client, documents, progress } = await editedWhileTraining(removeSelection({ nodes: ['z'] }))
  expect(progress.status).toBe('ended')
  expect(Object.keys(documents.getState().document.nodes)).not.toContain('z')
  labels(documents)
  expect(documents.getState().document).toEqual(lineDocument)
  client.dispose()
})

test('news of a running step waits for its frame, what a run ends with does not, and none is lost', () => {
  const frames: (() => void)[] = []
  const turns = new Turns({ frame: (callback) => frames.push(callback), flush: (work) => work(), now: () => 0 })
  const documents = createDocumentStore(lineDocument)
  const training = createTrainingStore()
  let hear: (progress: TrainingProgress) => void = () => {}
  const client = { on: (_: string, listener: typeof hear) => (hear = listener) } as unknown as EngineClient
  joinTraining({ client, documents, training, turns })
  const news = (step: number, status: TrainingProgress['status'] = 'running') =>
    hear({
      status,
      step,
      steps: 9,
      losses: [{ step, loss: step, accuracy: null }],
      heldOut: [],
    } as unknown as TrainingProgress)
  const seen = () => training.getState().curve.step
  news(1)
  expect(seen()).toEqual([1])
  news(2)
  news(3)
  expect(seen()).toEqual([1])
  frames.shift()!()
  expect(seen()).toEqual([1, 2, 3])
  news(4)
  news(5, 'paused')
  expect(seen()).toEqual([1, 2, 3, 4, 5])
  news(6)
  news(7)
  documents.open({ ...lineDocument })
  for (const frame of frames) frame()
  expect(seen()).not.toContain(7)
})
