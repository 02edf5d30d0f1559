/** @file What was written, and how. View state: it is not saved. */
import { createStore } from 'zustand/vanilla'
import type { NextSymbol } from '../../runtime/protocol'

export interface Sample {
  /** Of training, when it was begun; null: nothing was trained in this session. */
  readonly step: number | null
  /** Of training, when it was last added to: the model may have learned while it wrote. */
  readonly until: number | null
  readonly prompt: string
  /** What the model added. */
  readonly text: string
}

export interface WriteState {
  /** Which document it belongs to: `opened` of the document store. */
  readonly of: number | null
  readonly prompt: string
  readonly temperature: number
  /** How many symbols to write. */
  readonly length: number
  readonly seed: number
  /** Begin anew whenever training has gone on. */
  readonly live: boolean
  readonly running: boolean
  readonly now: Sample | null
  /** Earlier ones, the last first. */
  readonly past: readonly Sample[]
  /** What would come next. */
  readonly next: readonly NextSymbol[]
  readonly problem: string | null
}

const NOTHING = { running: false, now: null, past: [], next: [], problem: null } as const

export const writeStore = createStore<WriteState>(() => ({
  of: null,
  prompt: 'alice ',
  temperature: 0.7,
  length: 240,
  seed: 0,
  live: true,
  ...NOTHING,
}))

/** Another document has another model: what the last one wrote goes, how it is asked stays. */
export function forgetWriting(opened: number): void {
  if (writeStore.getState().of !== opened) writeStore.setState({ ...NOTHING, of: opened })
}
