/**
 * @file Calls that one function of the module does together. What is in between is never written to memory, so only results
 * that nobody else reads, and that are not kept, may vanish.
 */
import { numel, sameShape } from '../shape'
import type { Ref } from '../types'
import { binary } from '../wasm/elementwise'
import type { Native } from '../wasm/native'
import { conv2d, matmul } from '../wasm/products'
import { maxPool2dGrad } from '../wasm/shaping'
import { needed, slotsIn, type Call, type Item, type Slot } from './program'

type Float = 'float64' | 'float32'

export function fuse(dtype: Float, items: readonly Item[], kept: ReadonlySet<Slot>): Item[] {
  const makers = new Map<Slot, Call>()
  const uses = new Map<Slot, number>()
  for (const item of items) {
    for (const slot of item.reads) uses.set(slot.root, (uses.get(slot.root) ?? 0) + 1)
    if (item.kind === 'call') for (const slot of item.results) makers.set(slot, item)
  }
  const keptRoots = new Set([...kept].map(({ root }) => root))
  /** The call that made this, when it is of that name and made it for one reader only. */
  const only = (ref: unknown, name: string, readers = 1): Call | null => {
    const slot = (ref as Slot).root
    const call = makers.get(slot)
    return call?.name === name && uses.get(slot) === readers && !keptRoots.has(slot) ? call : null
  }
  const rectified = new Map<Slot, Slot>()
  /** relu(x) has a slope where x has: where x itself is read for its sign alone, it need not be kept beside its result. */
  const signOf = (x: Slot): Slot => {
    const y = rectified.get(x)
    return y && uses.get(x.root) === 2 && !keptRoots.has(x.root) ? y : x
  }
  const fused = items.map((item): Item => {
    if (item.kind !== 'call') return item
    if (item.name === 'relu') rectified.set(item.args[0] as Slot, item.results[0]!)
    const native =
      item.name === 'add' ? withBias(dtype, item, only) : item.name === 'mul' ? slope(dtype, item, only, signOf) : null
    return native
      ? { ...item, name: `fused ${item.name}`, native, reads: native.operands.map(({ ref }) => ref as Slot) }
      : item
  })
  return needed(fused, kept)
}

type Only = (ref: unknown, name: string, readers?: number) => Call | null

/** A product and the bias that is added to it. */
function withBias(dtype: Float, { args, results }: Call, only: Only): Native | null {
  const [product, bias] = args as [Slot, Slot]
  if (!sameShape(product.shape, results[0]!.shape) || bias.dtype !== dtype) return null
  const result = [{ dtype, shape: results[0]!.shape }]
  const multiplied = only(product, 'matmul')
  if (multiplied) {
    const [a, b, options] = multiplied.args as [Ref, Ref, object | undefined]
    const n = multiplied.results[0]!.shape.at(-1)!
    if (numel(bias.shape) !== n || bias.shape.at(-1) !== n || product.shape.at(-1) !== n) return null
    const native = matmul(dtype, ...(multiplied.native!.operands.map(({ ref }) => ref) as [Ref, Ref]), options, bias)
    return native && a && b && { ...native, results: result }
  }
  const convolved = only(product, 'conv2d')
  if (!convolved || !sameShape(product.shape, convolved.results[0]!.shape)) return null
  const channels = product.shape[1]!
  const lined = [...new Array<number>(4 - bias.shape.length).fill(1), ...bias.shape]
  if (bias.shape.length > 4 || !sameShape(lined, [1, channels, 1, 1])) return null
  const [x, weight] = convolved.native!.operands.map(({ ref }) => ref) as [Ref, Ref]
  return conv2d(dtype, x, weight, convolved.args[2] as Parameters<typeof conv2d>[3], bias)
}

const isNumber = (slot: Slot, value: number) => slot.literal?.data.length === 1 && slot.literal.data[0] === value

/** An error times the slope of relu, sigmoid or tanh. */
function slope(dtype: Float, { args, results }: Call, only: Only, signOf: (x: Slot) => Slot): Native | null {
  const [dy, local] = args as [Slot, Slot]
  if (!sameShape(dy.shape, results[0]!.shape) || !sameShape(local.shape, dy.shape)) return null
  const ready = (y: Slot) => sameShape(y.shape, dy.shape) && y.dtype === dtype && dy.dtype === dtype
  const above = only(local, 'greater')
  if (above) {
    const [x, bound] = above.args as [Slot, Slot]
    if (!ready(x) || !isNumber(bound, 0)) return null
    const sign = signOf(x)
    // Most of what a pool sends back is 0: where it is not, the slope is looked at on the spot.
    const pooled = only(dy, 'maxPool2dGrad')
    if (!pooled || !sameShape(pooled.results[0]!.shape, dy.shape)) return binary('mulPositive')(dtype, dy, sign)
    const [error, index] = pooled.native!.operands.map(({ ref }) => ref) as [Ref, Ref]
    return maxPool2dGrad(dtype, error, index, dy.shape, sign)
  }
  // [1 − of] as the rules write it.
  const oneLess = (ref: Slot): Slot | null => {
    const shifted = only(ref, 'shift')
    const negated = shifted?.args[1] === 1 ? only(shifted.args[0], 'neg') : null
    return negated ? (negated.args[0] as Slot) : null
  }
  const product = only(local, 'mul')
  if (product) {
    const [y, rest] = product.args as [Slot, Slot]
    return oneLess(rest) === y && ready(y) ? binary('mulSigmoidSlope')(dtype, dy, y) : null
  }
  const square = oneLess(local)
  const squared = square && only(square, 'mul')
  const [y] = squared ? slotsIn(squared.args) : []
  return y && squared!.args[1] === y && ready(y) ? binary('mulTanhSlope')(dtype, dy, y) : null
}
