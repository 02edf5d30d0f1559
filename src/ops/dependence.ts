/**
 * @file Which elements of an output depend on which elements of an input, by an op's structure and not by its numbers:
 * the scalar edges that the cost model counts (a ReLU has one edge an element, dead or not).
 *
 * A pattern is a product of factors, one after another over the axes of the input and of the output, as a Kronecker
 * product of small matrices of zeros and ones. So a pattern is small however large the tensors are, the number of its
 * edges is a product, and a sum over all edges can be done axis by axis.
 */
import { numel, type Shape } from '../tensor'

/** How one axis (or several, flattened) of the input meets one of the output. */
export type Factor =
  /** Element i of `inputs` reaches element i of the output. */
  | { readonly kind: 'same'; readonly inputs: number; readonly outputs: number }
  /** Each reaches each. */
  | { readonly kind: 'all'; readonly inputs: number; readonly outputs: number }
  /** `from[j]` reaches `to[j]`, for all j; no pair twice. */
  | {
      readonly kind: 'pairs'
      readonly inputs: number
      readonly outputs: number
      readonly from: ArrayLike<number>
      readonly to: ArrayLike<number>
    }
  /** Each element of the output has one edge, from the element that its numbers chose; asked for only when needed. */
  | {
      readonly kind: 'chosen'
      readonly inputs: number
      readonly outputs: number
      readonly from: () => ArrayLike<number>
    }

export interface Pattern {
  /** In the order of the input's axes. */
  readonly factors: readonly Factor[]
  /** `order[i]` is the factor that comes i-th in the output; absent: the same order as in the input. */
  readonly order?: readonly number[]
}

/** The numbers of an input, output or saved tensor of the node, by name. */
export type Numbers = (name: string) => ArrayLike<number>

/** From the shapes of all ports of the node that are there, inputs and outputs. */
export type DependenceRule<A = any> = (shapes: Readonly<Record<string, Shape>>, attrs: A, numbers: Numbers) => Pattern

export const same = (n: number): Factor => ({ kind: 'same', inputs: n, outputs: n })
export const all = (inputs: number, outputs: number): Factor => ({ kind: 'all', inputs, outputs })

export function pairs(inputs: number, outputs: number, from: ArrayLike<number>, to: ArrayLike<number>): Factor {
  return { kind: 'pairs', inputs, outputs, from, to }
}

/** Element i of the output comes from element `from[i]` of the input: slices, reflected pads, nearest upsampling. */
export function taken(inputs: number, from: ArrayLike<number>): Factor {
  return pairs(
    inputs,
    from.length,
    from,
    Array.from(from, (_, i) => i),
  )
}

/** The input lies in the output from `start` on: one part of a concatenation, the middle of a zero pad. */
export function placed(inputs: number, outputs: number, start: number): Factor {
  const from: number[] = []
  for (let i = Math.max(0, -start); i < inputs && i + start < outputs; i++) from.push(i)
  return pairs(
    inputs,
    outputs,
    from,
    from.map((i) => i + start),
  )
}

/** `start + i · step` for every place of a window that lies inside the input. */
export function windows(
  inputs: number,
  outputs: number,
  window: { kernel: number; stride: number; padding: number; dilation: number },
): Factor {
  const from: number[] = []
  const to: number[] = []
  for (let o = 0; o < outputs; o++)
    for (let i = 0; i < window.kernel; i++) {
      const at = o * window.stride - window.padding + i * window.dilation
      if (at < 0 || at >= inputs) continue
      from.push(at)
      to.push(o)
    }
  return pairs(inputs, outputs, from, to)
}

/** The same with the roles of input and output changed: what a transposed convolution does. */
export function turned(factor: Factor): Factor {
  if (factor.kind === 'pairs') return pairs(factor.outputs, factor.inputs, factor.to, factor.from)
  if (factor.kind === 'chosen') throw new Error('A choice by numbers has no transpose.')
  return { ...factor, inputs: factor.outputs, outputs: factor.inputs }
}

export const product = (...factors: Factor[]): Pattern => ({ factors })

/** The same elements in the same order, whatever the shape. */
export const inOrder = (x: Shape): Pattern => product(same(numel(x)))

/** One number for each channel reaches all places of its channel in y [N, channels, ...]: a bias, a scale. */
export const channelwise = (y: Shape): Pattern => product(all(1, y[0]!), same(y[1]!), all(1, numel(y.slice(2))))

/** Windows over the axes behind [N, channels], each channel by itself: average pooling. */
export function windowed(x: Shape, y: Shape, window: WindowSides): Pattern {
  return product(same(x[0]! * x[1]!), ...windowFactors(x, y, window))
}

interface WindowSides {
  readonly kernel: readonly number[]
  readonly stride: readonly number[]
  readonly padding: readonly number[]
  readonly dilation: readonly number[]
}

/** One factor for each axis behind [N, channels]: the axes are independent. */
export function windowFactors(x: Shape, y: Shape, { kernel, stride, padding, dilation }: WindowSides): Factor[] {
  return kernel.map((size, axis) =>
    windows(x[2 + axis]!, y[2 + axis]!, {
      kernel: size,
      stride: stride[axis]!,
      padding: padding[axis]!,
      dilation: dilation[axis]!,
    }),
  )
}

/** One edge for each element of y, from the place in its own channel of x that the numbers chose: max pooling. */
export function chosenInPlane(x: Shape, y: Shape, places: () => ArrayLike<number>): Pattern {
  const [xPlane, yPlane] = [numel(x.slice(2)), numel(y.slice(2))]
  return chosen(x, y, () => Array.from(places(), (at, o) => Math.floor(o / yPlane) * xPlane + at))
}

/** One edge for each element of y, from the element of x that the numbers chose. `from` gives flat places in x. */
export function chosen(x: Shape, y: Shape, from: () => ArrayLike<number>): Pattern {
  return product({ kind: 'chosen', inputs: numel(x), outputs: numel(y), from })
}

/**
 * Element by element, axes compared from the last as in broadcasting: equal sizes go along with each other, a 1 is
 * repeated, and an axis that y has not got (or has as 1) was gone over. Serves elementwise ops, sums to a number, and losses.
 */
export function broadcasting(x: Shape, y: Shape): Pattern {
  const rank = Math.max(x.length, y.length)
  const axis = (shape: Shape, i: number) => shape[i - rank + shape.length] ?? 1
  return product(
    ...Array.from({ length: rank }, (_, i) => {
      const [inputs, outputs] = [axis(x, i), axis(y, i)]
      return inputs === outputs ? same(inputs) : all(inputs, outputs)
    }),
  )
}

/** Within `axes`, every element of x reaches every element of y, which has x's shape: softmax, the normalisations. */
export function along(x: Shape, axes: readonly number[]): Pattern {
  return product(...x.map((size, axis) => (axes.includes(axis) ? all(size, size) : same(size))))
}

/** `axes` of x are gone over, and gone or of size 1 in y. */
export function reducing(x: Shape, axes: readonly number[]): Pattern {
  return product(...x.map((size, axis) => (axes.includes(axis) ? all(size, 1) : same(size))))
}

/** Axis i of y is axis `dims[i]` of x. */
export function permuted(x: Shape, dims: readonly number[]): Pattern {
  return { factors: x.map(same), order: dims }
}

/** The number of edges. As a float: exact up to 2^53. */
export function edgesOf({ factors }: Pattern): number {
  return factors.reduce((n, factor) => n * edgesOfFactor(factor), 1)
}

export function edgesOfFactor(factor: Factor): number {
  if (factor.kind === 'all') return factor.inputs * factor.outputs
  return factor.kind === 'pairs' ? factor.from.length : factor.outputs
}
