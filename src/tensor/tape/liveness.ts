/**
 * @file Who uses which memory when. A result is given room when it is made and gives it back after its last reader, so that
 * later results move in; what is kept stays.
 */
import { numel } from '../shape'
import { bytesOf } from '../wasm/machine'
import type { Call, Item, Slot } from './program'

/** Calls that are worked out together, block by block; most groups are a single item. */
export type Group = readonly Item[]

export interface Layout {
  /** Offset of each result in the arena, by its root. */
  readonly offsets: ReadonlyMap<Slot, number>
  readonly bytes: number
}

const LINE = 64
// Vectors may be read up to their end past the last element.
const roomFor = (slot: Slot) => Math.ceil((bytesOf(slot.dtype, slot.shape) + 16) / LINE) * LINE

export function layOut(groups: readonly Group[], kept: ReadonlySet<Slot>): Layout {
  const items = groups.flat()
  const lastRead = new Map<Slot, number>()
  items.forEach((item, i) => item.reads.forEach(({ root }) => lastRead.set(root, i)))
  for (const { root } of kept) lastRead.set(root, Infinity)

  const arena = new Arena()
  const offsets = new Map<Slot, number>()
  /** Rooms that were handed over to a result written in place: they are not given back. */
  const inherited = new Set<Slot>()
  let i = 0
  for (const group of groups) {
    const leaving: Slot[] = []
    for (const item of group) {
      const dying = [...new Set(item.reads.map(({ root }) => root))].filter(
        (slot) => slot.origin === 'result' && lastRead.get(slot) === i,
      )
      if (item.kind === 'call') {
        const heir = item.native?.range ? overwritten(item, dying) : undefined
        if (heir) inherited.add(heir)
        for (const result of item.results) offsets.set(result, heir ? offsets.get(heir)! : arena.take(roomFor(result)))
        // A result that nobody reads (the winners of a pool that nothing goes back through) leaves at once.
        for (const result of item.results) if (!lastRead.has(result)) leaving.push(result)
      }
      leaving.push(...dying)
      i++
    }
    // Within a group blocks take turns, so what one call has read may be read by no other's result yet.
    for (const slot of leaving) if (!inherited.has(slot)) arena.giveBack(offsets.get(slot)!, roomFor(slot))
  }
  return { offsets, bytes: arena.size }
}

/** An operand that an elementwise call may write over: its last reader, of the same size and type. */
function overwritten({ reads, results }: Call, dying: readonly Slot[]): Slot | undefined {
  const [result] = results as [Slot]
  return dying.find(
    (slot) =>
      slot.dtype === result.dtype &&
      numel(slot.shape) === numel(result.shape) &&
      reads.every((read) => read.root !== slot || numel(read.shape) === numel(slot.shape)),
  )
}

/** Free rooms by offset; the smallest that fits is taken, and neighbours are joined again. */
class Arena {
  size = 0
  #free: { at: number; bytes: number }[] = []

  take(bytes: number): number {
    let best = -1
    this.#free.forEach((room, i) => {
      if (room.bytes >= bytes && (best < 0 || room.bytes < this.#free[best]!.bytes)) best = i
    })
    const room = this.#free[best]
    if (!room) {
      const at = this.size
      this.size += bytes
      return at
    }
    const { at } = room
    if (room.bytes === bytes) this.#free.splice(best, 1)
    else this.#free[best] = { at: at + bytes, bytes: room.bytes - bytes }
    return at
  }

  giveBack(at: number, bytes: number): void {
    const next = this.#free.findIndex((room) => room.at > at)
    const place = next < 0 ? this.#free.length : next
    this.#free.splice(place, 0, { at, bytes })
    for (const i of [place, place - 1]) {
      const [room, after] = [this.#free[i], this.#free[i + 1]]
      if (room && after && room.at + room.bytes === after.at)
        this.#free.splice(i, 2, { at: room.at, bytes: room.bytes + after.bytes })
    }
  }
}
