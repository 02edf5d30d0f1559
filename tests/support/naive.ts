/** Plain loops over indices, slow and obvious: what the kernels must agree with. */
import { numel, stridesOf, type Conv2dGeometry, type Shape, type Tensor } from '../../src/tensor'

/** Element of a tensor at an index that may broadcast: axes are aligned at the end, and size 1 repeats. */
export function at({ shape, data }: Tensor, index: readonly number[]): number {
  const strides = stridesOf(shape)
  const lead = index.length - shape.length
  return data[strides.reduce((sum, stride, axis) => sum + (shape[axis] === 1 ? 0 : index[lead + axis]! * stride), 0)]!
}

export function* indices(shape: Shape): Generator<number[]> {
  const strides = stridesOf(shape)
  for (let i = 0; i < numel(shape); i++) yield shape.map((size, axis) => Math.floor(i / strides[axis]!) % size)
}

export function naiveBinary(a: Tensor, b: Tensor, shape: Shape, f: (x: number, y: number) => number): number[] {
  return [...indices(shape)].map((index) => f(at(a, index), at(b, index)))
}

/** Groups the elements of x by their place in `shape`, to which x was broadcast from, and combines each group. */
export function naiveReduce(
  x: Tensor,
  keptShape: Shape,
  start: number,
  f: (sum: number, x: number) => number,
): number[] {
  const strides = stridesOf(keptShape)
  const out = new Array<number>(numel(keptShape)).fill(start)
  const lead = x.shape.length - keptShape.length
  for (const index of indices(x.shape)) {
    const to = strides.reduce(
      (sum, stride, axis) => sum + (keptShape[axis] === 1 ? 0 : index[lead + axis]! * stride),
      0,
    )
    out[to] = f(out[to]!, at(x, index))
  }
  return out
}

export function naiveMatmul(a: Tensor, b: Tensor, transposeA = false, transposeB = false): number[] {
  const [m, k] = transposeA ? [a.shape[1]!, a.shape[0]!] : [a.shape[0]!, a.shape[1]!]
  const n = transposeB ? b.shape[0]! : b.shape[1]!
  const y = new Array<number>(m * n).fill(0)
  for (let i = 0; i < m; i++)
    for (let j = 0; j < n; j++)
      for (let p = 0; p < k; p++)
        y[i * n + j]! += a.data[transposeA ? p * m + i : i * k + p]! * b.data[transposeB ? j * k + p : p * n + j]!
  return y
}

/** Visits every pair (element of y, tap of its window in the image), padding excluded. */
function eachTap(
  x: Shape,
  weight: Shape,
  y: Shape,
  { stride, padding, dilation, groups }: Conv2dGeometry,
  visit: (yIndex: number[], xIndex: number[], wIndex: number[]) => void,
): void {
  const perGroup = weight[0]! / groups
  for (const [n, o, oh, ow] of indices(y) as Generator<[number, number, number, number]>)
    for (const [c, i, j] of indices(weight.slice(1)) as Generator<[number, number, number]>) {
      const h = oh * stride[0] - padding[0] + i * dilation[0]
      const w = ow * stride[1] - padding[1] + j * dilation[1]
      if (h < 0 || h >= x[2]! || w < 0 || w >= x[3]!) continue
      visit([n, o, oh, ow], [n, Math.floor(o / perGroup) * weight[1]! + c, h, w], [o, c, i, j])
    }
}

const place = (shape: Shape, index: readonly number[]) =>
  stridesOf(shape).reduce((sum, stride, axis) => sum + stride * index[axis]!, 0)

/** y, and the gradients of x and the weight under dy. */
export function naiveConv2d(x: Tensor, weight: Tensor, dy: Tensor, geometry: Conv2dGeometry) {
  const y = new Array<number>(numel(dy.shape)).fill(0)
  const dx = new Array<number>(numel(x.shape)).fill(0)
  const dw = new Array<number>(numel(weight.shape)).fill(0)
  let pairs = 0
  eachTap(x.shape, weight.shape, dy.shape, geometry, (yi, xi, wi) => {
    const [py, px, pw] = [place(dy.shape, yi), place(x.shape, xi), place(weight.shape, wi)]
    y[py]! += x.data[px]! * weight.data[pw]!
    dx[px]! += dy.data[py]! * weight.data[pw]!
    dw[pw]! += dy.data[py]! * x.data[px]!
    pairs++
  })
  return { y, dx, dw, pairs }
}
