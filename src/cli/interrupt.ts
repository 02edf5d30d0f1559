/** @file Ctrl-C: the first one lets the work end in order, the second one leaves at once. */

/** Thrown between two pieces of work after Ctrl-C; nothing is printed for the document in hand. */
export class Interrupted extends Error {
  constructor() {
    super('Interrupted before the end; there is no result.')
    this.name = 'Interrupted'
  }
}

/** As the shell has it: 128 + SIGINT. */
export const INTERRUPTED_EXIT = 130

export interface Interrupt {
  readonly asked: () => boolean
  /** Lets a waiting Ctrl-C be heard. @throws Interrupted after one. */
  readonly breathe: () => Promise<void>
}

/** For work that nobody interrupts. */
export const never: Interrupt = { asked: () => false, breathe: () => new Promise((resolve) => setImmediate(resolve)) }

interface Signals {
  on(event: 'SIGINT', listener: () => void): unknown
  exit(code: number): void
}

export function listenForInterrupt(signals: Signals, say: (sentence: string) => void): Interrupt {
  let asked = false
  signals.on('SIGINT', () => {
    if (asked) signals.exit(INTERRUPTED_EXIT)
    asked = true
    say('Stopping. Ctrl-C once more leaves at once, without a result.')
  })
  return {
    asked: () => asked,
    async breathe() {
      await never.breathe()
      if (asked) throw new Interrupted()
    },
  }
}

/** Breathing takes time; small work need not do it after every piece. */
const SLICE_MS = 50

/** Does work in pieces, and breathes in between. */
export async function inPieces<T>(work: Generator<unknown, T>, { breathe }: Interrupt): Promise<T> {
  let until = performance.now() + SLICE_MS
  for (let next = work.next(); ; next = work.next()) {
    if (next.done) return next.value
    if (performance.now() < until) continue
    await breathe()
    until = performance.now() + SLICE_MS
  }
}
