/** @file The numbers that a pass starts from: stored, fed, or drawn; and in which dtype. */
import { describe, expect, it } from 'vitest'
import { Session } from '../../src/engine'
import { backwardPort } from '../../src/engine/evaluate'
import { DEFAULT_TRAINING, type GraphDocument } from '../../src/graph'
import { ops } from '../../src/ops'
import { typescriptKernels } from '../../src/tensor'
import { denseNet, documentOf, storedTensor } from '../support/documents'

describe('a parameter that is not stored', () => {
  const drawn = (attrs: GraphDocument['nodes'][string]['attrs'], seed = 0, name = 'p') =>
    Array.from(
      new Session(ops)
        .run(documentOf({ [name]: { op: 'parameter', attrs } }, [], { training: { ...DEFAULT_TRAINING, seed } }))
        .values.get(`${name}.y`)!.data,
    )

  it('is drawn by its scheme, the last size counting for how many numbers meet', () => {
    const size = Math.max(...drawn({ shape: [50, 1, 100] }).map(Math.abs))
    expect(size).toBeLessThanOrEqual(0.1)
    expect(size).toBeGreaterThan(0.09)
    expect(drawn({ shape: [3], init: 'ones' })).toEqual([1, 1, 1])
    expect(drawn({ shape: [3], init: 'zeros' })).toEqual([0, 0, 0])
    expect(drawn({ shape: [3], value: 0.5 })).toEqual([0.5, 0.5, 0.5])
  })

  it('depends on seed and name', () => {
    expect(drawn({ shape: [4] }, 1)).toEqual(drawn({ shape: [4] }, 1))
    expect(drawn({ shape: [4] }, 2)).not.toEqual(drawn({ shape: [4] }, 1))
    expect(drawn({ shape: [4] }, 1, 'q')).not.toEqual(drawn({ shape: [4] }, 1))
  })
})

it('a constant is 0 unless it says what it is', () => {
  const constants = {
    c: { op: 'constant', attrs: { shape: [2], value: 3 } },
    z: { op: 'constant', attrs: { shape: [2] } },
  }
  const { values } = new Session(ops).run(documentOf(constants, []))
  expect(Array.from(values.get('c.y')!.data)).toEqual([3, 3])
  expect(Array.from(values.get('z.y')!.data)).toEqual([0, 0])
})

describe('the dtype', () => {
  const integers = (dtype?: string): GraphDocument =>
    documentOf({ t: { op: 'input', attrs: dtype ? { dtype } : {} } }, [], {
      tensors: { 't.y': { dtype: 'float64', shape: [2], data: [1, 2] } },
    })

  it('is that of the session for numbers with a fraction, and stays for whole ones', () => {
    const session = new Session(ops, { dtype: 'float32' })
    const run = session.run(denseNet([2, 3, 1]))
    for (const kind of ['values', 'deltas', 'edges', 'gradients'] as const)
      for (const [key, { dtype, data }] of run[kind]) {
        expect(dtype, key).toBe('float32')
        expect(data, key).toBeInstanceOf(Float32Array)
      }
    const document = denseNet([2, 3, 1])
    session.run(document)
    expect(session.run({ ...document, layout: {} }).computed).toEqual({ forward: 0, backward: 0 })
    for (const dtype of ['int64', 'bool'])
      expect(session.run(integers(dtype)).values.get('t.y')).toMatchObject({ dtype, shape: [2] })
  })

  it('is that of the node for what is stored', () => {
    const stored = (document: GraphDocument) => new Session(ops).run(document).values.get('t.y')!
    expect(stored(integers('int64'))).toMatchObject({ dtype: 'int64' })
    expect(stored(integers())).toMatchObject({ dtype: 'float64' })
    const whole = { ...integers('float64'), tensors: { 't.y': { dtype: 'int64' as const, shape: [1], data: [4] } } }
    expect(stored(whole).data[0]).toBe(4)
    expect(stored(whole).dtype).toBe('int64')
  })
})

it('numbers that are fed take the place of what the document holds, for sources, parameters and state alike', () => {
  const document = documentOf({ x: { op: 'input' }, h: { op: 'batch_norm' }, p: { op: 'parameter' } }, ['x h.x'], {
    tensors: { 'x.y': storedTensor([2, 1], 1) },
  })
  const fed = (shape: number[], value: number) => ({
    dtype: 'float64' as const,
    shape,
    data: new Float64Array(shape.reduce((n, size) => n * size, 1)).fill(value),
  })
  const feeds = {
    'x.y': fed([2, 1], 3),
    'h.weight': fed([1], 4),
    'h.running_mean': fed([1], 5),
    'p.y': fed([], 6),
  }
  const { values } = new Session(ops).run(document, feeds)
  for (const [key, tensor] of Object.entries(feeds)) expect(values.get(key)).toEqual(tensor)
})

it('a rule that does not exist is not run', () => {
  const record = { inputs: {}, outputs: {}, saved: {} }
  const node = { op: ops.get('bce_with_logits_loss')!, attrs: {} }
  expect(() => backwardPort(typescriptKernels('float64'), node, 'target', record, {})).toThrow(
    'bce_with_logits_loss has no gradient for target.',
  )
})
