/** @file Native reductions, softmax, pooling, and kernels that move numbers about. */
import type { PoolGeometry } from '../kernels'
import { numel, sameShape, stridesOf } from '../shape'
import type { Ref, Shape } from '../types'
import { broadcastStrides } from '../typescript/walk'
import { copyView } from './elementwise'
import { floats, type Native } from './native'
import { geometryWords } from './products'

type Float = 'float64' | 'float32'

/** Sizes along which is summed, and sizes that are kept, in turns. */
function runsOf(shape: Shape, dims: readonly number[]): { size: number; summed: boolean }[] {
  const runs: { size: number; summed: boolean }[] = []
  shape.forEach((size, axis) => {
    if (size === 1) return
    const summed = dims.includes(axis)
    const last = runs.at(-1)
    if (last?.summed === summed) last.size *= size
    else runs.push({ size, summed })
  })
  return runs
}

export function sum(dtype: Float, x: Ref, dims: readonly number[], keepdim: boolean): Native | null {
  const kept = x.shape.flatMap((size, axis) => (dims.includes(axis) ? (keepdim ? [1] : []) : [size]))
  return sumInto(dtype, x, dims, kept)
}

/** Summed down to `shape`, which broadcasts to the shape of x. */
export function sumTo(dtype: Float, x: Ref, shape: Shape): Native | null {
  if (sameShape(x.shape, shape)) return null
  const lead = x.shape.length - shape.length
  const dims = x.shape.flatMap((size, axis) => (axis < lead || (shape[axis - lead] === 1 && size !== 1) ? [axis] : []))
  return sumInto(dtype, x, dims, shape)
}

function sumInto(dtype: Float, x: Ref, dims: readonly number[], shape: Shape): Native | null {
  const runs = runsOf(x.shape, dims)
  const sizes = runs.map(({ size }) => size)
  if (sizes.includes(0) || runs.length > 3) return null
  // [kept, summed, kept] or [summed, kept, summed], where what is missing counts 1.
  const around = runs.length === 3 && runs[0]!.summed
  const [outer, middle, inner] = around
    ? sizes
    : runs[0]?.summed
      ? [1, ...sizes, 1]
      : runs.some(({ summed }) => summed)
        ? [...sizes, 1]
        : [sizes[0] ?? 1, 1, 1]
  return {
    operands: floats(x),
    results: [{ dtype, shape }],
    work: numel(x.shape),
    lower:
      ({ sumAround, sumMiddle }, { operands: [from], results: [to] }) =>
      () =>
        around ? sumAround(outer!, middle!, inner!, from!, to!) : sumMiddle(outer!, middle!, inner!, from!, to!),
  }
}

export function broadcastTo(dtype: Float, x: Ref, shape: Shape): Native | null {
  return sameShape(x.shape, shape) ? null : copyView(dtype, x, shape, broadcastStrides(x.shape, shape))
}

export function permute(dtype: Float, x: Ref, dims: readonly number[]): Native {
  const strides = stridesOf(x.shape)
  return copyView(
    dtype,
    x,
    dims.map((axis) => x.shape[axis]!),
    dims.map((axis) => strides[axis]!),
  )
}

/** Integers become floating numbers of the machine. */
export function toFloat(dtype: Float, x: Ref): Native | null {
  if (x.dtype !== 'int64' && x.dtype !== 'float64') return null
  const n = numel(x.shape)
  return {
    operands: [{ ref: x, as: 'index' }],
    results: [{ dtype, shape: x.shape }],
    work: n,
    lower: ({ toSingle, copyStrided }, { operands: [from], results: [to] }) =>
      dtype === 'float32' ? () => toSingle(n, from!, to!) : () => copyStrided(1, n, to!, from!, 0, 1),
  }
}

function softmaxRows(logarithm: boolean) {
  return (dtype: Float, x: Ref, dim: number): Native | null => {
    const n = x.shape[dim] ?? 1
    const rows = numel(x.shape.slice(0, dim))
    if (numel(x.shape.slice(dim + 1)) !== 1 || n === 0) return null
    return {
      operands: floats(x),
      results: [{ dtype, shape: x.shape }],
      work: 25 * numel(x.shape),
      lower:
        ({ softmaxRows: run }, { operands: [from], results: [to] }) =>
        () =>
          run(rows, n, from!, to!, logarithm ? 1 : 0),
    }
  }
}
export const softmax = softmaxRows(false)
export const logSoftmax = softmaxRows(true)

export function oneHot(dtype: Float, index: Ref, classes: number, dim: number): Native | null {
  if (index.dtype !== 'int64' && index.dtype !== 'float64') return null
  const outer = numel(index.shape.slice(0, dim))
  const inner = numel(index.shape.slice(dim))
  return {
    operands: [{ ref: index, as: 'index' }],
    results: [{ dtype, shape: [...index.shape.slice(0, dim), classes, ...index.shape.slice(dim)] }],
    work: outer * inner,
    lower:
      ({ oneHot: run }, { operands: [from], results: [to] }) =>
      () =>
        run(outer, classes, inner, from!, to!),
  }
}

function poolWords(xShape: Shape, geometry: PoolGeometry): number[] {
  return geometryWords(xShape, [xShape[1]!, 1, ...geometry.kernel], geometry.out, { ...geometry, groups: xShape[1]! })
}

export function maxPool2d(dtype: Float, x: Ref, geometry: PoolGeometry): Native {
  const shape = [...x.shape.slice(0, 2), ...geometry.out]
  return {
    operands: floats(x),
    results: [
      { dtype, shape },
      { dtype: 'int64', shape },
    ],
    names: ['y', 'index'],
    work: numel(shape) * geometry.kernel[0] * geometry.kernel[1],
    geometry: poolWords(x.shape, geometry),
    lower:
      ({ maxPool }, { operands: [from], results: [y, index], geometry: at }) =>
      () =>
        maxPool(at, from!, y!, index!),
  }
}

/** @param gate numbers of the shape of x: no error passes where they are not above 0. */
export function maxPool2dGrad(dtype: Float, dy: Ref, index: Ref, xShape: Shape, gate?: Ref): Native {
  const planes = xShape[0]! * xShape[1]!
  const [size, perPlane] = [numel(xShape.slice(2)), numel(dy.shape.slice(2))]
  return {
    operands: [...floats(dy), { ref: index, as: 'index' }, ...floats(...(gate ? [gate] : []))],
    results: [{ dtype, shape: xShape }],
    work: numel(dy.shape),
    lower:
      ({ maxPoolGradient }, { operands: [delta, winners, above], results: [dx] }) =>
      () =>
        maxPoolGradient(planes, size, perPlane, delta!, winners!, above ?? 0, dx!),
  }
}

export function avgPool2d(dtype: Float, x: Ref, geometry: PoolGeometry): Native {
  const shape = [...x.shape.slice(0, 2), ...geometry.out]
  const counted = geometry.countIncludePad ? 1 : 0
  return {
    operands: floats(x),
    results: [{ dtype, shape }],
    work: numel(shape) * geometry.kernel[0] * geometry.kernel[1],
    geometry: poolWords(x.shape, geometry),
    lower:
      ({ averagePool }, { operands: [from], results: [y], geometry: at }) =>
      () =>
        averagePool(at, from!, y!, counted, 0),
  }
}

export function avgPool2dGrad(dtype: Float, dy: Ref, xShape: Shape, geometry: PoolGeometry): Native {
  const counted = geometry.countIncludePad ? 1 : 0
  return {
    operands: floats(dy),
    results: [{ dtype, shape: xShape }],
    work: numel(dy.shape) * geometry.kernel[0] * geometry.kernel[1],
    geometry: poolWords(xShape, geometry),
    lower:
      ({ averagePool }, { operands: [delta], results: [dx], geometry: at }) =>
      () =>
        averagePool(at, dx!, delta!, counted, 1),
  }
}
