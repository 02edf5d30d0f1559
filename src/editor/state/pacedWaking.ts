/**
 * @file Tells listeners that their keys have changed: a few at once, many over several frames. A scrub over hundreds of
 * events, or a training step, changes every card and wire on the screen; redrawn in one go they stop the page for a
 * tenth of a second each time. Who is woken reads what holds then, so nothing drawn late is drawn stale.
 */

export interface Pace {
  /** Calls back before the next picture is drawn. */
  readonly frame: (callback: () => void) => void
  /** Runs `work` and has its effect on the screen's contents before it returns. */
  readonly flush: (work: () => void) => void
  /** Milliseconds. */
  readonly now: () => number
}

/** So many keys are woken at once: a step, and what it reads. */
const AT_ONCE = 24
/** Keys between two looks at the clock. */
const GROUP = 2
/** Changes closer together than this are a burst: a scrub, fast play, news of training. Milliseconds. */
const BURST = 700
/** For drawing in one frame, ms; a frame has 16.7, and layout and paint come on top. */
const IN_BURST = 2
const AT_REST = 10

export class PacedWaking {
  readonly #waiting = new Set<string>()
  #changed = -Infinity
  #burst = false
  #scheduled = false

  /** @param pace null: all at once, always. */
  constructor(
    private readonly wake: (key: string) => void,
    private readonly pace: Pace | null,
  ) {}

  add(keys: Iterable<string>): void {
    for (const key of keys) this.#waiting.add(key)
    if (!this.#waiting.size) return
    if (!this.pace || this.#waiting.size <= AT_ONCE) return this.#drain(() => false)
    const now = this.pace.now()
    this.#burst = now - this.#changed < BURST
    this.#changed = now
    this.#schedule(this.pace)
  }

  #schedule(pace: Pace) {
    if (this.#scheduled) return
    this.#scheduled = true
    pace.frame(() => {
      this.#scheduled = false
      const now = pace.now()
      const until = now + (this.#burst && now - this.#changed < BURST ? IN_BURST : AT_REST)
      while (this.#waiting.size && pace.now() < until) {
        let left = GROUP
        pace.flush(() => this.#drain(() => left-- === 0))
      }
      if (this.#waiting.size) this.#schedule(pace)
    })
  }

  #drain(enough: () => boolean) {
    for (const key of this.#waiting) {
      if (enough()) return
      this.#waiting.delete(key)
      this.wake(key)
    }
  }
}
