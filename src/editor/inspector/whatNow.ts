/** @file What to press next, where a run has reached a place at which a beginner stops. */
import type { RunSummary } from '../state/runStore'

export interface WhatNow {
  /** The button's name, as it is written on it. */
  readonly press: string
  readonly words: string
}

/**
 * At the start, at the loss, and at the end; null in between, where the steps explain themselves.
 * @param objective name of the objective, as it is shown: "L"
 */
export function whatNow(
  {
    cursor,
    forwardLength,
    trace,
    recorded,
  }: Pick<RunSummary, 'cursor' | 'forwardLength' | 'trace'> & Partial<Pick<RunSummary, 'recorded'>>,
  objective: string | null,
): WhatNow | null {
  if (!trace.length) return null
  if (cursor === 0)
    return { press: 'Forward', words: 'computes every value, up to the loss. Step forward computes one at a time.' }
  if (objective === null || forwardLength === trace.length) return null
  if (cursor === forwardLength)
    return {
      press: 'Step backward',
      words: `starts the way back at ${objective} with an error (δ) of 1; then each step sends the error back over one edge.`,
    }
  if (recorded && cursor === trace.length)
    return recorded.step + 1 < recorded.steps
      ? { press: 'Step forward', words: 'begins the next recorded step, with the parameters as they are now.' }
      : null
  if (cursor === trace.length && trace.some((event) => event.kind === 'parameter-gradient'))
    return { press: 'Train', words: 'moves every parameter a little against its gradient, again and again.' }
  return null
}
