/**
 * @file Kernels as they were: kept while a network trains, within a limit of memory. When it is reached, the snapshot goes
 * that is missed least: its neighbours stand closest together on a logarithmic scale of steps. What stays is spaced like
 * powers, dense where kernels change fastest.
 */
import { numel, type Shape } from '../tensor'

export interface KernelSnapshot {
  readonly shape: Shape
  readonly data: Float32Array
}

interface Moment {
  readonly step: number
  readonly kernels: ReadonlyMap<string, KernelSnapshot>
  readonly bytes: number
}

export class KernelHistory {
  #moments: Moment[] = []
  #bytes = 0

  /** @param limit bytes in all @param most snapshots */
  constructor(
    private readonly limit = 2 ** 25,
    private readonly most = 240,
  ) {}

  get bytes(): number {
    return this.#bytes
  }

  clear(): void {
    this.#moments = []
    this.#bytes = 0
  }

  /** @param kernels by the key of their tensor. An earlier or equal step takes back what came after it. */
  note(step: number, kernels: ReadonlyMap<string, KernelSnapshot>): void {
    while (this.#moments.length && this.#moments.at(-1)!.step >= step) this.#bytes -= this.#moments.pop()!.bytes
    const bytes = [...kernels.values()].reduce((sum, { shape }) => sum + 4 * numel(shape), 0)
    if (!kernels.size || bytes > this.limit) return
    this.#moments.push({ step, kernels, bytes })
    this.#bytes += bytes
    while (this.#bytes > this.limit || this.#moments.length > this.most) this.#thin()
  }

  /** The steps at which this tensor was kept, ascending. */
  steps(key: string): number[] {
    return this.#moments.filter(({ kernels }) => kernels.has(key)).map(({ step }) => step)
  }

  at(key: string, step: number): KernelSnapshot | null {
    return this.#moments.find((moment) => moment.step === step)?.kernels.get(key) ?? null
  }

  /** All moments, ascending; or as many as fit in so many bytes, evenly chosen: the last, and the first where two fit. */
  past(limit = Infinity): Pick<Moment, 'step' | 'kernels'>[] {
    const all = this.#moments
    const room = Math.floor(limit / Math.max(1, ...all.map(({ bytes }) => bytes)))
    if (all.length <= room) return [...all]
    const last = all.length - 1
    return Array.from({ length: room }, (_, i) => all[room === 1 ? last : Math.round((i * last) / (room - 1))]!)
  }

  /** The last stays, and the first as long as there is one between. */
  #thin(): void {
    let least = 0
    let gap = Infinity
    for (let i = 1; i < this.#moments.length - 1; i++) {
      const ratio = (this.#moments[i + 1]!.step + 1) / (this.#moments[i - 1]!.step + 1)
      if (ratio >= gap) continue
      least = i
      gap = ratio
    }
    this.#bytes -= this.#moments.splice(least, 1)[0]!.bytes
  }
}
