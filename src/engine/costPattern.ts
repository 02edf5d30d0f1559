/** @file Sums over the scalar edges of a dependence pattern, axis by axis: never one edge after the other. */
import { edgesOfFactor, type Factor, type Pattern } from '../ops'

type Side = 'inputs' | 'outputs'

export const sizesOf = (pattern: Pattern, side: Side) => pattern.factors.map((factor) => factor[side])

/** Calls `visit` for every edge. Within one output element, edges come in the order of the input. */
export function eachEdge(pattern: Pattern, visit: (input: number, output: number) => void): void {
  const { factors } = pattern
  const inputStrides = strides(sizesOf(pattern, 'inputs'))
  const outputStrides = outputStridesOf(pattern)
  const walk = (at: number, input: number, output: number): void => {
    if (at === factors.length) return visit(input, output)
    eachOfFactor(factors[at]!, (i, o) => walk(at + 1, input + i * inputStrides[at]!, output + o * outputStrides[at]!))
  }
  walk(0, 0, 0)
}

function eachOfFactor(factor: Factor, visit: (input: number, output: number) => void): void {
  if (factor.kind === 'same') for (let i = 0; i < factor.inputs; i++) visit(i, i)
  else if (factor.kind === 'all')
    for (let o = 0; o < factor.outputs; o++) for (let i = 0; i < factor.inputs; i++) visit(i, o)
  else if (factor.kind === 'pairs') for (let j = 0; j < factor.from.length; j++) visit(factor.from[j]!, factor.to[j]!)
  else {
    const from = factor.from()
    for (let o = 0; o < factor.outputs; o++) visit(from[o]!, o)
  }
}

/** For each output element, the sum of `x` over the input elements that reach it. */
export function push(pattern: Pattern, x: Float64Array): Float64Array {
  const summed = contract(pattern.factors, x, 'outputs')
  return pattern.order ? transpose(summed, sizesOf(pattern, 'outputs'), pattern.order) : summed
}

/** For each input element, the sum of `y` over the output elements that it reaches. */
export function pull(pattern: Pattern, y: Float64Array): Float64Array {
  const { order } = pattern
  if (!order) return contract(pattern.factors, y, 'inputs')
  const outputs = sizesOf(pattern, 'outputs')
  const back = order.map((_, factor) => order.indexOf(factor))
  return contract(
    pattern.factors,
    transpose(
      y,
      order.map((factor) => outputs[factor]!),
      back,
    ),
    'inputs',
  )
}

/** How many edges arrive at each output element: `push` of ones, without the ones. */
export function arrivals(pattern: Pattern): Float64Array {
  const perFactor = pattern.factors.map((factor) => {
    const counts = new Float64Array(factor.outputs)
    if (factor.kind === 'all') return counts.fill(factor.inputs)
    if (factor.kind !== 'pairs') return counts.fill(1)
    for (let j = 0; j < factor.to.length; j++) counts[factor.to[j]!]!++
    return counts
  })
  const outer = perFactor.reduce((left, right) => {
    const both = new Float64Array(left.length * right.length)
    for (let i = 0; i < left.length; i++)
      for (let j = 0; j < right.length; j++) both[i * right.length + j] = left[i]! * right[j]!
    return both
  }, Float64Array.of(1))
  return pattern.order ? transpose(outer, sizesOf(pattern, 'outputs'), pattern.order) : outer
}

/** Whether every element of that side has an edge. */
export function covers({ factors }: Pattern, side: Side): boolean {
  return factors.every((factor) => {
    if (factor.kind === 'same') return true
    if (factor.kind === 'all') return edgesOfFactor(factor) > 0
    if (factor.kind === 'chosen') return side === 'outputs'
    return new Set(Array.from(side === 'outputs' ? factor.to : factor.from)).size === factor[side]
  })
}

/** Sums along one factor after the other; axes already done have the sizes of `side`. */
function contract(factors: readonly Factor[], data: Float64Array, side: Side): Float64Array {
  const other = side === 'inputs' ? 'outputs' : 'inputs'
  const inner = strides(factors.map((factor) => factor[other]))
  let current = data
  let outer = 1
  factors.forEach((factor, axis) => {
    if (factor.kind !== 'same') current = alongFactor(factor, current, outer, inner[axis]!, side)
    outer *= factor[side]
  })
  return current
}

function alongFactor(factor: Factor, data: Float64Array, outer: number, inner: number, side: Side): Float64Array {
  const other = side === 'inputs' ? 'outputs' : 'inputs'
  const [size, wanted] = [factor[other], factor[side]]
  const result = new Float64Array(outer * wanted * inner)
  const add = (block: number, from: number, to: number) => {
    const source = (block * size + from) * inner
    const target = (block * wanted + to) * inner
    for (let i = 0; i < inner; i++) result[target + i]! += data[source + i]!
  }
  for (let block = 0; block < outer; block++) {
    if (factor.kind === 'all') {
      if (wanted === 0) continue
      for (let from = 0; from < size; from++) add(block, from, 0)
      const first = block * wanted * inner
      for (let to = 1; to < wanted; to++) result.copyWithin(first + to * inner, first, first + inner)
    } else eachOfFactor(factor, side === 'outputs' ? (i, o) => add(block, i, o) : (i, o) => add(block, o, i))
  }
  return result
}

/** Axis i of the result is axis `dims[i]` of the data. */
function transpose(data: Float64Array, shape: readonly number[], dims: readonly number[]): Float64Array {
  const result = new Float64Array(data.length)
  const source = strides(shape)
  let at = 0
  const walk = (axis: number, from: number): void => {
    if (axis === dims.length) {
      result[at++] = data[from]!
      return
    }
    const dim = dims[axis]!
    for (let i = 0; i < shape[dim]!; i++) walk(axis + 1, from + i * source[dim]!)
  }
  walk(0, 0)
  return result
}

function strides(sizes: readonly number[]): number[] {
  const result = new Array<number>(sizes.length)
  let stride = 1
  for (let i = sizes.length - 1; i >= 0; i--) {
    result[i] = stride
    stride *= sizes[i]!
  }
  return result
}

/** The stride of each factor in the output, in the order of the factors. */
export function outputStridesOf(pattern: Pattern): number[] {
  const outputs = sizesOf(pattern, 'outputs')
  const order = pattern.order ?? outputs.map((_, i) => i)
  const inOrder = strides(order.map((factor) => outputs[factor]!))
  return outputs.map((_, factor) => inOrder[order.indexOf(factor)]!)
}
