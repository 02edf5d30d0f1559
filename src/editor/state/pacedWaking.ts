/**
 * @file Tells listeners that their keys have changed: a few at once, many over several frames. A scrub over hundreds of
 * events, or a training step, changes every card and wire on the screen; redrawn in one go they stop the page for a
 * tenth of a second each time. Who is woken reads what holds then, so nothing drawn late is drawn stale.
 */
import type { Screen, Turns } from './turns'

/** So many keys are woken at once: a step, and what it reads. */
const AT_ONCE = 24
/** Keys between two looks at the clock. */
const GROUP = 2
/** Changes closer together than this are a burst: a scrub, fast play, news of training on a machine that is busy. Milliseconds. */
const BURST = 2500
/** For drawing in one frame, ms; a frame has 16.7, and layout and paint come on top. */
const IN_BURST = 2
const AT_REST = 10

export class PacedWaking {
  readonly #waiting = new Set<string>()
  #changed = -Infinity
  #burst = false

  /** @param turns where there are no frames, all are told at once, always. */
  constructor(
    private readonly wake: (key: string) => void,
    private readonly turns: Turns,
  ) {}

  add(keys: Iterable<string>): void {
    for (const key of keys) this.#waiting.add(key)
    if (!this.#waiting.size) return
    const { screen } = this.turns
    if (!screen || this.#waiting.size <= AT_ONCE) return this.#drain(() => false)
    const now = screen.now()
    this.#burst = now - this.#changed < BURST
    this.#changed = now
    this.#ask(screen)
  }

  #ask(screen: Screen) {
    this.turns.take(this, () => {
      const now = screen.now()
      const until = now + (this.#burst && now - this.#changed < BURST ? IN_BURST : AT_REST)
      while (this.#waiting.size && screen.now() < until) {
        let left = GROUP
        screen.flush(() => this.#drain(() => left-- === 0))
      }
      if (this.#waiting.size) this.#ask(screen)
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
