/** @file Plays the trace: moves the step cursor by time. One player for the page. */
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { EditorServices } from '../state/context'
import { goTo, placeOf } from '../state/walk'

export const SPEEDS = [0.5, 1, 2, 4, 10] as const
export type Speed = (typeof SPEEDS)[number]

/** At speed 1× one event is shown for this long, ms: time to read a number and see where it goes. */
export const EVENT_MS = 700

export interface PlayerState {
  readonly playing: boolean
  readonly speed: Speed
}

/** Time and timers as arguments, so that tests turn the clock. */
export interface Clock {
  now(): number
  /** Calls back every `ms` until the returned function is called. */
  every(ms: number, tick: () => void): () => void
}

export interface Player extends StoreApi<PlayerState> {
  /** Play from the cursor (from the start when it stands at the end), or pause. */
  toggle(services: Pick<EditorServices, 'run'>): void
  pause(): void
  setSpeed(speed: Speed): void
}

const pageClock: Clock = {
  now: () => performance.now(),
  every(ms, tick) {
    const id = setInterval(tick, ms)
    return () => clearInterval(id)
  },
}

/** How often the player looks at the clock, ms. Late ticks catch up: the speed is kept, not the number of frames. */
const TICK_MS = 50

export function createPlayer(clock: Clock = pageClock): Player {
  const store = createStore<PlayerState>(() => ({ playing: false, speed: 1 }))
  let stop: (() => void) | null = null
  const pause = () => {
    stop?.()
    stop = null
    store.setState({ playing: false })
  }
  const play = ({ run }: Pick<EditorServices, 'run'>) => {
    const { position, length } = placeOf(run.summary())
    if (!length) return
    if (position >= length) goTo(run, 0)
    let last = clock.now()
    let due = 0
    stop = clock.every(TICK_MS, () => {
      const now = clock.now()
      due += ((now - last) * store.getState().speed) / EVENT_MS
      last = now
      const steps = Math.floor(due)
      if (steps > 0) {
        due -= steps
        goTo(run, placeOf(run.summary()).position + steps)
      }
      const { position: at, length: end } = placeOf(run.summary())
      if (at >= end) pause()
    })
    store.setState({ playing: true })
  }
  return {
    ...store,
    pause,
    toggle: (services) => (store.getState().playing ? pause() : play(services)),
    setSpeed: (speed) => store.setState({ speed }),
  }
}

export const player = createPlayer()

export function usePlayer<T>(selector: (state: PlayerState) => T): T {
  return useStore(player, selector)
}
