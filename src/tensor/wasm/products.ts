/** @file Native matrix products and convolutions. A bias that is added to their result starts their sums instead. */
import type { Conv2dGeometry } from '../kernels'
import { broadcastShapes, numel } from '../shape'
import type { Ref, Shape } from '../types'
import { broadcastStrides, planWalk, walk } from '../typescript/walk'
import { START } from './exports'
import { bytesPerElement } from './machine'
import { floats, type Native } from './native'

type Float = 'float64' | 'float32'

interface Transposes {
  readonly transposeA?: boolean
  readonly transposeB?: boolean
}

/** @param bias one number for each column of the result. */
export function matmul(dtype: Float, a: Ref, b: Ref, options: Transposes = {}, bias?: Ref): Native | null {
  const { transposeA = false, transposeB = false } = options
  const [aRows, aCols] = a.shape.slice(-2) as [number, number]
  const [bRows, bCols] = b.shape.slice(-2) as [number, number]
  const [m, k] = transposeA ? [aCols, aRows] : [aRows, aCols]
  const n = transposeB ? bRows : bCols
  const aBatch = a.shape.slice(0, -2)
  const bBatch = b.shape.slice(0, -2)
  const batch = broadcastShapes(aBatch, bBatch)
  if (!batch || k !== (transposeB ? bCols : bRows)) return null
  const shape = [...batch, m, n]
  const size = bytesPerElement(dtype)
  const [aRow, aStep] = transposeA ? [1, aCols] : [aCols, 1]
  const [bStep, bColumn] = transposeB ? [1, bCols] : [bCols, 1]
  // One matrix for the whole batch: its products are one product with all rows of the other.
  const joined = !transposeA && numel(bBatch) === 1
  const rows = joined ? numel(aBatch) * m : m
  const starts: number[] = []
  if (joined) starts.push(0, 0, 0)
  else {
    const plan = planWalk(batch, broadcastStrides(aBatch, batch), broadcastStrides(bBatch, batch))
    const [steps, di, dj] = [plan.sizes.at(-1)!, plan.first.at(-1)!, plan.second.at(-1)!]
    walk(plan, (at, i, j) => {
      for (let s = 0; s < steps; s++)
        starts.push((at + s) * m * n * size, (i + s * di) * m * k * size, (j + s * dj) * k * n * size)
    })
  }
  return {
    operands: floats(a, b, ...(bias ? [bias] : [])),
    results: [{ dtype, shape }],
    work: numel(shape) * k,
    scratch: ({ gemmScratch }) => gemmScratch(),
    lower: ({ gemm }, { operands: [left, right, first], results: [y], scratch }) => {
      const start = bias ? START.columnBias : START.zero
      const run = (to: number, from: number, by: number) =>
        gemm(rows, n, k, left! + from, aRow, aStep, right! + by, bStep, bColumn, y! + to, n, start, first ?? 0, scratch)
      if (starts.length === 3) return () => run(0, 0, 0)
      return () => {
        for (let s = 0; s < starts.length; s += 3) run(starts[s]!, starts[s + 1]!, starts[s + 2]!)
      }
    },
  }
}

/** The 16 numbers that assembly/windows.ts reads. */
export function geometryWords(xShape: Shape, wShape: Shape, out: Shape, geometry: Omit<Conv2dGeometry, 'kernel'>) {
  const { stride, padding, dilation, groups } = geometry
  return [...xShape, wShape[0]!, wShape[2]!, wShape[3]!, ...stride, ...padding, ...dilation, groups, ...out]
}

function outSizes(xShape: Shape, wShape: Shape, { stride, padding, dilation }: Conv2dGeometry): number[] {
  return [0, 1].map(
    (axis) =>
      Math.floor(
        (xShape[2 + axis]! + 2 * padding[axis]! - dilation[axis]! * (wShape[2 + axis]! - 1) - 1) / stride[axis]!,
      ) + 1,
  )
}

/** Products of one convolution, the same for all three directions. */
const workOf = (wShape: Shape, images: number, out: Shape) => numel(wShape) * images * numel(out)

/** @param bias one number for each output channel. */
export function conv2d(dtype: Float, x: Ref, weight: Ref, geometry: Conv2dGeometry, bias?: Ref): Native {
  const out = outSizes(x.shape, weight.shape, geometry)
  return {
    operands: floats(x, weight, ...(bias ? [bias] : [])),
    results: [{ dtype, shape: [x.shape[0]!, weight.shape[0]!, ...out] }],
    work: workOf(weight.shape, x.shape[0]!, out),
    geometry: geometryWords(x.shape, weight.shape, out, geometry),
    scratch: ({ convolveScratch }, at) => convolveScratch(at),
    lower:
      ({ convolve }, { operands: [images, w, first], results: [y], geometry: at, scratch }) =>
      () =>
        convolve(at, images!, w!, first ?? 0, y!, scratch),
  }
}

/** Null for the output_padding of a transposed convolution with stride 1: the module's way there makes what the windows cover, and no more. */
export function conv2dInputGrad(
  dtype: Float,
  dy: Ref,
  weight: Ref,
  xShape: Shape,
  geometry: Conv2dGeometry,
): Native | null {
  const out = dy.shape.slice(2)
  const { stride, padding, dilation } = geometry
  const beyond = [0, 1].some(
    (axis) => xShape[2 + axis]! + 2 * padding[axis]! > out[axis]! + dilation[axis]! * (weight.shape[2 + axis]! - 1),
  )
  if (beyond && stride.every((step) => step === 1)) return null
  return {
    operands: floats(dy, weight),
    results: [{ dtype, shape: xShape }],
    work: workOf(weight.shape, xShape[0]!, out),
    geometry: [...geometryWords(xShape, weight.shape, out, geometry), ...new Array<number>(16).fill(0)],
    // The second 16 numbers are room for the geometry turned around.
    scratch: ({ inputGradientScratch }, at) => inputGradientScratch(at, at + 64),
    lower:
      ({ inputGradient }, { operands: [delta, w], results: [dx], geometry: at, scratch }) =>
      () =>
        inputGradient(at, delta!, w!, dx!, scratch),
  }
}

export function conv2dWeightGrad(dtype: Float, dy: Ref, x: Ref, wShape: Shape, geometry: Conv2dGeometry): Native {
  const out = dy.shape.slice(2)
  return {
    operands: floats(dy, x),
    results: [{ dtype, shape: wShape }],
    work: workOf(wShape, x.shape[0]!, out),
    geometry: geometryWords(x.shape, wShape, out, geometry),
    scratch: ({ weightGradientScratch }, at) => weightGradientScratch(at),
    lower:
      ({ weightGradient }, { operands: [delta, images], results: [dw], geometry: at, scratch }) =>
      () =>
        weightGradient(at, delta!, images!, dw!, scratch),
  }
}
