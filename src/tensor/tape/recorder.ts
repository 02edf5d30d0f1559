/**
 * @file Kernels that compute nothing and write down what was asked of them. Ops look at shapes only, so what they ask once
 * is what they ask in every step.
 */
import type { Kernels } from '../kernels'
import { storageFor } from '../make'
import { numel, sameShape } from '../shape'
import type { DType, Ref, Shape, Tensor } from '../types'
import { typescriptKernels } from '../typescript'
import type { Native } from '../wasm/native'
import { natives } from '../wasm/natives'
import { isSlot, replaceSlots, slotsIn, type Call, type Item, type Slot } from './program'

type Kernel = (...args: readonly unknown[]) => unknown

export class Recorder {
  readonly kernels: Kernels
  readonly items: Item[] = []
  readonly #reference: Readonly<Record<string, Kernel>>
  /** Equal calls are made once. */
  readonly #made = new Map<string, unknown>()
  #slots = 0

  constructor(readonly dtype: 'float64' | 'float32') {
    const reference = typescriptKernels(dtype)
    this.#reference = reference as unknown as Record<string, Kernel>
    const kernels: Record<string, unknown> = { dtype }
    for (const [name, kernel] of Object.entries(reference))
      if (typeof kernel === 'function') kernels[name] = (...args: unknown[]) => this.#call(name, args)
    this.kernels = kernels as unknown as Kernels
  }

  /** A tensor that is written from outside before each run. */
  input(shape: Shape, dtype: DType): Slot {
    return this.#slot({ dtype, shape }, 'input')
  }

  /** Shows tensors to somebody at this point of each run; they are views, to be read at once. */
  look(refs: readonly Ref[], see: (tensors: readonly Tensor[]) => void): void {
    this.items.push({ kind: 'look', reads: refs.map((ref) => this.slot(ref)), see })
  }

  /** The slot behind what a kernel returned; tensors from outside become literals. */
  slot(ref: Ref): Slot {
    return isSlot(ref) ? ref : this.#slot(ref, 'literal', ref as Tensor)
  }

  #slot({ dtype, shape }: Ref, origin: Slot['origin'], literal?: Tensor): Slot {
    const slot = { id: this.#slots++, dtype, shape, origin, ...(literal ? { literal } : {}) } as {
      -readonly [K in keyof Slot]: Slot[K]
    }
    slot.root = slot
    return slot
  }

  #view(of: Slot, shape: Shape): Slot {
    if (sameShape(of.shape, shape)) return of
    const literal = of.literal && { ...of.literal, shape }
    return { ...of, id: this.#slots++, shape, ...(literal ? { literal } : {}) }
  }

  #call(name: string, given: readonly unknown[]): unknown {
    const args = replaceTensors(given, (ref) => this.slot(ref))
    const key = `${name} ${JSON.stringify(args, (_, value: unknown) => nameOf(value))}`
    let made = this.#made.get(key)
    if (made === undefined) this.#made.set(key, (made = this.#make(name, args)))
    return made
  }

  #make(name: string, args: readonly unknown[]): unknown {
    const run = this.#reference[name]!
    const reads = slotsIn(args)
    // What depends on no input is known now.
    if (reads.every((slot) => slot.literal)) {
      const result = run(...replaceSlots(args, (slot) => slot.literal))
      return mapResults(result, (tensor) => this.#slot(tensor, 'literal', tensor))
    }
    if (name === 'reshape') {
      const [x, shape] = args as [Slot, Shape]
      const known = shape.reduce((n, size) => (size === -1 ? n : n * size), 1)
      return this.#view(
        x,
        shape.map((size) => (size === -1 ? numel(x.shape) / known : size)),
      )
    }
    const native = this.#native(name, args)
    if (native) return this.#push({ kind: 'call', name, run, ...native }, native.native.names)

    // Shapes never depend on numbers: zeros tell them.
    const zeros = new Map(reads.map((slot) => [slot, zerosFor(slot)]))
    const result = run(...replaceSlots(args, (slot) => zeros.get(slot)))
    const same = reads.find((slot) => zeros.get(slot) === result)
    if (same) return same
    const results: Slot[] = []
    const answer = mapResults(result, (tensor) => {
      results.push(this.#slot(tensor, 'result'))
      return results.at(-1)!
    })
    this.items.push({ kind: 'call', name, args, reads, results, native: null, run })
    return answer
  }

  /** The module's way, with integers and masks made floating where it wants them so. */
  #native(name: string, args: readonly unknown[]): { native: Native; args: readonly unknown[]; reads: Slot[] } | null {
    const plan = natives[name]
    const native = plan?.(this.dtype, ...(args as never[]))
    if (!native) return null
    const strange = native.operands.filter(({ ref, as }) => as === 'float' && ref.dtype !== this.dtype)
    if (!strange.length) return { native, args, reads: native.operands.map(({ ref }) => ref as Slot) }
    const made = new Map(strange.map(({ ref }) => [ref as Slot, this.#call('toFloat', [ref]) as Slot]))
    return this.#native(
      name,
      replaceSlots(args, (slot) => made.get(slot) ?? slot),
    )
  }

  #push(call: Omit<Call, 'results'> & { native: Native }, names: readonly string[] | undefined): unknown {
    const results = call.native.results.map((result) => this.#slot(result, 'result'))
    this.items.push({ ...call, results })
    return names ? Object.fromEntries(names.map((name, i) => [name, results[i]!])) : results[0]!
  }
}

/** JSON has no NaN, no infinity and no −0. */
function nameOf(value: unknown): unknown {
  if (isSlot(value)) return `#${value.id}`
  return typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))
    ? `${1 / value} ${value}`
    : value
}

const isRef = (value: unknown): value is Ref =>
  typeof value === 'object' && value !== null && 'dtype' in value && 'shape' in value

function replaceTensors(args: readonly unknown[], replace: (ref: Ref) => Slot): unknown[] {
  return args.map((arg) => (isRef(arg) ? replace(arg) : Array.isArray(arg) ? replaceTensors(arg, replace) : arg))
}

function zerosFor({ dtype, shape, literal }: Slot): Tensor {
  return literal ?? { dtype, shape, data: storageFor(dtype, numel(shape)) }
}

/** Kernels return one tensor, or several by name. */
export function mapResults<R>(result: unknown, map: (tensor: Tensor) => R): R | Record<string, R> {
  if (isRef(result)) return map(result as Tensor)
  return Object.fromEntries(
    Object.entries(result as Record<string, Tensor>).map(([name, tensor]) => [name, map(tensor)]),
  )
}
