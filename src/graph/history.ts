/** @file Undo and redo. One entry a gesture; entries are patches with their inverse, never snapshots. */
import { freeze, type Patch } from 'immer'
import { applyPatchesTo, squash } from './patches'
import type { GraphDocument } from './schema'
import type { Transaction } from './transaction'

/** Transactions with one mergeKey join when they follow each other within this time, unless they say otherwise. */
const MERGE_MS = 600
const MAX_ENTRIES = 500

export class History {
  #document: GraphDocument
  #undo: Transaction[] = []
  #redo: Transaction[] = []
  #lastPush = -Infinity

  constructor(document: GraphDocument) {
    this.#document = freeze(document, true)
  }

  /** The document now; deeply frozen. */
  get document(): GraphDocument {
    return this.#document
  }

  get undoLabel(): string | null {
    return this.#undo.at(-1)?.label ?? null
  }

  get redoLabel(): string | null {
    return this.#redo.at(-1)?.label ?? null
  }

  /**
   * Applies a transaction and remembers it; what was undone before is forgotten.
   * @param timeMs when it happened, in milliseconds of any steady clock
   * @throws when the patches do not fit the document; nothing has changed then.
   */
  push(transaction: Transaction, timeMs: number): void {
    if (!transaction.patches.length) return
    this.#document = applyPatchesTo(this.#document, transaction.patches)
    const last = this.#undo.at(-1)
    const merges =
      last?.mergeKey !== undefined &&
      last.mergeKey === transaction.mergeKey &&
      // After an undo not even those that may be any time apart join.
      this.#lastPush !== -Infinity &&
      timeMs - this.#lastPush <= (transaction.mergeMs ?? MERGE_MS) &&
      !this.#redo.length
    if (merges)
      this.#undo[this.#undo.length - 1] = {
        label: transaction.label,
        mergeKey: transaction.mergeKey,
        patches: squash([...last.patches, ...transaction.patches]),
        inverse: squash([...transaction.inverse, ...last.inverse]),
      }
    else {
      this.#undo.push(transaction)
      if (this.#undo.length > MAX_ENTRIES) this.#undo.shift()
    }
    this.#redo = []
    this.#lastPush = timeMs
  }

  /** Takes the last entry back. Returns the patches that were applied, or null when there is nothing to undo. */
  undo(): readonly Patch[] | null {
    return this.#move(this.#undo, this.#redo, 'inverse')
  }

  /** Does the last undone entry again. Returns the patches that were applied, or null. */
  redo(): readonly Patch[] | null {
    return this.#move(this.#redo, this.#undo, 'patches')
  }

  #move(from: Transaction[], to: Transaction[], side: 'patches' | 'inverse'): readonly Patch[] | null {
    const entry = from.at(-1)
    if (!entry) return null
    this.#document = applyPatchesTo(this.#document, entry[side])
    from.pop()
    to.push(entry)
    // A gesture that goes on after an undo is a new entry.
    this.#lastPush = -Infinity
    return entry[side]
  }
}
