/** @file What a command gives for one document. */

export interface Answer {
  readonly json: unknown
  readonly words: string
  /** False: the file is bad or a check failed; the exit code becomes 1. */
  readonly ok: boolean
}
