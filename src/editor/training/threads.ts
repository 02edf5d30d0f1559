/** @file How many threads a step of training is computed on: a matter of this computer, so it is not in the document. */
import { createStore } from 'zustand/vanilla'
import { safeStorage } from '../shell/safeStorage'

const KEY = 'gradwire-threads'

/** Processors of this computer, as far as the browser tells; Node, in tests, has no `navigator`. */
export const MOST_THREADS = Math.max(1, globalThis.navigator?.hardwareConcurrency || 1)

const remembered = Number(safeStorage.getItem(KEY) ?? 1)

/** One at first: the others keep the page fluid while it trains. */
export const threads = createStore(() => ({
  count: Number.isInteger(remembered) ? Math.min(Math.max(1, remembered), MOST_THREADS) : 1,
}))

export function chooseThreads(count: number): void {
  threads.setState({ count })
  safeStorage.setItem(KEY, String(count))
}
