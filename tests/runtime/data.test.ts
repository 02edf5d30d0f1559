/** @file Own data and results as the page asks for them. */
import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import type { PackedData } from '../../src/data'
import { packTable } from '../../src/data/own'
import { DEFAULT_TRAINING, emptyDocument, type GraphDocument } from '../../src/graph'
import { browserShelf, memoryShelf, type DataShelf } from '../../src/runtime/dataShelf'
import type { RunUpdate } from '../../src/runtime/protocol'
import { inProcess, shippedFiles } from '../support/inProcess'
import { ofKind } from '../support/results'

function start(shelf?: DataShelf) {
  const updates: RunUpdate[] = []
  const client = inProcess({ assets: shippedFiles, now: () => performance.now(), ...(shelf && { shelf }) })
  client.on('update', (update) => updates.push(update))
  return { client, updates }
}

const text = `a,b,kind\n${Array.from({ length: 40 }, (_, i) => `${i},${i % 7},${i < 20 ? 'low' : 'high'}`).join('\n')}`
const table = (): PackedData => {
  const { info, content } = packTable(
    text,
    'steps.csv',
    {},
    {
      kinds: ['number', 'number', 'category'],
      target: 2,
      decimalComma: false,
      missing: 'refuse',
      heldOut: 0.25,
      seed: 0,
      scaling: 'standard',
    },
  )
  return { info, content }
}

/** Two numbers in, two classes out; bound to a set of points or rows. */
function classifier(data: GraphDocument['data']): GraphDocument {
  const at = (node: string, port: string) => ({ node, port })
  return {
    ...emptyDocument('classes'),
    nodes: {
      x: { op: 'input', attrs: { shape: ['N', 2] } },
      t: { op: 'input', attrs: { shape: ['N'], dtype: 'int64' } },
      h: { op: 'affine', attrs: { out_features: 16 } },
      r: { op: 'tanh' },
      z: { op: 'affine', attrs: { out_features: 2 } },
      L: { op: 'cross_entropy_loss' },
    },
    edges: {
      a: { from: at('x', 'y'), to: at('h', 'x') },
      b: { from: at('h', 'y'), to: at('r', 'x') },
      c: { from: at('r', 'y'), to: at('z', 'x') },
      d: { from: at('z', 'y'), to: at('L', 'input') },
      e: { from: at('t', 'y'), to: at('L', 'target') },
    },
    ...(data && { data }),
  }
}

it('shows the data that are bound now, also when the ones before them come later', async () => {
  let release = () => {}
  const gate = new Promise<void>((resolve) => (release = resolve))
  const updates: RunUpdate[] = []
  const client = inProcess({ assets: async (...asked) => gate.then(() => shippedFiles(...asked)) })
  client.on('update', (update) => updates.push(update))
  const slow = classifier({ dataset: 'digits8x8', inputs: { x: 'image', t: 'label' } })
  const opening = client.open(slow)
  const data = { dataset: 'xor', inputs: { x: 'point', t: 'label' }, settings: { count: 40 } }
  await client.apply([{ op: 'replace', path: ['data'], value: data }])
  const { total } = updates.at(-1)!.examples!
  release()
  await opening
  await client.stepTraining({ ...DEFAULT_TRAINING, batchSize: null })
  expect(updates.at(-1)!.examples!.total).toBe(total)
  expect((await client.tensor('values', 'x.y'))!.shape.at(-1)).toBe(2)
})

it('trains the graph as it is when its data come: edited meanwhile, it begins all the same', async () => {
  let release = () => {}
  const gate = new Promise<void>((resolve) => (release = resolve))
  const client = inProcess({ assets: async (...asked) => gate.then(() => shippedFiles(...asked)) })
  const steps: number[] = []
  client.on('training', ({ step }) => steps.push(step))
  const document = classifier({ dataset: 'iris', inputs: { x: 'features', t: 'label' } })
  const opening = client.open(document)
  const training = client.startTraining({ ...DEFAULT_TRAINING, steps: 3, tolerance: null })
  const edited = client.apply([
    { op: 'replace', path: ['nodes', 'h', 'attrs', 'out_features'], value: 5 },
    { op: 'replace', path: ['nodes', 'z', 'attrs', 'out_features'], value: 3 },
    { op: 'replace', path: ['nodes', 'x', 'attrs', 'shape'], value: ['N', 4] },
  ])
  release()
  await Promise.all([opening, edited, training])
  expect(steps.at(-1)).toBe(3)
  expect((await client.tensor('values', 'h.weight'))!.shape).toEqual([5, 4])
})

it('comes in the number of the examples that the graph holds beside it, and in the usual one when they go', async () => {
  const { client, updates } = start()
  await client.open(classifier({ dataset: 'xor', inputs: { t: 'label' } }))
  const errors = () => updates.at(-1)!.errors
  expect(
    errors()
      .map(({ message }) => message)
      .join(),
  ).toMatch(/x/)
  await client.apply([
    { op: 'add', path: ['tensors', 'x.y'], value: { dtype: 'float32', shape: [1, 2], data: [1, 0] } },
  ])
  expect(errors()).toEqual([])
  expect(updates.at(-1)!.examples).toMatchObject({ first: 0, count: 1 })
  expect((await client.tensor('values', 't.y'))!.shape).toEqual([1])
  await client.apply([
    { op: 'remove', path: ['tensors', 'x.y'] },
    { op: 'replace', path: ['data', 'inputs'], value: { x: 'point', t: 'label' } },
  ])
  expect(updates.at(-1)!.examples).toMatchObject({ count: 4 })
  expect(errors()).toEqual([])
})

const train = { ...DEFAULT_TRAINING, optimizer: { kind: 'adam', lr: 0.05 }, steps: 300, batchSize: 50 }

describe('own data', () => {
  it('feed a graph like a shipped set, and are missed in words when they are gone', async () => {
    const { client, updates } = start()
    const packed = table()
    const { id } = packed.info
    await client.open(classifier({ dataset: id, inputs: { x: 'features', t: 'label' } }))
    expect(updates.at(-1)!.errors[0]!.message).toBe(
      'Your data "steps-csv" are not kept on this computer, or not in this browser any more.',
    )
    // The graph that was waiting for them runs as soon as they are brought.
    expect(await client.keepData(packed)).toEqual({ durable: false })
    expect(updates.at(-1)!.errors).toEqual([])
    expect(updates.at(-1)!.examples).toMatchObject({ total: 30 })
    expect((await client.ownData()).map((info) => info.id)).toEqual([id])
    await client.dropData(id)
    expect(updates.at(-1)!.errors[0]!.code).toBe('no-dataset')
  })

  it('are previewed, part by part', async () => {
    const { client } = start()
    const packed = table()
    await client.keepData(packed)
    const answer = await client.dataPreview(packed.info.id, undefined, 'heldOut', 8, 5)
    expect(answer).toMatchObject({ ok: true, train: 30, heldOut: 10, first: 8, count: 2 })
    expect(answer.ok && answer.fields.features!.shape).toEqual([2, 2])
    expect(await client.dataPreview('moons', { noise: 9 }, 'train', 0, 5)).toMatchObject({
      ok: false,
      problem: { message: 'Moons: "Noise" goes from 0 to 5; it is 9.' },
    })
  })

  it('outlive the session in the browser’s storage', async () => {
    const packed = table()
    expect(await start(browserShelf('one')).client.keepData(packed)).toEqual({ durable: true })
    const again = browserShelf('one')
    expect(await again.list()).toEqual([packed.info])
    expect((await again.find(packed.info.id))!.content).toEqual(packed.content)
    await again.drop(packed.info.id)
    expect(await again.find(packed.info.id)).toBeNull()
  })

  it('in memory are listed with the newest first', async () => {
    const shelf = memoryShelf()
    const packed = table()
    await shelf.keep(packed)
    await shelf.keep({ ...packed, info: { ...packed.info, id: 'own-other-00000000' } })
    expect((await shelf.list()).map(({ id }) => id)).toEqual(['own-other-00000000', packed.info.id])
  })
})

describe('results', () => {
  it('count what is right, list what is not, and draw the boundary, after training as before', async () => {
    const { client, updates } = start()
    const settings = { count: 200, noise: 0.05 }
    await client.open(classifier({ dataset: 'moons', inputs: { x: 'point', t: 'label' }, settings }))
    const before = await client.results(false)
    await client.startTraining(train)
    const after = await client.results(false)
    const { judged, boundary } = ofKind(after, 'classes')
    expect(judged).toMatchObject({ part: 'heldOut', seen: 50, size: 50, classes: 2, names: ['A', 'B'] })
    expect(judged.right).toBeGreaterThan(ofKind(before, 'classes').judged.right)
    expect(judged.right).toBeGreaterThanOrEqual(48)
    expect([...judged.matrix].reduce((sum, n) => sum + n, 0)).toBe(50)
    expect(judged.mistakes).toHaveLength(50 - judged.right)
    expect(boundary!.train).toHaveLength(3 * 200)
    // The plane is painted as the examples are: at a point of the grid beside an example stands its class.
    const { side, range, classes, train: points } = boundary!
    let alike = 0
    for (let i = 0; i < 200; i++) {
      const column = Math.floor(((points[3 * i]! - range[0]) / (range[1] - range[0])) * side)
      const row = Math.floor(((range[3] - points[3 * i + 1]!) / (range[3] - range[2])) * side)
      if (classes[row * side + column] === points[3 * i + 2]) alike++
    }
    expect(alike).toBeGreaterThan(190)
    // A held-out example is sent through the graph, alone.
    await client.showExamples(7, 1, 'heldOut')
    expect(updates.at(-1)!.examples).toEqual({ first: 7, count: 1, total: 50, part: 'heldOut' })
  })

  it('of all examples end with those that they have when training moves on', async () => {
    // Of a clock of its own: as many looks at it as on any other machine.
    const client = inProcess({ assets: shippedFiles })
    const settings = { count: 20_000 }
    await client.open(classifier({ dataset: 'moons', inputs: { x: 'point', t: 'label' }, settings }))
    const asked = client.results(false)
    await client.stepTraining({ ...train, batchSize: 4 })
    const early = ofKind(await asked, 'classes').judged.seen
    expect(early).toBeGreaterThan(0)
    expect(early).toBeLessThan(5000)
    expect(ofKind(await client.results(false), 'classes').judged.seen).toBe(5000)
  })

  it('also where the graph still holds numbers of its own for what is bound now', async () => {
    const document = classifier({ dataset: 'xor', inputs: { x: 'point', t: 'label' }, settings: { count: 40 } })
    const { client } = start()
    await client.open({ ...document, tensors: { 't.y': { dtype: 'int64', shape: [4], data: [0, 1, 1, 0] } } })
    const results = await client.results(false)
    expect(results).toMatchObject({ ok: true, judged: { size: 10 }, boundary: { side: 48 } })
  })

  it('of a network that reads drawings: what it says to one', async () => {
    const document = classifier({ dataset: 'digits8x8', inputs: { x: 'image', t: 'label' } })
    const { client } = start()
    await client.open({
      ...document,
      nodes: {
        ...document.nodes,
        x: { op: 'input', attrs: { shape: ['N', 1, 8, 8] } },
        f: { op: 'flatten' },
        z: { op: 'affine', attrs: { out_features: 10 } },
      },
      edges: {
        ...document.edges,
        a: { from: { node: 'x', port: 'y' }, to: { node: 'f', port: 'x' } },
        g: { from: { node: 'f', port: 'y' }, to: { node: 'h', port: 'x' } },
      },
    })
    const results = await client.results(true)
    expect(results).toMatchObject({ ok: true, drawing: 8, boundary: null, judged: { size: 359 } })
    const said = await client.classify(new Float32Array(64).fill(0.5))
    if (!said.ok) throw new Error(said.problem.message)
    expect(said.names).toHaveLength(10)
    expect(said.sure.reduce((sum, x) => sum + x, 0)).toBeCloseTo(1)
    expect(await client.classify(new Float32Array(3))).toMatchObject({ ok: false })
  })

  it('of a drawing: it enters the graph as an example of the class that it is meant to be, and leaves it again', async () => {
    const digits = classifier({ dataset: 'digits8x8', inputs: { x: 'image', t: 'label' } })
    const document = {
      ...digits,
      nodes: {
        ...digits.nodes,
        x: { op: 'input', attrs: { shape: ['N', 1, 8, 8] } },
        f: { op: 'flatten' },
        z: { op: 'affine', attrs: { out_features: 10 } },
      },
      edges: {
        ...digits.edges,
        a: { from: { node: 'x', port: 'y' }, to: { node: 'f', port: 'x' } },
        g: { from: { node: 'f', port: 'y' }, to: { node: 'h', port: 'x' } },
      },
    }
    const { client, updates } = start()
    await client.open(document)
    const loss = updates.at(-1)!.loss
    const pixels = Float32Array.from({ length: 64 }, (_, i) => (i % 8) / 7)
    expect(await client.showDrawing(pixels, 3)).toEqual({ ok: true })
    const { examples, errors, loss: drawnLoss } = updates.at(-1)!
    expect({ examples, errors }).toEqual({
      examples: { first: 0, count: 1, total: 1, drawn: { label: 3, name: '3' } },
      errors: [],
    })
    const seen = await client.tensor('values', 'x.y')
    expect(seen).toMatchObject({ dtype: 'float64', shape: [1, 1, 8, 8] })
    expect([...seen!.data]).toEqual([...pixels])
    expect(await client.tensor('values', 't.y')).toMatchObject({ dtype: 'int64', shape: [1], data: Float64Array.of(3) })
    // The loss and the deltas are the drawing's own: −log of how sure the network is of a 3.
    const said = await client.classify(pixels)
    expect(drawnLoss).toBeCloseTo(-Math.log(said.ok ? said.sure[3]! : 0), 4)
    expect((await client.tensor('deltas', 'z.y'))!.shape).toEqual([1, 10])

    // What has nothing to do with it leaves it there; other data take its place.
    await client.apply([{ op: 'add', path: ['training'], value: train }])
    expect(updates.at(-1)!.examples!.drawn).toBeDefined()
    await client.apply([{ op: 'replace', path: ['data', 'inputs'], value: { x: 'image', t: 'label' } }])
    expect(updates.at(-1)!.examples).toMatchObject({ first: 0, count: 4 })
    expect(updates.at(-1)!.examples!.drawn).toBeUndefined()
    expect(updates.at(-1)!.loss).toBeCloseTo(loss!)
    await client.showDrawing(pixels, 0)
    await client.showExamples(2, 2)
    expect(updates.at(-1)!.examples).toEqual({ first: 2, count: 2, total: expect.any(Number) as number })

    expect(await client.showDrawing(pixels, 10)).toMatchObject({ ok: false })
    expect(await client.showDrawing(new Float32Array(3), 1)).toMatchObject({ ok: false })
    expect(updates.at(-1)!.examples).toMatchObject({ first: 2, count: 2 })
  })

  it('of a curve: examples and what the network says along it', async () => {
    const document = classifier({ dataset: 'line', inputs: { x: 'x', t: 'y' }, settings: { noise: 0 } })
    const { client } = start()
    await client.open({
      ...document,
      nodes: {
        x: { op: 'input', attrs: { shape: ['N', 1] } },
        t: { op: 'input', attrs: { shape: ['N', 1] } },
        z: { op: 'affine', attrs: { out_features: 1 } },
        L: { op: 'mse_loss' },
      },
      edges: {
        a: { from: { node: 'x', port: 'y' }, to: { node: 'z', port: 'x' } },
        d: document.edges.d!,
        e: document.edges.e!,
      },
    })
    await client.startTraining({ ...train, optimizer: { kind: 'sgd', lr: 0.5 }, batchSize: null })
    const { fit, numbers } = ofKind(await client.results(false), 'curve')
    expect(fit.train).toHaveLength(400)
    fit.x.forEach((at, i) => expect(fit.y[i]).toBeCloseTo(2 * at - 0.5, 2))
    // Without noise, the line explains everything.
    expect(numbers!.together.r2).toBeCloseTo(1, 4)
  })

  it('say why there are none', async () => {
    const { client } = start()
    await client.open(emptyDocument())
    expect(await client.results(true)).toMatchObject({ ok: false })
  })
})
