/** @file Writing with a model of sequences: what the page asks for, and what it gets. */

export interface WriteWish {
  /** What is there already: prompt, and what was written so far. */
  readonly text: string
  /** How many symbols (characters or words) were written so far: the next one is drawn by seed and place alone. */
  readonly written: number
  /** How many more, at most. */
  readonly count: number
  /** Scores are divided by it: 0 always takes the likeliest symbol, 1 draws as the model says. */
  readonly temperature: number
  readonly seed: number
}

/** A symbol that may come next, and how likely the model finds it at temperature 1. */
export interface NextSymbol {
  readonly symbol: string
  readonly probability: number
}

export type Written =
  | {
      readonly ok: true
      /** What was added. */
      readonly text: string
      /** Symbols that were added; fewer than asked for when the time was up. */
      readonly count: number
      /** The likeliest symbols to come after it, likeliest first. */
      readonly next: readonly NextSymbol[]
    }
  | { readonly ok: false; readonly reason: string }

export interface WritingApi {
  /** Lets the model go on with a text: works for a short while. */
  write(wish: WriteWish): Promise<Written>
}

export const WRITING_CALLS = { write: 'question' } as const satisfies Record<keyof WritingApi, 'question'>
