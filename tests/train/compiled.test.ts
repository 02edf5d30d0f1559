import { describe, expect, it } from 'vitest'
import { check } from '../../src/check'
import { makePlan, Session } from '../../src/engine'
import { DEFAULT_TRAINING, type GraphDocument, type StoredTensor, type TrainingSettings } from '../../src/graph'
import { ops } from '../../src/ops'
import { createRandom, fromArray, type Tensor } from '../../src/tensor'
import { Recording, Trainer } from '../../src/train'
import { expectClose } from '../support/close'

type Layer = readonly [op: string, attrs?: Record<string, unknown>]

/** Layers one behind the other over random examples, with a loss. */
function chain(x: readonly number[], layers: readonly Layer[], loss: 'classes' | 'numbers', seed = 1): GraphDocument {
  const random = createRandom(seed)
  const [examples, ...rest] = x
  const numbers = (shape: readonly number[], draw: () => number): StoredTensor => ({
    dtype: 'float64',
    shape: [...shape],
    data: Array.from({ length: shape.reduce((n, size) => n * size, 1) }, draw),
  })
  const target =
    loss === 'classes'
      ? { ...numbers([examples!], () => random.integer(3)), dtype: 'int64' as const }
      : numbers([examples!, 3], random.normal)
  const nodes: GraphDocument['nodes'] = {
    x: { op: 'input', attrs: { shape: ['N', ...rest] } },
    t: { op: 'input', attrs: { shape: ['N', ...target.shape.slice(1)], dtype: target.dtype } },
  }
  const edges: GraphDocument['edges'] = {}
  let last = 'x'
  const add = (id: string, op: string, attrs: Record<string, unknown> = {}, port = 'x') => {
    nodes[id] = { op, attrs: attrs as never }
    edges[`e_${id}`] = { from: { node: last, port: 'y' }, to: { node: id, port } }
    last = id
  }
  layers.forEach(([op, attrs], i) => add(`n${i}`, op, attrs))
  add('L', loss === 'classes' ? 'cross_entropy_loss' : 'mse_loss', {}, 'input')
  edges.e_t = { from: { node: 't', port: 'y' }, to: { node: 'L', port: 'target' } }
  const tensors = { 'x.y': numbers(x, random.normal), 't.y': target }
  return { format: 'gradwire', version: 1, name: 'chain', nodes, edges, tensors, layout: {} }
}

const perceptron = chain(
  [23, 5],
  [
    ['affine', { out_features: 7 }],
    ['tanh'],
    ['affine', { out_features: 6 }],
    ['sigmoid'],
    ['affine', { out_features: 3 }],
  ],
  'numbers',
)
const lenet = chain(
  [11, 1, 14, 14],
  [
    ['conv2d', { out_channels: 6, kernel_size: 3, padding: 1 }],
    ['relu'],
    ['max_pool2d', { kernel_size: 2 }],
    ['conv2d', { out_channels: 8, kernel_size: 3 }],
    ['relu'],
    ['avg_pool2d', { kernel_size: 2 }],
    ['flatten'],
    ['affine', { out_features: 3 }],
  ],
  'classes',
)
const withState = chain(
  [12, 2, 6, 6],
  [
    ['conv2d', { out_channels: 4, kernel_size: 3 }],
    ['batch_norm', { training: true }],
    ['relu'],
    ['dropout', { p: 0.3, training: true }],
    ['flatten'],
    ['affine', { out_features: 3 }],
  ],
  'classes',
)

const settings: TrainingSettings = {
  ...DEFAULT_TRAINING,
  steps: 12,
  batchSize: 5,
  tolerance: null,
  optimizer: { kind: 'sgd', lr: 0.05 },
}

describe('training from a recording gives what training node by node gives', () => {
  const run = (document: GraphDocument, changes: Partial<TrainingSettings>, compiled: boolean) => {
    const trainer = new Trainer({ document, ops, settings: { ...settings, ...changes }, compiled })
    const losses = Array.from({ length: settings.steps }, () => trainer.advance().loss)
    return { losses, parameters: trainer.parameterTensors() }
  }

  it.each([
    ['a perceptron', perceptron, {}],
    [
      'a perceptron with Adam, all examples at once',
      perceptron,
      { batchSize: null, optimizer: { kind: 'adam', lr: 0.01 } },
    ],
    ['a convolutional network', lenet, {}],
    ['a convolutional network with momentum', lenet, { optimizer: { kind: 'sgd', lr: 0.05, momentum: 0.9 } }],
    ['batch norm and dropout', withState, {}],
  ] as const)('%s', (_, document, changes) => {
    const plain = run(document, changes as never, false)
    const compiled = run(document, changes as never, true)
    expectClose(compiled.losses, plain.losses, 'losses', { absolute: 1e-14, relative: 1e-12 })
    expect([...compiled.parameters.keys()]).toEqual([...plain.parameters.keys()])
    for (const [key, { data }] of plain.parameters)
      expectClose(compiled.parameters.get(key)!.data, data, key, { absolute: 1e-12, relative: 1e-10 })
  })

  it('is the same in every run, bit by bit', () => {
    expect(run(lenet, {}, true).losses).toEqual(run(lenet, {}, true).losses)
  })

  it('stays as it was handed out while training goes on', () => {
    const trainer = new Trainer({ document: withState, ops, settings })
    trainer.advance()
    const before = [...trainer.parameterTensors()].map(([key, { data }]) => [key, data, data.slice()] as const)
    for (let i = 0; i < 5; i++) trainer.advance()
    for (const [, data, copy] of before) expect(data).toEqual(copy)
  })
})

describe('a recording of everything', () => {
  it.each([
    ['a perceptron', perceptron],
    ['a convolutional network', lenet],
  ])('keeps every value, δ and edge delta that the evaluator keeps: %s', (_, document) => {
    const feeds = Object.fromEntries(
      Object.entries(document.tensors).map(([key, { shape, data, dtype }]) => [
        key,
        fromArray(shape, data as number[], dtype),
      ]),
    )
    const wanted = new Session(ops).run(document, feeds)
    const plan = makePlan(check(document, ops, feeds))
    const given = new Map<string, Tensor>(Object.entries(feeds))
    for (const node of plan.order)
      for (const port of node.parameters) given.set(`${node.id}.${port}`, wanted.values.get(`${node.id}.${port}`)!)
    const recording = Recording.make('float64', plan, plan.order, given, 'everything')!
    recording.write(given)
    recording.run()
    recording.run()
    const got = recording.read()
    expect(got.loss).toBeCloseTo(wanted.loss!, 13)
    for (const kind of ['values', 'deltas', 'edges', 'gradients'] as const) {
      expect([...got[kind].keys()].sort()).toEqual([...wanted[kind].keys()].sort())
      for (const [key, { data, shape }] of wanted[kind]) {
        expect(got[kind].get(key)!.shape, key).toEqual(shape)
        expectClose(got[kind].get(key)!.data, data, `${kind} ${key}`, { absolute: 1e-13, relative: 1e-11 })
      }
    }
  })
})

it('holds no more memory after 10,000 steps than after 100', () => {
  const document = chain(
    [8, 3],
    [['affine', { out_features: 4 }], ['relu'], ['affine', { out_features: 3 }]],
    'classes',
  )
  const trainer = new Trainer({ document, ops, settings: { ...settings, steps: 10_000, batchSize: 3 } })
  const outside = () => process.memoryUsage().arrayBuffers
  for (let i = 0; i < 100; i++) trainer.advance()
  globalThis.gc?.()
  const before = outside()
  for (let i = 100; i < 10_000; i++) trainer.advance()
  globalThis.gc?.()
  // Without a forced collection some small arrays of the last steps are still waiting for one.
  expect(outside() - before).toBeLessThan(8 * 2 ** 20)
})
