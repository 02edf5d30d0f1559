/**
 * @file How often training tells the page how it stands. Drawing the news costs the frames in which the hand wants to move
 * something, and what it costs depends on the graph, the panels and the machine; so the page counts its frames and asks
 * for news as often as they allow.
 */
import type { EngineClient } from '../../runtime/protocol'

/** Milliseconds between news. At the slow end curves and pictures still move more than once a second. */
const FASTEST = 100
const SLOWEST = 750
const FIRST = 400
/** Frames are judged so many ms at a time. */
const WINDOW = 1000
/** A frame of a common screen, ms. Faster screens are not asked for more. */
const BEAT = 1000 / 60
/** Shares of frames that did not come: above (two in a second), news get rarer; below (none), more frequent. */
const MANY_LOST = 0.025
const FEW_LOST = 0.01

/** The controller by itself: hears of each frame, answers with the time between news. */
export class NewsPace {
  every = FIRST
  #gaps: number[] = []
  #last: number | null = null

  /** @param at time of a frame, ms. @returns whether `every` was thought over. */
  frame(at: number): boolean {
    if (this.#last !== null) this.#gaps.push(at - this.#last)
    this.#last = at
    const span = this.#gaps.reduce((sum, gap) => sum + gap, 0)
    if (span < WINDOW) return false
    const lost = lostShare(this.#gaps)
    this.#gaps = []
    if (lost > MANY_LOST) this.every = Math.min(SLOWEST, this.every * 1.3)
    else if (lost < FEW_LOST) this.every = Math.max(FASTEST, this.every * 0.8)
    return true
  }

  /** Frames stood still for another reason: nothing was running. */
  pause(): void {
    this.#last = null
    this.#gaps = []
  }
}

/** Of the frames that this screen would have shown, the share that did not come. */
function lostShare(gaps: readonly number[]): number {
  const sorted = [...gaps].sort((a, b) => a - b)
  const beat = Math.max(BEAT, sorted[Math.floor(sorted.length / 10)]!)
  const lost = gaps.reduce((sum, gap) => sum + Math.max(0, Math.round(gap / beat) - 1), 0)
  return lost / (lost + gaps.length)
}

/** Watches the frames while training runs. */
export function paceNews(client: EngineClient, frame: (callback: (time: number) => void) => void): void {
  const pace = new NewsPace()
  let [running, watching] = [false, false]
  const look = (time: number) => {
    watching = running
    if (!running) return pace.pause()
    if (pace.frame(time)) tell()
    frame(look)
  }
  // Told again and again: an engine that had to be started anew does not know. One that is gone does not matter.
  const tell = () => void client.paceTraining(pace.every).catch(() => {})
  client.on('training', ({ status }) => {
    const began = !running
    running = status === 'running'
    if (!running || watching) return
    watching = true
    if (began) tell()
    frame(look)
  })
}
