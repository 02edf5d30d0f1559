/** @file A recording with addresses: runs again and again without allocating, and without asking what to do. */
import { numel } from '../shape'
import type { Ref, Tensor, TensorData } from '../types'
import { bytesOf, bytesPerElement, type WasmMachine } from '../wasm/machine'
import type { Step } from '../wasm/native'
import { fuse } from './fuse'
import { layOut, type Group } from './liveness'
import { needed, replaceSlots, type Call, type Item, type Slot } from './program'
import { mapResults, type Recorder } from './recorder'

/** Elements of a block: of three float64 operands, all stay in the first-level cache. */
const BLOCK = 1024
/** A run pauses after this many multiplications, which take less than a millisecond; a single large call takes longer. */
const PAUSE = 1e6

export class Tape {
  readonly #addresses = new Map<Slot, number>()
  readonly #steps: { readonly run: Step; readonly pauses: boolean }[] = []
  readonly #views = new Map<Slot, { buffer: ArrayBuffer; tensor: Tensor }>()
  readonly #before = new Map<Slot, number>()
  /** Bytes that are reused while it runs. */
  readonly arena: number

  /**
   * @param keep results that are read after a run; all others may be overwritten while it runs.
   * @throws RangeError when the machine has no memory left.
   */
  constructor(
    private readonly machine: WasmMachine,
    { dtype, items: recorded }: Recorder,
    keep: readonly Ref[],
    inputs: readonly Slot[],
  ) {
    const kept = new Set(keep as readonly Slot[])
    const items = fuse(dtype, needed(recorded, kept), kept)
    const groups = groupsOf(items)
    const { offsets, bytes } = layOut(groups, kept)
    this.arena = bytes
    const base = machine.allocate(bytes)
    for (const [slot, offset] of offsets) this.#addresses.set(slot, base + offset)
    for (const slot of inputs) this.#place(slot)
    for (const slot of [...items.flatMap(({ reads }) => reads), ...kept]) if (slot.literal) this.#place(slot.root)

    const calls = items.filter((item) => item.kind === 'call')
    const geometries = new Map(calls.map((call) => [call, this.#geometry(call)]))
    const rooms = calls.map((call) => call.native?.scratch?.(machine.functions, geometries.get(call)!) ?? 0)
    const scratch = machine.allocate(Math.max(0, ...rooms))
    let work = 0
    for (const group of groups) {
      for (const item of group) work += item.kind === 'call' ? (item.native?.work ?? bytesOfReads(item)) : 0
      const pauses = work > PAUSE
      if (pauses) work = 0
      this.#steps.push({ run: this.#lowerGroup(group, geometries, scratch), pauses })
    }
  }

  run(): void {
    for (const { run } of this.#steps) run()
  }

  /** The same with pauses, so that a long run can be left. */
  *runWithPauses(): Generator<void, void> {
    for (const { run, pauses } of this.#steps) {
      run()
      if (pauses) yield
    }
  }

  /** Changes when the memory grows: views over the old one are dead then. */
  get buffer(): ArrayBuffer {
    return this.machine.buffer
  }

  get length(): number {
    return this.#steps.length
  }

  /** A view: good until the next run. */
  read(ref: Ref): Tensor {
    const slot = ref as Slot
    const { buffer } = this.machine
    const kept = this.#views.get(slot)
    if (kept?.buffer === buffer) return kept.tensor
    const data = this.machine.view(slot.dtype, this.#addresses.get(slot.root)!, numel(slot.shape))
    const tensor = { dtype: slot.dtype, shape: slot.shape, data }
    this.#views.set(slot, { buffer, tensor })
    return tensor
  }

  write(slot: Slot, data: TensorData): void {
    this.read(slot).data.set(data)
  }

  /**
   * x ← x + factor·y where x lies. Both are of the tape's floating dtype and one shape; `reserve` has been called for x.
   * @returns the largest |Δx|; NaN where a number is not finite any more.
   */
  addScaled(x: Slot, y: Slot, factor: number): number {
    const [at, by] = [this.#addresses.get(x.root)!, this.#addresses.get(y.root)!]
    return this.machine.functions.addScaled(numel(x.shape), by, at, this.#before.get(x)!, factor)
  }

  /** Room for x as it was before `addScaled`. @throws RangeError when the machine has no memory left. */
  reserve(x: Slot): void {
    if (!this.#before.has(x)) this.#before.set(x, this.machine.allocate(bytesOf(this.machine.dtype, x.shape)))
  }

  /** x as it was before the last `addScaled`. */
  takeBack(x: Slot): void {
    this.machine.functions.copyStrided(1, numel(x.shape), this.#addresses.get(x.root)!, this.#before.get(x)!, 0, 1)
  }

  #place(slot: Slot): void {
    if (this.#addresses.has(slot)) return
    this.#addresses.set(slot, this.machine.allocate(bytesOf(slot.dtype, slot.shape)))
    if (slot.literal) this.write(slot, slot.literal.data)
  }

  #geometry({ native }: Call): number {
    if (!native?.geometry) return 0
    const at = this.machine.allocate(4 * native.geometry.length)
    this.machine.words(at, native.geometry)
    return at
  }

  #lowerGroup(group: Group, geometries: ReadonlyMap<Call, number>, scratch: number): Step {
    const item = group[0]!
    if (item.kind === 'look') return () => item.see(item.reads.map((slot) => this.read(slot)))
    if (!item.native) return this.#generic(item)
    if (group.length === 1) return item.native.lower(this.machine.functions, this.#site(item, geometries, scratch))
    const parts = (group as Call[]).map((call) =>
      call.native!.range!(this.machine.functions, this.#site(call, geometries, scratch)),
    )
    const n = numel(item.results[0]!.shape)
    return () => {
      for (let first = 0; first < n; first += BLOCK) {
        const count = Math.min(BLOCK, n - first)
        for (let i = 0; i < parts.length; i++) parts[i]!(first, count)
      }
    }
  }

  #site(call: Call, geometries: ReadonlyMap<Call, number>, scratch: number) {
    const at = ({ root }: Slot) => this.#addresses.get(root)!
    return { operands: call.reads.map(at), results: call.results.map(at), geometry: geometries.get(call)!, scratch }
  }

  /** A kernel that the module has not got: TypeScript's, on views, and its result copied to where it belongs. */
  #generic({ args, results, run }: Call): Step {
    let buffer: ArrayBuffer | null = null
    let views: unknown[] = []
    return () => {
      if (buffer !== this.machine.buffer) {
        buffer = this.machine.buffer
        views = replaceSlots(args, (slot) => this.read(slot))
      }
      let i = 0
      mapResults(run(...views), ({ data }) => this.write(results[i++]!, data))
    }
  }
}

/** Neighbours that are elementwise over the same number of elements, where there are enough to be worth blocks. */
function groupsOf(items: readonly Item[]): Group[] {
  const groups: Item[][] = []
  let size = -1
  for (const item of items) {
    const own = item.kind === 'call' && item.native?.range ? numel(item.results[0]!.shape) : -1
    if (own > BLOCK && own === size) groups.at(-1)!.push(item)
    else groups.push([item])
    size = own
  }
  return groups
}

const bytesOfReads = ({ reads, results }: Call) =>
  [...reads, ...results].reduce((sum, { dtype, shape }) => sum + numel(shape) * bytesPerElement(dtype), 0)
