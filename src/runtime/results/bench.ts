/** @file Passes for results: in slices, so that messages wait little, and as many as quick results may cost. */
import { numel, type Tensor } from '../../tensor'
import type { Feeding } from '../../train'
import type { Scene, Scenes } from '../dataScene'

/** Messages wait at most about this long, ms. */
const SLICE_MS = 12
/** What quick results may cost while training goes on beside them, ms of work. */
const QUICK_MS = 90
/** And how long they may take where the machine has other things to do, ms: they are to come twice a second. */
const QUICK_WALL_MS = 250
/** Numbers of one chunk of examples, examples in it, and in the first one. */
const CHUNK = { numbers: 2 ** 17, examples: 100, first: 8 }

export interface BenchHooks {
  readonly giveWay: () => Promise<void>
  readonly now: () => number
}

/** What the loss compares, for some examples. */
export interface Compared {
  readonly answer: Tensor
  readonly target: Tensor
}

export interface Chunk extends Compared {
  /** In its part of the data set. */
  readonly first: number
  readonly many: number
}

export class Bench {
  /** Newer numbers are waited for: what counts all examples ends with those that it has. */
  hurried = false

  /** ms of work since it was set to 0, without what was done in between for others. */
  #spent = 0

  constructor(
    readonly scenes: Scenes,
    private readonly hooks: BenchHooks,
  ) {}

  async work<T>(steps: Generator<void, T>): Promise<T> {
    const { now, giveWay } = this.hooks
    let began = now()
    for (;;) {
      const next = steps.next()
      const spent = now() - began
      if (!next.done && spent < SLICE_MS) continue
      this.#spent += spent
      if (next.done) return next.value
      await giveWay()
      began = now()
    }
  }

  async compared(scene: Scene, feeding: Feeding, indices: ArrayLike<number>): Promise<Compared> {
    const feeds = this.scenes.feeds(feeding, indices)
    const values = await this.work(this.scenes.forward(scene, feeds, [scene.answer.node, scene.target.node]))
    return { answer: values.get(scene.answer.key)!, target: values.get(scene.target.key)! }
  }

  /**
   * Examples from the first on, some at a time; at least one chunk of them.
   * @param most no more examples than that.
   * @param share of what quick results may cost.
   */
  async *chunks(scene: Scene, feeding: Feeding, most = feeding.size, share = 1): AsyncGenerator<Chunk> {
    const size = Math.min(most, feeding.size)
    const width = scene.inputs.reduce((sum, { shape }) => sum + numel(shape), 1)
    const largest = Math.max(1, Math.min(CHUNK.examples, Math.floor(CHUNK.numbers / width)))
    const { now } = this.hooks
    const until = now() + share * QUICK_WALL_MS
    const enough = () => this.hurried && (this.#spent >= share * QUICK_MS || now() >= until)
    this.#spent = 0
    let length = Math.min(CHUNK.first, largest)
    for (let first = 0; first < size && (first === 0 || !enough());) {
      const many = Math.min(length, size - first)
      const before = this.#spent
      const compared = await this.compared(
        scene,
        feeding,
        Uint32Array.from({ length: many }, (_, i) => first + i),
      )
      // Few examples at first: a large network shall not hold up the training beside it.
      if (this.#spent - before < QUICK_MS / 4) length = Math.min(largest, 2 * length)
      yield { first, many, ...compared }
      first += many
    }
  }
}
