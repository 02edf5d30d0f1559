/** @file A change of the document: Immer patches with their inverse, and how history remembers it. */
import type { Patch } from 'immer'
import type { GraphDocument } from './schema'

export interface Transaction {
  /** What was done, in words, for the undo button: "Connect x to z₁". */
  readonly label: string
  readonly patches: readonly Patch[]
  readonly inverse: readonly Patch[]
  /** Transactions in a row with the same key are one entry of history (a slider scrub, a burst of arrow keys). */
  readonly mergeKey?: string
  /** How long they may be apart, ms; absent: as in a burst of keys. Infinity: whenever nothing else comes in between. */
  readonly mergeMs?: number
}

/** A command's answer: a transaction and the document after it, or the reason why not. Commands change nothing. */
export type CommandResult =
  | {
      readonly ok: true
      readonly transaction: Transaction
      readonly document: GraphDocument
      readonly created?: readonly string[]
    }
  | { readonly ok: false; readonly code: string; readonly message: string; readonly hint?: string }
