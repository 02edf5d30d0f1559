/**
 * @file One dear thing a frame. News of training change curves, formulas, cards and wires all at once; drawn in one go they
 * stop the page for several frames. Here each of them gets a frame of its own, in the order in which they asked.
 */

export interface Screen {
  /** Calls back before the next picture is drawn. */
  readonly frame: (callback: () => void) => void
  /** Runs `work` and has its effect on the screen's contents before it returns. */
  readonly flush: (work: () => void) => void
  /** Milliseconds. */
  readonly now: () => number
}

export class Turns {
  readonly #waiting = new Map<object, () => void>()
  #scheduled = false

  /** @param screen null: there are no frames, and everything is done at once. */
  constructor(readonly screen: Screen | null = null) {}

  /**
   * Does `work` in the next frame that nobody else waits for. Who asks again before that keeps the place and the newer
   * work, so what is drawn late should read what holds then.
   */
  take(owner: object, work: () => void): void {
    if (!this.screen) return work()
    this.#waiting.set(owner, work)
    this.#schedule(this.screen)
  }

  /** The owner has gone, or has done its work without waiting. */
  leave(owner: object): void {
    this.#waiting.delete(owner)
  }

  #schedule(screen: Screen) {
    if (this.#scheduled) return
    this.#scheduled = true
    screen.frame(() => {
      this.#scheduled = false
      const next = this.#waiting.entries().next().value
      if (!next) return
      const [owner, work] = next
      this.#waiting.delete(owner)
      try {
        screen.flush(work)
      } finally {
        // Whoever fails does not take the others along.
        if (this.#waiting.size) this.#schedule(screen)
      }
    })
  }
}
