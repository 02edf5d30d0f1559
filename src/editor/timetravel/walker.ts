/** @file Walks along a recording: fetches the step that is asked for and shows it, as fast as the page can draw. */
import type { RecordedFrame } from '../../runtime/protocol'
import type { EditorServices } from '../state/context'
import type { KeptRecording } from '../state/travelStore'
import { stepAt } from '../state/walk'
import { createFrames, type Frames } from './frames'

/** What takes the page longer than this to draw is drawn less often while events fly by, ms: the strip stays with the hand. */
const SLOW_MS = 24

interface WalkerHooks {
  /** Whether this is what is walked along: another recording or the live graph may have taken its place. */
  isCurrent(walker: Walker): boolean
  /** The engine was started again, and knows nothing of recordings. */
  lost(): void
}

export class Walker {
  /** Of the document: another one ends the look without a word. */
  readonly opened: number
  readonly #frames: Frames
  #wanted = 0
  #busy = false
  /** Not before this time is anything else drawn; the strip goes on meanwhile. */
  #restUntil = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(
    private readonly services: EditorServices,
    private readonly recording: KeptRecording,
    private readonly hooks: WalkerHooks,
  ) {
    const { id, steps } = recording.state
    this.opened = services.documents.getState().opened
    this.#frames = createFrames(services.client, id, steps)
  }

  async start(position?: number): Promise<void> {
    const frame = await this.#frames.load(0)
    if (!this.hooks.isCurrent(this)) return
    if (!frame) return this.hooks.lost()
    const forward = frame.trace.findIndex((event) => event.phase === 'backward')
    this.#wanted = this.#within(position ?? Math.max(0, forward))
    if (stepAt(this.#wanted, this.recording.state.eventsPerStep).step === 0) this.#show(frame)
    else await this.#fetch()
  }

  readonly go = (position: number): void => {
    this.#wanted = this.#within(position)
    const { step, cursor } = stepAt(this.#wanted, this.recording.state.eventsPerStep)
    const { run } = this.services
    const here = run.summary().recorded?.step === step && !this.#busy
    const frame = here ? undefined : this.#frames.get(step)
    const wait = this.#restUntil - performance.now()
    if ((here || frame) && wait <= 0) {
      if (frame) return this.#show(frame)
      return this.#draw(() => {
        run.aim(this.#wanted)
        run.setCursor(cursor)
      })
    }
    run.aim(this.#wanted)
    if (here || frame) this.#later(wait)
    else void this.#fetch()
  }

  /** One fetch at a time; what was asked for meanwhile is fetched next, and the steps between are left out. */
  async #fetch(): Promise<void> {
    if (this.#busy) return
    this.#busy = true
    try {
      for (;;) {
        const { step } = stepAt(this.#wanted, this.recording.state.eventsPerStep)
        const frame = await this.#frames.load(step)
        if (!this.hooks.isCurrent(this)) return
        if (!frame) return this.hooks.lost()
        if (stepAt(this.#wanted, this.recording.state.eventsPerStep).step !== step) continue
        this.#busy = false
        this.#show(frame)
        return
      }
    } finally {
      this.#busy = false
    }
  }

  #show(frame: RecordedFrame) {
    const { id, steps, eventsPerStep, settings } = this.recording.state
    const { step, cursor } = stepAt(this.#wanted, eventsPerStep)
    const { t, rate, plain } = frame
    const place = { id, steps, eventsPerStep, step, position: this.#wanted, t, rate, plain }
    this.#draw(() =>
      this.services.run.showRecorded(frame, { ...place, optimizer: settings.optimizer.kind, go: this.go }, cursor),
    )
    void this.#frames.lookAhead(step)
  }

  /** Changes what is shown, and notes how long the page takes to draw it. */
  #draw(change: () => void) {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const began = performance.now()
    change()
    // The page draws before the timer is heard.
    setTimeout(() => {
      const cost = performance.now() - began
      this.#restUntil = cost > SLOW_MS ? began + 2 * cost : 0
    })
  }

  #later(wait: number) {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      if (this.hooks.isCurrent(this)) this.go(this.#wanted)
    }, wait)
  }

  #within(position: number): number {
    const { steps, eventsPerStep } = this.recording.state
    return Math.max(0, Math.min(steps * eventsPerStep, Math.round(position)))
  }
}
