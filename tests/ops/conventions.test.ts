/** What ops do where a formula gives no number, or several answers would do: as PyTorch has it, beyond the reference vectors. */
import { describe, expect, it } from 'vitest'
import { ops } from '../../src/ops'
import { fromArray, full, scalar, typescriptKernels, type Tensor } from '../../src/tensor'
import { expectClose } from '../support/close'
import { attrsFor, runOp, type Tensors } from '../support/opRun'

const k = typescriptKernels('float64')

/** y, and the gradient of each input that has one, under the upstream gradient dy (ones where absent). */
function run(op: string, inputs: Tensors, attrs: Record<string, unknown> = {}, dy?: number[]) {
  const spec = ops.get(op)!
  const full_ = attrsFor(spec, attrs, inputs)
  const { y } = runOp(spec, k, inputs, full_).outputs
  const upstream = { y: dy ? fromArray(y!.shape, dy) : full(y!.shape, 1) }
  const { gradient } = runOp(spec, k, inputs, full_, upstream)
  return { y: y!, grad: (port: string) => [...gradient(port).data] }
}
const row = (...data: number[]) => fromArray([data.length], data)
const numbers = ({ data }: Tensor) => [...data]

describe('NaN', () => {
  it('is not hidden by a maximum, and does not hide the other branch of a where', () => {
    expect(numbers(run('maximum', { a: row(NaN, 1), b: row(1, NaN) }).y)).toEqual([NaN, NaN])
    expect(run('maximum', { a: row(NaN), b: row(1) }).grad('a')).toEqual([1])
    const mask = fromArray([2], [true, false], 'bool')
    const chosen = run('where', { mask, a: row(1, NaN), b: row(NaN, 2) })
    expect([numbers(chosen.y), chosen.grad('a'), chosen.grad('b')]).toEqual([
      [1, 2],
      [1, 0],
      [0, 1],
    ])
  })

  it('passes through activations on both sides of their kink', () => {
    for (const op of ['elu', 'selu', 'leaky_relu', 'gelu', 'mish', 'silu', 'softplus', 'softsign', 'clamp'])
      expect(numbers(run(op, { x: row(NaN) }).y), op).toEqual([NaN])
  })
})

describe('infinity', () => {
  it('does not become NaN in a logsumexp', () => {
    expect(numbers(run('logsumexp', { x: row(-Infinity, -Infinity) }).y)).toEqual([-Infinity])
    expect(numbers(run('logsumexp', { x: row(Infinity, 0) }).y)).toEqual([Infinity])
    expect(numbers(run('logsumexp', { x: row(-Infinity, 3) }).y)).toEqual([3])
  })
})

describe('ties', () => {
  it('share the gradient of a maximum over all numbers evenly', () => {
    expect(run('max', { x: row(2, 5, 5, 5) }, {}, [3]).grad('x')).toEqual([0, 1, 1, 1])
    expect(run('min', { x: row(2, 2, 5) }, {}, [3]).grad('x')).toEqual([1.5, 1.5, 0])
  })

  it('of a clamp pass it: bounds are inside', () => {
    expect(run('clamp', { x: row(0, 0.5, 1, 2, -1) }, { min: 0, max: 1 }).grad('x')).toEqual([1, 1, 1, 0, 0])
  })

  it('of bounds in the wrong order give the upper one', () => {
    expect(numbers(run('clamp', { x: row(-5, 0, 5) }, { min: 2, max: 1 }).y)).toEqual([1, 1, 1])
  })
})

describe('the whole of a tensor', () => {
  it('is what a product goes over without dim, zeros included', () => {
    const x = fromArray([2, 2], [2, 0, 3, 4])
    expect(run('prod', { x }, {}, [10]).grad('x')).toEqual([0, 240, 0, 0])
    expect(run('prod', { x }, { keepdim: true }).y.shape).toEqual([1, 1])
  })

  it('loses every axis of size 1 in a squeeze without dim', () => {
    expect(run('squeeze', { x: fromArray([1, 3, 1], [1, 2, 3]) }).y.shape).toEqual([3])
  })
})

it('a single number has one channel, and may be sliced, permuted and normalized as it is', () => {
  const prelu = run('prelu', { x: scalar(-2), weight: row(0.5) })
  expect([prelu.y.shape, ...prelu.y.data, ...prelu.grad('x'), ...prelu.grad('weight')]).toEqual([[], -1, 0.5, -2])
  for (const op of ['slice', 'permute', 'squeeze', 'expand']) expect(run(op, { x: scalar(3) }).y).toEqual(scalar(3))
  expect(run('log_softmax', { x: scalar(3) }).grad('x')).toEqual([0])
})

describe('slices', () => {
  // Python: list(range(7))[start:end:step].
  it.each([
    [null, null, 3, [0, 3, 6]],
    [-3, null, 1, [4, 5, 6]],
    [2, -2, 2, [2, 4]],
    [-100, 2, 1, [0, 1]],
    [5, 100, 1, [5, 6]],
  ])('%j:%j:%j is Python’s', (start, end, step, want) => {
    const { y, grad } = run('slice', { x: row(0, 1, 2, 3, 4, 5, 6) }, { ranges: [[0, start, end, step]] })
    expect(numbers(y)).toEqual(want)
    expect(grad('x')).toEqual([0, 1, 2, 3, 4, 5, 6].map((i) => (want.includes(i) ? 1 : 0)))
  })
})

describe('borders', () => {
  it('of one value send nothing back, however large it is', () => {
    const padded = run('pad', { x: row(1) }, { pad: [1, 1], value: -1e300 })
    expect([numbers(padded.y), padded.grad('x')]).toEqual([[-1e300, 1, -1e300], [1]])
  })

  const x = fromArray([2, 3], [1, 2, 3, 4, 5, 6])
  // Two axes at once: rows by [1, 0], columns by [2, 1]; numpy.pad with mode reflect, edge and wrap.
  it.each([
    ['reflect', [6, 5, 4, 5, 6, 5, 3, 2, 1, 2, 3, 2, 6, 5, 4, 5, 6, 5], [1, 3, 2, 2, 6, 4]],
    ['replicate', [1, 1, 1, 2, 3, 3, 1, 1, 1, 2, 3, 3, 4, 4, 4, 5, 6, 6], [6, 2, 4, 3, 1, 2]],
    ['circular', [5, 6, 4, 5, 6, 4, 2, 3, 1, 2, 3, 1, 5, 6, 4, 5, 6, 4], [2, 2, 2, 4, 4, 4]],
  ])('%s on two axes', (mode, want, gradient) => {
    const { y, grad } = run('pad', { x }, { pad: [2, 1, 1, 0], mode })
    expect([y.shape, numbers(y)]).toEqual([[3, 6], want])
    expect(grad('x')).toEqual(gradient)
  })

  it('may be cut in every mode', () => {
    for (const mode of ['constant', 'reflect', 'replicate', 'circular']) {
      const { y, grad } = run('pad', { x }, { pad: [-1, 0, 0, -1], mode })
      expect([y.shape, numbers(y), grad('x')], mode).toEqual([
        [1, 2],
        [2, 3],
        [0, 1, 1, 0, 0, 0],
      ])
    }
  })
})

it('far out, activations reach their ends without overflow', () => {
  const x = row(-1e3, 1e3)
  const ends: Record<string, [number, number]> = {
    elu: [-1, 1e3],
    selu: [-1.7580993408473766, 1050.7009873554805],
    gelu: [0, 1e3],
    mish: [0, 1e3],
    silu: [0, 1e3],
    softplus: [0, 1e3],
  }
  for (const [op, want] of Object.entries(ends)) {
    const { y, grad } = run(op, { x })
    expectClose(y.data, want, op)
    expectClose(grad('x'), op === 'selu' ? [0, 1.0507009873554805] : [0, 1], `slope of ${op}`)
  }
})
