/** @file What a recording is made of: slots, calls on them, and looks at them from outside. Nothing here has numbers. */
import type { Ref, Tensor } from '../types'
import type { Native } from '../wasm/native'

/** One place for a tensor. Slots that show the same numbers in another shape share their `root`. */
export interface Slot extends Ref {
  readonly id: number
  /** The slot whose numbers these are; itself where it has its own. */
  readonly root: Slot
  readonly origin: 'input' | 'literal' | 'result'
  /** Of literals: the numbers, written once. */
  readonly literal?: Tensor
}

export interface Call {
  readonly kind: 'call'
  readonly name: string
  readonly args: readonly unknown[]
  readonly reads: readonly Slot[]
  readonly results: readonly Slot[]
  /** What the module does for it; null: the TypeScript kernel runs on views. */
  readonly native: Native | null
  readonly run: (...args: readonly unknown[]) => unknown
}

/** Something outside that wants to see tensors at this point of each run. */
export interface Look {
  readonly kind: 'look'
  readonly reads: readonly Slot[]
  readonly see: (tensors: readonly Tensor[]) => void
}

export type Item = Call | Look

export const isSlot = (value: unknown): value is Slot =>
  typeof value === 'object' && value !== null && 'root' in value && 'origin' in value

/** All slots among arguments, in lists too. */
export function slotsIn(args: readonly unknown[]): Slot[] {
  return args.flatMap((arg) => (isSlot(arg) ? [arg] : Array.isArray(arg) ? slotsIn(arg) : []))
}

/** Arguments with something else in place of each slot. */
export function replaceSlots(args: readonly unknown[], replace: (slot: Slot) => unknown): unknown[] {
  return args.map((arg) => (isSlot(arg) ? replace(arg) : Array.isArray(arg) ? replaceSlots(arg, replace) : arg))
}

/** The calls whose results somebody needs: `kept`, looks, or a call that is needed. */
export function needed(items: readonly Item[], kept: ReadonlySet<Slot>): Item[] {
  const wanted = new Set([...kept].map(({ root }) => root))
  const found: Item[] = []
  for (let i = items.length - 1; i >= 0; i--) {
    const item = items[i]!
    if (item.kind === 'call' && !item.results.some((slot) => wanted.has(slot))) continue
    for (const slot of item.reads) wanted.add(slot.root)
    found.push(item)
  }
  return found.reverse()
}
