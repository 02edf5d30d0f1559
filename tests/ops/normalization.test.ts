/** The normalizations against their definition, and what their own parameters are. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Session } from '../../src/engine'
import { DEFAULT_TRAINING, emptyDocument } from '../../src/graph'
import { ops, type Attrs } from '../../src/ops'
import { numel, typescriptKernels, type Shape, type SymbolicShape, type Tensor } from '../../src/tensor'
import { expectClose } from '../support/close'
import { runOp, type Tensors } from '../support/opRun'
import { randomTensor } from '../support/randomTensor'

const k = typescriptKernels('float64')
const NORMS = ['layer_norm', 'rms_norm', 'group_norm', 'instance_norm'] as const

/** The flat places that are normalized together. */
function sets(op: (typeof NORMS)[number], x: Shape, groups: number): number[][] {
  const size = {
    layer_norm: x.at(-1)!,
    rms_norm: x.at(-1)!,
    group_norm: numel(x.slice(1)) / groups,
    instance_norm: numel(x.slice(2)),
  }[op]
  return Array.from({ length: numel(x) / size }, (_, s) => Array.from({ length: size }, (_, i) => s * size + i))
}

/** Which weight goes with a place: the place on the last axis, or the channel. */
const owner = (op: string, x: Shape, place: number) =>
  op === 'layer_norm' || op === 'rms_norm' ? place % x.at(-1)! : Math.floor(place / numel(x.slice(2))) % x[1]!

function expected(op: (typeof NORMS)[number], { x, weight, bias }: Tensors, groups: number, eps: number): number[] {
  const y = new Array<number>(x!.data.length)
  for (const places of sets(op, x!.shape, groups)) {
    const mean = op === 'rms_norm' ? 0 : places.reduce((sum, i) => sum + x!.data[i]!, 0) / places.length
    const variance = places.reduce((sum, i) => sum + (x!.data[i]! - mean) ** 2, 0) / places.length
    for (const i of places) {
      const own = owner(op, x!.shape, i)
      y[i] = ((x!.data[i]! - mean) / Math.sqrt(variance + eps)) * (weight?.data[own] ?? 1) + (bias?.data[own] ?? 0)
    }
  }
  return y
}

describe.each(NORMS)('%s', (id) => {
  const op = ops.get(id)!
  const setting = fc.record({
    groups: fc.integer({ min: 1, max: 3 }),
    perGroup: fc.integer({ min: 1, max: 2 }),
    places: fc.array(fc.integer({ min: 2, max: 3 }), { minLength: 1, maxLength: 2 }),
    eps: fc.constantFrom(1e-5, 0.5),
    weight: fc.boolean(),
    bias: fc.boolean(),
    seed: fc.integer({ min: 0, max: 1e6 }),
  })

  it('is what its definition says, and its gradients are the central differences', () => {
    fc.assert(
      fc.property(setting, ({ groups, perGroup, places, eps, seed, ...own }) => {
        const x = randomTensor([2, groups * perGroup, ...places], seed)
        const size = id === 'layer_norm' || id === 'rms_norm' ? x.shape.at(-1)! : x.shape[1]!
        const inputs: Record<string, Tensor> = { x }
        if (own.weight) inputs.weight = randomTensor([size], seed + 1)
        if (own.bias && op.inputs.bias) inputs.bias = randomTensor([size], seed + 2)
        const attrs = op.attrs.parse({ eps, num_groups: groups })
        const dy = randomTensor(x.shape, seed + 3)
        const run = runOp(op, k, inputs, attrs, { y: dy })
        expectClose(run.outputs.y!.data, expected(id, inputs, groups, eps), 'y')
        const along = (port: string, i: number, step: number) => {
          const data = inputs[port]!.data.slice()
          data[i]! += step
          const y = expected(id, { ...inputs, [port]: { ...inputs[port]!, data } }, groups, eps)
          return y.reduce((sum, value, j) => sum + value * dy.data[j]!, 0)
        }
        for (const port of Object.keys(inputs)) {
          const differences = Array.from(
            inputs[port]!.data,
            (_, i) => (along(port, i, 1e-5) - along(port, i, -1e-5)) / 2e-5,
          )
          expectClose(run.gradient(port).data, differences, `gradient of ${port}`, { absolute: 1e-6, relative: 1e-5 })
        }
      }),
      { numRuns: 30 },
    )
  })

  it('keeps large numbers finite, and equal ones without NaN', () => {
    const x: Tensor = { dtype: 'float64', shape: [1, 2, 2], data: Float64Array.of(1e150, -1e150, 7, 7) }
    const { outputs, gradient } = runOp(op, k, { x }, op.attrs.parse({}), { y: randomTensor([1, 2, 2], 1) })
    for (const tensor of [outputs.y!, gradient('x')]) expect([...tensor.data].every(Number.isFinite)).toBe(true)
  })

  it('starts as the plain normalization, whatever the seed', () => {
    const data = [...randomTensor([2, 2, 3], 5).data]
    const document = {
      ...emptyDocument(),
      nodes: { x: { op: 'input' }, h: { op: id } },
      edges: { e: { from: { node: 'x', port: 'y' }, to: { node: 'h', port: 'x' } } },
      tensors: { 'x.y': { dtype: 'float64' as const, shape: [2, 2, 3], data } },
      training: { ...DEFAULT_TRAINING, seed: 3 },
    }
    const { values } = new Session(ops).run(document)
    expect([...values.get('h.weight')!.data].every((w) => w === 1)).toBe(true)
    if (op.inputs.bias) expect([...values.get('h.bias')!.data].every((b) => b === 0)).toBe(true)
  })
})

const good: readonly [op: string, attrs: Attrs, x: SymbolicShape, weight: SymbolicShape][] = [
  ['layer_norm', {}, ['N', 'T', 8], [8]],
  ['layer_norm', { normalized_shape: [4, 8] }, ['N', '?', 8], [4, 8]],
  ['rms_norm', { normalized_shape: [8] }, ['N', '?'], [8]],
  ['group_norm', { num_groups: 2, num_channels: 6 }, ['N', '?', 'H', 'W'], [6]],
  ['group_norm', {}, ['N', 6], [6]],
  ['instance_norm', { num_features: 3 }, ['N', '?', 'L'], [3]],
  ['instance_norm', {}, ['N', 3, '?', 1], [3]],
]

it.each(good)('%s %j over %j owns a weight of %j, and keeps the shape', (id, attrs, x, weight) => {
  const op = ops.get(id)!
  const parsed = op.attrs.parse(attrs)
  const own = op.inputs.weight!.parameter!.shape({ x }, parsed)
  expect(own).toEqual(weight)
  expect(op.shape({ x, weight: own }, parsed)).toEqual({ y: x })
})

it('rms_norm without eps adds the precision of the numbers, as PyTorch does', () => {
  const op = ops.get('rms_norm')!
  const zero: Tensor = { dtype: 'float32', shape: [1, 1], data: Float32Array.of(2 ** -12) }
  const y = op.forward(typescriptKernels('float32'), { x: zero }, op.attrs.parse({})).y as Tensor
  expect(y.data[0]).toBeCloseTo(2 ** -12 / Math.sqrt(2 ** -24 + 2 ** -23), 6)
})
