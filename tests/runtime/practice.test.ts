/** What an exercise hides does not cross the border, in whatever it is asked. */
import { produceWithPatches } from 'immer'
import { describe, expect, it } from 'vitest'
import { hideNumbers, setExercise, type Exercise, type GraphDocument, type Hidden } from '../../src/graph'
import { readAnswersFile } from '../../src/engine'
import { createWorkerClient } from '../../src/runtime'
import { CALLS, type EngineClient, type RunUpdate } from '../../src/runtime/protocol'
import { documentOf } from '../support/documents'
import { inProcess } from '../support/inProcess'
import { layersDocument } from '../support/lineDocument'
import { mortalWorker } from './mortalWorker'

/** m = w · x = 1.7 · 2.3 = 3.91, q = m², L = q + m: every number has its own digits. */
const graph = documentOf(
  {
    w: { op: 'parameter', attrs: { shape: [] } },
    x: { op: 'input', attrs: { shape: [] } },
    m: { op: 'mul' },
    q: { op: 'square' },
    L: { op: 'add' },
  },
  ['w m.a', 'x m.b', 'm q.x', 'q L.a', 'm L.b'],
  {
    tensors: {
      'w.y': { dtype: 'float64', shape: [], data: [1.7] },
      'x.y': { dtype: 'float64', shape: [], data: [2.3] },
    },
    objective: { node: 'L', port: 'y' },
  },
)

const hidden: Hidden[] = [
  { kind: 'value', key: 'L.y' },
  { kind: 'edge', key: 'e3' },
  { kind: 'delta', key: 'm.y' },
  { kind: 'gradient', key: 'w.y' },
]

function posed(changes: Partial<Exercise> = {}): GraphDocument {
  const result = setExercise({ hidden, ...changes })(graph)
  if (!result.ok) throw new Error(result.message)
  return result.document
}

const value = {
  m: 1.7 * 2.3,
  get q() {
    return this.m ** 2
  },
  get L() {
    return this.q + this.m
  },
}
const delta = { e3: 2 * value.m, m: 2 * value.m + 1, w: (2 * value.m + 1) * 2.3 }

async function open(document: GraphDocument) {
  const updates: RunUpdate[] = []
  const client = inProcess()
  client.on('update', (update) => updates.push(update))
  await client.open(document)
  return { client, updates }
}

/** Whether a number stands anywhere in what was sent, to a relative 1e-9. */
function tells(sent: unknown, wanted: number): boolean {
  let found = false
  const look = (at: unknown) => {
    if (typeof at === 'number') found ||= Math.abs(at - wanted) <= 1e-9 * Math.abs(wanted)
    else if (ArrayBuffer.isView(at)) (at as Float64Array).forEach(look)
    else if (typeof at === 'object' && at !== null) Object.values(at).forEach(look)
  }
  look(sent)
  return found
}

const secrets = [value.L, delta.e3, delta.m, delta.w]

describe('an exercise', () => {
  it('sends nothing of what it hides, and says what it hides', async () => {
    const { updates } = await open(posed())
    for (const secret of secrets) expect(tells(updates, secret), String(secret)).toBe(false)
    expect(tells(updates, value.q)).toBe(true)
    const [update] = updates
    expect(update!.loss).toBeNull()
    expect(update!.hidden).toEqual({
      values: ['L.y'],
      deltas: expect.arrayContaining(['m.y', 'w.y']) as string[],
      edges: expect.arrayContaining(['e1', 'e3']) as string[],
      gradients: ['w.y'],
    })
    expect(update!.trace!.length).toBeGreaterThan(8)
  })

  it('answers no question with it either', async () => {
    const { client, updates } = await open(posed())
    expect(await client.tensor('values', 'L.y')).toBeNull()
    expect(await client.tensor('deltas', 'm.y')).toBeNull()
    expect(await client.localDerivative('e1')).toBeNull()
    const report = await client.gradeExercise({ 'edge:e3': '1', 'delta:m.y': '2', 'gradient:w.y': '-3' })
    expect(report!.places.map(({ name }) => name)).toEqual([
      'the value of L',
      'what comes back along m → q',
      'δ of m',
      'the gradient of w',
    ])
    for (const secret of secrets) {
      expect(tells(report, secret), String(secret)).toBe(false)
      expect(JSON.stringify(report)).not.toContain(String(Number(secret.toPrecision(5))))
    }
    expect(updates).toHaveLength(1)
  })

  it('refuses every call that is not known to be harmless', async () => {
    const { client } = await open(posed())
    const harmless = ['open', 'apply', 'tensor', 'localDerivative', 'showExamples', 'pauseTraining', 'trainingChoices']
    const ours = ['paceTraining', 'stopStudy', 'stopDescent', 'showHidden', 'gradeExercise', 'writeAnswers']
    // Data are no numbers of the graph.
    const data = ['keepData', 'ownData', 'dropData', 'dataPreview']
    const names = Object.keys(CALLS).filter((name) => ![...harmless, ...ours, ...data].includes(name))
    expect(names).toContain('startTraining')
    for (const name of names)
      await expect((client[name as keyof EngineClient] as () => Promise<unknown>)(), name).rejects.toThrow(
        'This is an exercise',
      )
  })

  it('shows what is found, number by number, and hides it again when the graph changes under the answer', async () => {
    const { client, updates } = await open(posed())
    const report = await client.gradeExercise({ 'edge:e3': String(delta.e3), 'delta:m.y': '0' })
    expect([report!.right, report!.total]).toEqual([1, 4])
    expect(report!.places[1]!.items[0]).toEqual({ id: 'edge:e3', element: 0, index: '', state: 'right' })
    expect(updates[1]!.changed.edges.e3!.head[0]).toBeCloseTo(delta.e3, 12)
    for (const secret of [value.L, delta.m, delta.w]) expect(tells(updates, secret)).toBe(false)
    await client.gradeExercise({ 'edge:e3': String(delta.e3), 'delta:m.y': '1' })
    expect(updates, 'nothing new may be seen').toHaveLength(2)
    const [, patches] = produceWithPatches(posed(), (draft) => {
      draft.tensors['x.y'] = { dtype: 'float64', shape: [], data: [5] }
    })
    await client.apply(patches)
    expect(updates.at(-1)!.removed.edges).toContain('e3')
    expect(tells(updates.at(-1), 2 * 1.7 * 5)).toBe(false)
  })

  it('is open again when all is found', async () => {
    const { client, updates } = await open(posed())
    const report = await client.gradeExercise({
      'value:L.y': String(value.L),
      'edge:e3': String(delta.e3),
      'delta:m.y': String(delta.m),
      'gradient:w.y': String(delta.w),
    })
    expect(report!.right).toBe(4)
    expect(updates.at(-1)!.loss).toBeCloseTo(value.L, 12)
    expect(await client.localDerivative('e1')).toBeCloseTo(2.3, 12)
  })

  it('shows its author everything, until the author tries it', async () => {
    const { client, updates } = await open(graph)
    expect(updates[0]!.hidden).toBeUndefined()
    await client.showHidden(true)
    const result = hideNumbers(hidden)(graph)
    if (!result.ok) throw new Error(result.message)
    await client.apply(result.transaction.patches)
    expect(updates.at(-1)!.hidden).toBeUndefined()
    expect(await client.tensor('deltas', 'm.y')).not.toBeNull()
    expect((await client.gradeExercise({}))!.places[2]!.numbers[0]).toBeCloseTo(delta.m, 12)
    await client.showHidden(false)
    expect(updates.at(-1)!.removed.deltas).toContain('m.y')
    expect(updates.at(-1)!.hidden!.deltas).toContain('m.y')
    expect(await client.tensor('deltas', 'm.y')).toBeNull()
    await client.open(posed())
    expect(updates.at(-1)!.hidden!.values).toEqual(['L.y'])
  })

  it('gives no hints where its author wants none, but still says what is no number', async () => {
    const { client } = await open(posed({ hints: false }))
    const report = await client.gradeExercise({ 'edge:e3': '1', 'delta:m.y': 'x' })
    const [, e3, m] = report!.places.map(({ items }) => items[0]!)
    expect(e3).toEqual({ id: 'edge:e3', element: 0, index: '', state: 'wrong' })
    expect(m!.hint).toContain('is not a number')
  })

  it('writes the file that is handed in', async () => {
    const { client } = await open(posed({ title: 'One' }))
    const report = await client.gradeExercise({})
    const read = readAnswersFile((await client.writeAnswers({ 'edge:e3': '1/2' }, 'Ada'))!)
    expect(read).toMatchObject({
      ok: true,
      file: { exercise: 'One', student: 'Ada', hash: report!.hash, answers: { 'edge:e3': '1/2' } },
    })
    await client.open(graph)
    expect(await client.writeAnswers({}, '')).toBeNull()
    expect(await client.gradeExercise({})).toBeNull()
  })
})

it('writes out a small tensor around the numbers that are asked for', async () => {
  const layer = documentOf(
    { x: { op: 'input', attrs: { shape: [1, 2] } }, z: { op: 'affine', attrs: { out_features: 2 } }, L: { op: 'sum' } },
    ['x z.x', 'z L.x'],
    { tensors: { 'x.y': { dtype: 'float64', shape: [1, 2], data: [5, 7] } }, objective: { node: 'L', port: 'y' } },
  )
  const result = hideNumbers([{ kind: 'gradient', key: 'z.weight', element: 1 }])(layer)
  if (!result.ok) throw new Error(result.message)
  const { client, updates } = await open(result.document)
  expect(updates[0]!.hidden!.gradients).toEqual(['z.weight'])
  const [place] = (await client.gradeExercise({}))!.places
  expect(place).toMatchObject({ name: 'the gradient of W of z', shape: [2, 2], numbers: [5, null, 5, 7] })
  expect(place!.items).toMatchObject([{ id: 'gradient:z.weight[1]', index: '[0, 1]', state: 'empty' }])
})

it.each([true, false])('is as hidden in a new worker as it was in the one that died (author: %s)', async (author) => {
  const result = hideNumbers([{ kind: 'value', key: 'out.y' }])(layersDocument({ layers: 30 }))
  if (!result.ok) throw new Error(result.message)
  const state = { document: result.document, left: 0, workers: 0 }
  const updates: RunUpdate[] = []
  const client = createWorkerClient({
    spawn: () => {
      state.workers++
      return mortalWorker({ fate: () => (state.left-- > 0 ? 'killed' : null), clock: { ms: 0 } })
    },
    document: () => state.document,
  })
  client.on('update', (update) => updates.push(update))
  await client.open(state.document)
  if (author) await client.showHidden(true)
  state.left = 1
  const [next, patches] = produceWithPatches(state.document, (draft) => {
    draft.tensors['t.y']!.data![0] = 5
  })
  state.document = next
  await client.apply(patches)
  expect((await client.tensor('values', 'out.y')) !== null).toBe(author)
  expect(state.workers).toBe(2)
  if (!author) expect(updates.some(({ changed }) => 'out.y' in changed.values)).toBe(false)
  client.dispose()
})
