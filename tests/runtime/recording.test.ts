import { describe, expect, it } from 'vitest'
import { Session } from '../../src/engine'
import { encodeTensor, type GraphDocument, type TrainingSettings } from '../../src/graph'
import { ops } from '../../src/ops'
import type { EngineClient } from '../../src/runtime'
import type { RecordedFrame, Stop } from '../../src/runtime/protocol'
import { Trainer } from '../../src/train'
import { denseNet, documentOf, storedTensor } from '../support/documents'
import { inProcess } from '../support/inProcess'

const settings: TrainingSettings = {
  optimizer: { kind: 'sgd', lr: 0.5 },
  steps: 400,
  batchSize: null,
  seed: 3,
  tolerance: null,
}

/** L = (w − 0)²: the edge delta is 2w, and w goes to (1 − 2η)·w. */
const swing = documentOf(
  {
    w: { op: 'parameter', attrs: { shape: [1], value: 1 } },
    t: { op: 'constant', attrs: { shape: [1], value: 0 } },
    L: { op: 'mse_loss' },
  },
  ['w L.input', 't L.target'],
)

async function open(document: GraphDocument, known = ops): Promise<EngineClient> {
  const client = inProcess({ ops: known })
  await client.open(document)
  return client
}

/** Records all the steps that are asked for; the state in which it ends. */
async function record(client: EngineClient, wish: TrainingSettings, steps: number, keep: readonly number[] = []) {
  const started = await client.startRecording(wish, steps, keep)
  if (!started.ok) throw new Error(started.message)
  for (;;) {
    const state = await client.goOnRecording(started.state.id)
    if (state!.over) return state!
  }
}

const numbers = (views: Readonly<Record<string, { head: ArrayLike<number> }>>) =>
  Object.fromEntries(Object.entries(views).map(([key, { head }]) => [key, Array.from(head)]))

/** The same run without a recording: the trainer for θ, the evaluator for what goes through the graph. */
function plainRun(document: GraphDocument, wish: TrainingSettings, steps: number) {
  const trainer = new Trainer({ document, ops, settings: wish, compiled: false })
  return Array.from({ length: steps }, () => {
    const before = Object.fromEntries([...trainer.parameterTensors()].map(([key, t]) => [key, encodeTensor(t)]))
    const run = new Session(ops).run({ ...document, tensors: { ...document.tensors, ...before } })
    const { loss } = trainer.advance()
    return { run, loss, after: trainer.parameterTensors() }
  })
}

describe('a recording', () => {
  for (const [name, wish] of [
    ['gradient descent', settings],
    ['adam', { ...settings, optimizer: { kind: 'adam', lr: 0.01 } }],
  ] as const)
    it(`holds the numbers of a plain run at every step, in any order: ${name}`, async () => {
      const document = denseNet([2, 3, 1], 4)
      const client = await open(document)
      const state = await record(client, wish, 4)
      expect(state).toMatchObject({ steps: 4, wanted: 4, over: true })
      const plain = plainRun(document, wish, 4)
      expect(state.losses).toEqual(plain.map(({ loss }) => loss))
      for (const step of [3, 0, 2, 1, 1]) {
        const frame = (await client.recordedFrame(state.id, step))!
        const { run, after } = plain[step]!
        for (const kind of ['values', 'deltas', 'edges', 'gradients'] as const)
          expect(numbers(frame.views[kind]), kind).toEqual(
            Object.fromEntries([...run[kind]].map(([key, { data }]) => [key, Array.from(data)])),
          )
        expect(numbers(frame.after)).toEqual(
          Object.fromEntries([...after].map(([key, { data }]) => [key, Array.from(data)])),
        )
        expect(frame).toMatchObject({ step, t: step + 1, plain: wish === settings, rate: wish.optimizer.lr })
        expect(frame.run.loss).toBe(run.loss)
      }
    })

  it('takes one pass a step, forward and backward', async () => {
    const calls = { forward: 0, backward: 0 }
    const sigmoid = ops.get('sigmoid')!
    const counted: typeof sigmoid = {
      ...sigmoid,
      forward: (...given) => (calls.forward++, sigmoid.forward(...given)),
      backward: { x: (...given) => (calls.backward++, sigmoid.backward.x!(...given)) },
    }
    const client = await open(denseNet([2, 3, 1], 4), new Map([...ops, ['sigmoid', counted]]))
    const callsOf = async (steps: number) => {
      Object.assign(calls, { forward: 0, backward: 0 })
      await record(client, settings, steps)
      return { ...calls }
    }
    const [few, many] = [await callsOf(2), await callsOf(7)]
    // Two nodes with a sigmoid, five more steps.
    expect(many).toEqual({ forward: few.forward + 10, backward: few.backward + 10 })
  })

  it('descends by the very gradients that it shows, also by those of fast kernels, and shows them again', async () => {
    const client = await open(denseNet([64, 64, 10], 64))
    const state = await record(client, settings, 3)
    for (const step of [2, 0, 1]) {
      const frame = (await client.recordedFrame(state.id, step))!
      expect(frame).toMatchObject({ plain: true, run: { loss: state.losses[step] } })
    }
  })

  it('stays whole when somebody looks at it while it is made', async () => {
    // More nodes than one call gets through, so that the look falls into the middle of a step.
    const document = denseNet(Array.from({ length: 16 }, () => 1))
    const quiet = await open(document)
    const undisturbed = await record(quiet, settings, 5)
    const slope = (client: EngineClient, id: number, step: number) => client.recordedDerivative(id, step, 'e31')
    const client = await open(document)
    const started = await client.startRecording(settings, 5, [])
    if (!started.ok) throw new Error(started.message)
    const { id } = started.state
    let state = await client.goOnRecording(id)
    for (; !state!.over; state = await client.goOnRecording(id)) {
      if (!state!.steps) continue
      const latest = state!.steps - 1
      expect(await slope(client, id, latest)).toBe(await slope(quiet, undisturbed.id, latest))
      await client.recordedFrame(id, 0)
    }
    expect(state!.losses).toEqual(undisturbed.losses)
    const slopes = await Promise.all([4, 3, 2, 1, 0].map((step) => slope(client, id, step)))
    expect(slopes).toEqual(await Promise.all([4, 3, 2, 1, 0].map((step) => slope(quiet, undisturbed.id, step))))
    expect(new Set(slopes).size).toBe(5)
  })

  it('has forward, backward and one update a parameter in each step', async () => {
    const client = await open(denseNet([2, 2, 1]))
    const state = await record(client, settings, 2)
    const { trace } = (await client.recordedFrame(state.id, 1)) as RecordedFrame
    expect(trace).toHaveLength(state.eventsPerStep)
    expect(trace.map((event) => event.index)).toEqual(trace.map((_, index) => index))
    const updates = trace.filter((event) => event.kind === 'update')
    const gradients = trace.filter((event) => event.kind === 'parameter-gradient')
    expect(updates.map(({ node, port }) => `${node}.${port}`)).toEqual(
      gradients.map(({ node, port }) => `${node}.${port}`),
    )
    expect(trace.slice(-updates.length)).toEqual(updates)
  })

  it('feeds each step the batch that the trainer took', async () => {
    const document: GraphDocument = documentOf(
      {
        x: { op: 'input', attrs: { shape: ['N', 2] } },
        t: { op: 'input', attrs: { shape: ['N', 1] } },
        z: { op: 'affine', attrs: { out_features: 1 } },
        d: { op: 'dropout', attrs: { p: 0.5 } },
        L: { op: 'mse_loss' },
      },
      ['x z.x', 'z d.x', 'd L.input', 't L.target'],
      { tensors: { 'x.y': storedTensor([10, 2], 1), 't.y': storedTensor([10, 1], 2) } },
    )
    const client = await open(document)
    const state = await record(client, { ...settings, batchSize: 4 }, 6)
    const sizes: number[] = []
    for (let step = 0; step < 6; step++) {
      const frame = (await client.recordedFrame(state.id, step))!
      sizes.push(frame.views.values['x.y']!.shape[0]!)
      // The loss of the shown pass is the loss that the trainer saw: same rows, same dropped elements.
      expect(frame.run.loss).toBe(state.losses[step])
    }
    expect(sizes).toEqual([4, 4, 2, 4, 4, 2])
  })

  it('ends where a step diverges, and shows that step', async () => {
    const client = await open(swing)
    const state = await record(client, { ...settings, optimizer: { kind: 'sgd', lr: 1e200 } }, 20)
    // w: 1 → −2·10²⁰⁰, whose square is infinite.
    expect(state).toMatchObject({ over: true, steps: 2, wanted: 20 })
    expect(state.message).toMatch(/^The step at t = 2 diverged, so the recording ends there\. .*η/)
    const frame = (await client.recordedFrame(state.id, 1))!
    expect(frame.run.loss).toBe(Infinity)
    expect(numbers(frame.after)).toEqual({ 'w.y': Array.from(frame.views.values['w.y']!.head) })
  })

  it('says in words why it cannot begin', async () => {
    const client = await open(documentOf({ x: { op: 'input', attrs: { shape: [1] } } }, []))
    expect(await client.startRecording(settings, 5, [])).toMatchObject({ ok: false, message: expect.any(String) })
    const large = await open(
      documentOf(
        {
          x: { op: 'input', attrs: { shape: [1, 1000] } },
          z: { op: 'affine', attrs: { out_features: 1000 } },
          L: { op: 'mean' },
        },
        ['x z.x', 'z L.x'],
        { tensors: { 'x.y': storedTensor([1, 1000], 1) }, objective: { node: 'L', port: 'y' } },
      ),
    )
    expect(await large.startRecording(settings, 200, [])).toEqual({
      ok: false,
      message: 'The parameters of 200 steps take 1,536 MiB; a recording may take 256 MiB.',
      hint: 'Record at most 32 steps.',
    })
  })

  it('is kept as long as it is asked to be kept', async () => {
    const client = await open(denseNet([2, 1]))
    const [a, b] = [await record(client, settings, 1), await record(client, settings, 1, [])]
    expect(await client.recordedFrame(a.id, 0)).toBeNull()
    const c = await record(client, settings, 1, [b.id])
    expect(await client.recordedFrame(b.id, 0)).not.toBeNull()
    await client.dropRecording(c.id)
    expect(await client.goOnRecording(c.id)).toBeNull()
  })

  it('tells histories: a number a step', async () => {
    const document = denseNet([1, 1])
    const client = await open(document)
    const state = await record(client, settings, 5)
    const [loss, weight, none] = await client.recordedHistory(state.id, [
      { kind: 'values', key: 'L.loss' },
      { kind: 'values', key: 'z1.weight' },
      { kind: 'deltas', key: 'nobody.y' },
    ])
    expect(loss).toEqual(state.losses)
    expect(weight).toEqual(
      await Promise.all(
        state.losses.map(
          async (_, step) => (await client.recordedFrame(state.id, step))!.views.values['z1.weight']!.head[0],
        ),
      ),
    )
    expect(none).toEqual([NaN, NaN, NaN, NaN, NaN])
  })
})

describe('breakpoints', () => {
  it('stop at nodes, ports and edges of every step', async () => {
    const client = await open(swing)
    const state = await record(client, settings, 3)
    const { trace } = (await client.recordedFrame(state.id, 0))!
    const length = state.eventsPerStep
    const at = (indices: readonly number[]) => [0, 1, 2].flatMap((step) => indices.map((i) => step * length + i + 1))
    const stops: Stop[] = [
      { kind: 'node', node: 'L' },
      { kind: 'port', node: 'w', port: 'y' },
      { kind: 'edge', edge: 'e1' },
    ]
    expect(await client.findStops(state.id, stops)).toEqual([
      at(trace.flatMap((event) => (event.node === 'L' ? [event.index] : []))),
      at(trace.flatMap((event) => (event.node === 'w' && event.port === 'y' ? [event.index] : []))),
      at(trace.flatMap((event) => (event.edge === 'e1' ? [event.index] : []))),
    ])
  })

  it('stop where |δ| passes a bound, and where a parameter changes sign', async () => {
    const client = await open(swing)
    // w: 1 → −0.5 → 0.25 → −0.125. The δ of L itself is 1.
    const state = await record(client, { ...settings, optimizer: { kind: 'sgd', lr: 0.75 } }, 3)
    const { trace } = (await client.recordedFrame(state.id, 0))!
    const deltas = trace.flatMap(({ kind, terms, index }) =>
      kind === 'edge-delta' || (kind === 'accumulate' && terms?.length) ? [index + 1] : [],
    )
    const update = trace.find((event) => event.kind === 'update')!.index + 1
    const length = state.eventsPerStep
    const found = await client.findStops(state.id, [
      { kind: 'delta-above', bound: 1.5 },
      { kind: 'delta-below', bound: 0.75 },
      { kind: 'sign', key: 'w.y' },
      { kind: 'sign', key: 'v.y' },
      { kind: 'non-finite' },
    ])
    expect(found).toEqual([
      deltas,
      deltas.map((at) => 2 * length + at),
      [0, 1, 2].map((step) => step * length + update),
      [],
      [],
    ])
  })

  it('stop once a step where a number that is not finite appears, with and without a recording', async () => {
    const bad = documentOf(
      {
        a: { op: 'parameter', attrs: { shape: [1], value: 0 } },
        b: { op: 'log' },
        c: { op: 'neg' },
        L: { op: 'sum' },
      },
      ['a b.x', 'b c.x', 'c L.x'],
      { objective: { node: 'L', port: 'y' } },
    )
    const client = await open(bad)
    // The live pass: values of a (1), b (2): log 0 is −∞.
    expect(await client.findStops(null, [{ kind: 'non-finite' }, { kind: 'node', node: 'a' }])).toEqual([
      [2],
      [1, expect.any(Number), expect.any(Number)],
    ])
    const state = await record(client, settings, 3)
    expect(state.steps).toBe(1)
    expect(await client.findStops(state.id, [{ kind: 'non-finite' }])).toEqual([[2]])
  })
})

describe('two recordings', () => {
  it('are equal when nothing differs, and are compared edge by edge, the largest first', async () => {
    const client = await open(denseNet([2, 3, 1], 4))
    const a = await record(client, settings, 3)
    const same = await record(client, settings, 3, [a.id])
    const equal = (await client.compareRecordings(a.id, same.id, 2))!
    expect(equal.every(({ value, gradient }) => value.relative === 0 && gradient.relative === 0)).toBe(true)
    const b = await record(client, { ...settings, optimizer: { kind: 'sgd', lr: 0.1 } }, 3, [a.id])
    // Before the first update both stand at the same place.
    expect((await client.compareRecordings(a.id, b.id, 0))!.every(({ gradient }) => gradient.relative === 0)).toBe(true)
    const rows = (await client.compareRecordings(a.id, b.id, 2))!
    const sizes = rows.map(({ gradient }) => gradient.relative!)
    expect(sizes).toEqual([...sizes].sort((p, q) => q - p))
    expect(sizes[0]).toBeGreaterThan(0.01)
    expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set(['edge', 'parameter']))
    const [first, second] = await Promise.all([a, b].map(({ id }) => client.recordedTensor(id, 2, 'edges', 'e3')))
    const row = rows.find(({ id }) => id === 'e3')!
    const norm = (data: ArrayLike<number>) => Math.hypot(...Array.from(data))
    const apart = norm(Array.from(first!.data, (x, i) => x - second!.data[i]!))
    expect(row.gradient.relative).toBeCloseTo(apart / Math.max(norm(first!.data), norm(second!.data)), 12)
    expect(await client.compareRecordings(a.id, b.id, 7)).toBeNull()
  })

  it('of graphs with another activation are matched by edge', async () => {
    const document = denseNet([2, 2, 1], 3)
    const client = await open(document)
    const a = await record(client, settings, 2)
    const nodes = { ...document.nodes, y1: { op: 'tanh' } }
    await client.open({ ...document, nodes })
    const b = await record(client, settings, 2, [a.id])
    const rows = (await client.compareRecordings(a.id, b.id, 0))!
    const x = rows.find(({ id }) => id === 'e1')!
    expect(x.value.relative).toBe(0)
    expect(x.gradient.relative).toBeGreaterThan(0)
    expect(rows.filter(({ kind }) => kind === 'edge')).toHaveLength(Object.keys(document.edges).length)
  })
})
