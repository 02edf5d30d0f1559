/**
 * @file How often training tells the page how it stands. Drawing the news costs the frames in which the hand wants to move
 * something, and what it costs depends on the graph, the panels and the machine; so the page counts its frames and asks
 * for news as often as they allow. Where they do not allow much, training also rests while the news are drawn: on two
 * cores it takes one for itself, and all that draws has to share the other.
 */
import type { EngineClient, TrainingPace } from '../../runtime/protocol'

/** Milliseconds between news. At the slow end curves and pictures still move every second and a half. */
const FASTEST = 100
const SLOWEST = 1500
const FIRST = 750
/** Frames are judged so many ms at a time. */
const WINDOW = 1000
/** A frame of a common screen, ms. Faster screens are not asked for more. */
const BEAT = 1000 / 60
/** How the time between news changes after a window in which a frame was lost, and after one in which all came. */
const RARER = 1.3
const SOONER = 0.9
/** Of the time between news, what training may rest at most: it is to end soon all the same. */
const REST_SHARE = 0.2

/** The controller by itself: hears of each frame, answers with how news shall come. */
export class NewsPace {
  #every = FIRST
  #gaps: number[] = []
  #last: number | null = null

  /** What the engine is asked for. */
  get asked(): TrainingPace {
    return { every: this.#every, rest: this.#every > FASTEST ? REST_SHARE * this.#every : 0 }
  }

  /** @param at time of a frame, ms. @returns whether `asked` was thought over. */
  frame(at: number): boolean {
    if (this.#last !== null) this.#gaps.push(at - this.#last)
    this.#last = at
    const span = this.#gaps.reduce((sum, gap) => sum + gap, 0)
    if (span < WINDOW) return false
    this.#every = lost(this.#gaps) ? Math.min(SLOWEST, this.#every * RARER) : Math.max(FASTEST, this.#every * SOONER)
    this.#gaps = []
    return true
  }

  /** Frames stood still for another reason: nothing was running. */
  pause(): void {
    this.#last = null
    this.#gaps = []
  }
}

/** Frames that this screen would have shown and that did not come. */
function lost(gaps: readonly number[]): number {
  const sorted = [...gaps].sort((a, b) => a - b)
  const beat = Math.max(BEAT, sorted[Math.floor(sorted.length / 10)]!)
  return gaps.reduce((sum, gap) => sum + Math.max(0, Math.round(gap / beat) - 1), 0)
}

/** Nobody looks: there are no frames, and nothing to rest for. */
const UNSEEN: TrainingPace = { every: SLOWEST, rest: 0 }

/**
 * Watches the frames while training runs.
 * @param hides calls back when the page is hidden, and when it is seen again.
 */
export function paceNews(
  client: EngineClient,
  frame: (callback: (time: number) => void) => void,
  hides: (listener: (hidden: boolean) => void) => void = () => {},
): void {
  const pace = new NewsPace()
  let [running, watching, unseen] = [false, false, false]
  const look = (time: number) => {
    watching = running
    if (!running) return pace.pause()
    if (pace.frame(time)) tell()
    frame(look)
  }
  // Told again and again: an engine that had to be started anew does not know. One that is gone does not matter.
  const tell = () => void client.paceTraining(unseen ? UNSEEN : pace.asked).catch(() => {})
  hides((hidden) => {
    unseen = hidden
    pace.pause()
    if (running) tell()
  })
  client.on('training', ({ status }) => {
    const began = !running
    running = status === 'running'
    if (!running || watching) return
    watching = true
    if (began) tell()
    frame(look)
  })
}
