import { describe, expect, it } from 'vitest'
import { produceWithPatches } from 'immer'
import { emptyDocument, setTensors, type GraphDocument, type TrainingSettings } from '../../src/graph'
import { createWorkerClient } from '../../src/runtime'
import { createKernelPast } from '../../src/runtime/kernelPast'
import type { EngineClient, RunUpdate, TrainingCheckpoint, TrainingProgress } from '../../src/runtime/protocol'
import { createRandom } from '../../src/tensor'
import { documentOf, storedTensor } from '../support/documents'
import { layersDocument } from '../support/lineDocument'
import { mortalWorker } from './mortalWorker'

const settings: TrainingSettings = {
  optimizer: { kind: 'adam', lr: 0.01 },
  schedule: { kind: 'cosine_annealing' },
  steps: 1000,
  batchSize: 4,
  seed: 3,
  tolerance: null,
}

/** A page in small: a document that the trained parameters come back to, and all that the engine said. */
function page(document: GraphDocument, fate: () => 'killed' | 'stuck' | null = () => null, patience = 1e6) {
  const clock = { ms: 0 }
  const updates: RunUpdate[] = []
  const training: TrainingProgress[] = []
  const restarts: string[] = []
  const state = { document, workers: 0 }
  const client: EngineClient = createWorkerClient({
    spawn: () => {
      state.workers++
      return mortalWorker({ fate, clock })
    },
    document: () => state.document,
    patience,
    onRestart: (message) => restarts.push(message),
  })
  client.on('update', (update) => updates.push(update))
  client.on('training', (progress) => {
    training.push(progress)
    if (!progress.parameters) return
    const result = setTensors(progress.parameters, 'Train', { mergeKey: 'training' })(state.document)
    if (!result.ok) throw new Error(result.message)
    state.document = result.document
    void client.apply(result.transaction.patches)
  })
  const edit = (change: (draft: GraphDocument) => void) => {
    const [next, patches] = produceWithPatches(state.document, change as never)
    state.document = next as GraphDocument
    return client.apply(patches)
  }
  return { client, state, updates, training, restarts, edit }
}

describe('a worker that is killed a hundred times at random moments', () => {
  /** One round of work: an edit, a look, and a run of training from where the last one ended. */
  const round = async ({ client, edit }: ReturnType<typeof page>, i: number) => {
    await edit((draft) => {
      draft.tensors['t.y']!.data![0] = i
    })
    await client.showExamples(0, 3)
    expect((await client.tensor('values', 't.y'))!.data[0]).toBe(i)
    await client.startTraining({ ...settings, seed: i })
  }

  it('loses neither document nor run nor training', async () => {
    const document = layersDocument({ layers: 1, width: 2 })
    const random = createRandom(20)
    let left = 100
    let next = 1
    const torn = page(document, () => {
      if (left === 0 || --next > 0) return null
      left--
      next = 1 + random.integer(30)
      return 'killed'
    })
    const whole = page(document)
    let rounds = 0
    await torn.client.open(document)
    while (left > 0) await round(torn, rounds++)
    await whole.client.open(document)
    for (let i = 0; i < rounds; i++) await round(whole, i)

    expect(torn.state.workers).toBe(101)
    expect(torn.restarts).toHaveLength(100)
    expect(torn.training.at(-1)).toMatchObject({ status: 'finished', step: settings.steps })
    expect(torn.training.at(-1)!.parameters).toEqual(whole.training.at(-1)!.parameters)
    expect(torn.state.document).toEqual(whole.state.document)
    // What the page now hears about the graph is the same, to the last bit.
    for (const one of [torn, whole])
      await one.edit((draft) => {
        draft.tensors['x.y']!.data![0] = 9
      })
    expect(torn.updates.at(-1)!.loss).toBe(whole.updates.at(-1)!.loss)
    expect(torn.updates.at(-1)!.changed).toEqual(whole.updates.at(-1)!.changed)
    whole.client.dispose()
    torn.client.dispose()
  }, 60_000)

  it('never goes back further than the last checkpoint', async () => {
    let count = 0
    const { client, training } = page(layersDocument(), () => (++count % 90 === 0 ? 'killed' : null))
    await client.open(layersDocument())
    await client.startTraining(settings)
    let reached = 0
    let furthest = 0
    for (const { step } of training) {
      furthest = Math.max(furthest, reached - step)
      reached = Math.max(reached, step)
    }
    expect(training.at(-1)!.status).toBe('finished')
    // Two seconds by the clock of this test.
    expect(furthest).toBeLessThan(1000)
    client.dispose()
  }, 60_000)
})

/** Grey images of 8 × 8 pixels, and two classes; its own three examples are black. */
const reader: GraphDocument = {
  ...emptyDocument('reader'),
  nodes: {
    x: { op: 'input', attrs: { shape: ['N', 1, 8, 8] } },
    t: { op: 'input', attrs: { shape: ['N'], dtype: 'int64' } },
    f: { op: 'flatten' },
    z: { op: 'affine', attrs: { out_features: 2 } },
    L: { op: 'cross_entropy_loss' },
  },
  edges: {
    a: { from: { node: 'x', port: 'y' }, to: { node: 'f', port: 'x' } },
    b: { from: { node: 'f', port: 'y' }, to: { node: 'z', port: 'x' } },
    c: { from: { node: 'z', port: 'y' }, to: { node: 'L', port: 'input' } },
    d: { from: { node: 't', port: 'y' }, to: { node: 'L', port: 'target' } },
  },
  tensors: {
    'x.y': { dtype: 'float64', shape: [3, 1, 8, 8], data: Array<number>(192).fill(0) },
    't.y': { dtype: 'int64', shape: [3], data: [0, 1, 0] },
  },
}

describe('calls that a dying worker leaves behind', () => {
  it('are asked again', async () => {
    let kill = false
    const { client, state } = page(layersDocument(), () => (kill && !(kill = false) ? 'killed' : null))
    await client.open(state.document)
    kill = true
    const asked = [client.tensor('values', 'x.y'), client.trainingChoices(), client.showExamples(0, 2)] as const
    const [tensor, choices] = await Promise.all(asked)
    expect(tensor!.shape).toEqual([10, 3])
    expect(choices.optimizers.map(({ kind }) => kind)).toContain('adam')
    client.dispose()
  })

  it('and a drawing in the place of the examples is there again in the next worker', async () => {
    let kill = false
    const { client, state, updates } = page(reader, () => (kill && !(kill = false) ? 'killed' : null))
    await client.open(state.document)
    expect(await client.showDrawing(new Float32Array(64).fill(0.25), 1)).toEqual({ ok: true })
    kill = true
    await client.startTraining({ ...settings, steps: 3 })
    expect(state.workers).toBe(2)
    expect((await client.tensor('values', 'x.y'))!.data[0]).toBe(0.25)
    expect(updates.at(-1)!.examples!.drawn).toEqual({ label: 1, name: '1' })
    client.dispose()
  })

  it('are refused when it dies again and again, until something new is asked', async () => {
    let deadly = true
    const { client, state, restarts } = page(layersDocument({ layers: 20 }), () => (deadly ? 'killed' : null))
    await expect(client.open(state.document)).rejects.toThrow('The engine stopped 6 times in a row (killed).')
    expect(restarts.at(-1)).toMatch(/Undo the last change or make the graph smaller/)
    expect(state.workers).toBe(6)
    deadly = false
    expect((await client.tensor('values', 'x.y'))!.shape).toEqual([10, 3])
    client.dispose()
  })
})

/** One kernel of 2 × 2 learns to give 1 everywhere. */
const convolved = (): GraphDocument =>
  documentOf(
    {
      x: { op: 'input', attrs: { shape: [1, 1, 4, 4] } },
      c: { op: 'conv2d', attrs: { out_channels: 1, kernel_size: [2, 2], bias: false } },
      t: { op: 'input', attrs: { shape: [1, 1, 3, 3] } },
      L: { op: 'mse_loss' },
    },
    ['x c.x', 'c L.input', 't L.target'],
    {
      tensors: {
        'x.y': storedTensor([1, 1, 4, 4], 5),
        't.y': { dtype: 'float64', shape: [1, 1, 3, 3], data: Array<number>(9).fill(1) },
      },
      objective: { node: 'L', port: 'loss' },
    },
  )

describe('the past of kernels', () => {
  it('is there again in the next worker, as far as training is taken up, and goes with another document', async () => {
    let dies = false
    const { client, state } = page(convolved(), () => (dies ? ((dies = false), 'killed') : null))
    const plain = { ...settings, batchSize: null }
    await client.open(state.document)
    for (let i = 0; i < 4; i++) await client.stepTraining(plain)
    const steps = await client.lookHistory('c.weight')
    expect(steps).toEqual([0, 1, 2, 3, 4])
    const second = await client.lookKernels('c.weight', 2)
    dies = true
    await client.stepTraining(plain)
    expect(state.workers).toBe(2)
    expect(await client.lookHistory('c.weight')).toEqual([...steps, 5])
    expect(await client.lookKernels('c.weight', 2)).toEqual(second)
    await client.open(convolved())
    dies = true
    await client.stepTraining(plain)
    expect(state.workers).toBe(3)
    expect(await client.lookHistory('c.weight')).toEqual([0, 1])
    client.dispose()
  })

  it('of an earlier visit is told whole, taken up with its run, and lives on like its own', async () => {
    let dies = false
    const { client, state } = page(convolved(), () => (dies ? ((dies = false), 'killed') : null))
    let left: TrainingCheckpoint | null = null
    client.on('training', (_progress, checkpoint) => (left = checkpoint ?? left))
    const plain = { ...settings, batchSize: null }
    await client.open(state.document)
    for (let i = 0; i < 4; i++) await client.stepTraining(plain)
    const told = await client.lookPast(Infinity)
    expect(told.map(({ step }) => step)).toEqual([0, 1, 2, 3, 4])
    await client.open(state.document)
    expect(await client.lookPast(Infinity)).toEqual([])
    await client.restoreTraining(left!)
    await client.lookRemember(told)
    dies = true
    await client.stepTraining(plain)
    expect(state.workers).toBe(2)
    const past = await client.lookPast(Infinity)
    expect(past.map(({ step }) => step)).toEqual([0, 1, 2, 3, 4, 5])
    expect(past.slice(0, -1)).toEqual(told)
    client.dispose()
  })

  it('of a step that comes again is kept once; what came after a checkpoint is left out', () => {
    const past = createKernelPast()
    const kernels = (value: number) => ({ 'c.weight': { shape: [1], data: Float32Array.of(value) } })
    for (const step of [0, 5, 9]) past.hear({ moment: { step, kernels: kernels(step) }, steps: [0, 5, 9] })
    past.hear({ moment: { step: 5, kernels: kernels(7) }, steps: [0, 5] })
    expect(past.until(Infinity).map(({ step }) => step)).toEqual([0, 5])
    expect(past.until(6).at(-1)!.kernels['c.weight']!.data[0]).toBe(7)
    expect(past.until(4)).toHaveLength(1)
    past.hear(null)
    expect(past.until(Infinity)).toEqual([])
  })
})

describe('pause', () => {
  it('comes through between two nodes of one step', async () => {
    const { client, training, state } = page(layersDocument({ layers: 30 }))
    await client.open(state.document)
    const run = client.startTraining({ ...settings, steps: 1_000_000 })
    while (!training.length) await new Promise((resolve) => setImmediate(resolve))
    expect(training.at(-1)).toMatchObject({ status: 'running' })
    await client.pauseTraining()
    await run
    expect(training.at(-1)).toMatchObject({ status: 'paused' })
    expect(state.workers).toBe(1)
    client.dispose()
  })

  it('replaces a worker that is stuck in one long operation, and training can go on from where it was', async () => {
    let stuck = false
    let caught = false
    const { client, training, state, restarts } = page(
      layersDocument(),
      () => (stuck && (caught = true) ? 'stuck' : null),
      20,
    )
    await client.open(state.document)
    await client.stepTraining(settings)
    await client.stepTraining(settings)
    const told = training.length
    stuck = true
    const run = client.startTraining(settings)
    // Only when it is in there is it told to stop.
    while (!caught) await new Promise((resolve) => setImmediate(resolve))
    const pause = client.pauseTraining()
    stuck = false
    await Promise.all([pause, run])
    expect(state.workers).toBe(2)
    expect(restarts).toEqual([])
    expect(training.slice(told).at(-1)).toMatchObject({ status: 'paused', step: 2 })
    await client.stepTraining(settings)
    const through = training.at(-1)!
    const alone = page(layersDocument())
    await alone.client.open(alone.state.document)
    for (let i = 0; i < 3; i++) await alone.client.stepTraining(settings)
    expect(through.parameters).toEqual(alone.training.at(-1)!.parameters)
    client.dispose()
    alone.client.dispose()
  })
})
