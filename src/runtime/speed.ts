/** @file How fast training goes: steps and examples a second, over the last moments. */

/** A shorter time says little, seconds. */
const SHORTEST = 0.2

export class Speed {
  #since = 0
  #steps = 0
  #examples = 0
  #latest = { stepsPerSecond: 0, examplesPerSecond: 0 }

  /** The time that was spent waiting does not count. `now` in ms. */
  start(now: number): void {
    this.#since = now
    this.#steps = this.#examples = 0
  }

  /** Time in which no step was made, ms: held-out examples were judged. */
  leaveOut(ms: number): void {
    this.#since += ms
  }

  count(examples: number): void {
    this.#steps++
    this.#examples += examples
  }

  /** @param last nothing more will be counted for now: take what there is, however short. */
  measure(now: number, last: boolean): { readonly stepsPerSecond: number; readonly examplesPerSecond: number } {
    const seconds = (now - this.#since) / 1000
    if (this.#steps && (seconds > SHORTEST || (last && seconds > 0))) {
      this.#latest = { stepsPerSecond: this.#steps / seconds, examplesPerSecond: this.#examples / seconds }
      this.start(now)
    }
    return this.#latest
  }
}
