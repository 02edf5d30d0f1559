/** @file The open document with its history. The only way to change it is a command's transaction. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Patch } from 'immer'
import { History, type CommandResult, type GraphDocument, type Transaction } from '../../graph'

export interface DocumentState {
  readonly document: GraphDocument
  readonly undoLabel: string | null
  readonly redoLabel: string | null
  /** Counts documents opened: a new number means everything else should be reset. */
  readonly opened: number
}

export interface DocumentStore extends StoreApi<DocumentState> {
  /** Runs a command on the open document. Refusals go to `onRefused` and change nothing. */
  run(command: (document: GraphDocument) => CommandResult): CommandResult
  dispatch(transaction: Transaction): void
  undo(): void
  redo(): void
  open(document: GraphDocument): void
  /** Every change as patches, for the engine and the journal; `open` comes with the whole document. */
  onChange(listener: (change: DocumentChange) => void): () => void
}

export type DocumentChange =
  | { readonly kind: 'patches'; readonly patches: readonly Patch[]; readonly document: GraphDocument }
  | { readonly kind: 'open'; readonly document: GraphDocument }

export function createDocumentStore(
  initial: GraphDocument,
  onRefused: (refusal: Extract<CommandResult, { ok: false }>) => void = () => {},
): DocumentStore {
  let history = new History(initial)
  const listeners = new Set<(change: DocumentChange) => void>()
  const view = (opened: number): DocumentState => ({
    document: history.document,
    undoLabel: history.undoLabel,
    redoLabel: history.redoLabel,
    opened,
  })
  const store = createStore<DocumentState>(() => view(0))
  const publish = (patches: readonly Patch[]) => {
    store.setState(view(store.getState().opened))
    for (const listener of listeners) listener({ kind: 'patches', patches, document: history.document })
  }
  const dispatch = (transaction: Transaction) => {
    if (!transaction.patches.length) return
    history.push(transaction, performance.now())
    publish(transaction.patches)
  }
  return {
    ...store,
    dispatch,
    run(command) {
      const result = command(history.document)
      if (result.ok) dispatch(result.transaction)
      else onRefused(result)
      return result
    },
    undo() {
      const patches = history.undo()
      if (patches) publish(patches)
    },
    redo() {
      const patches = history.redo()
      if (patches) publish(patches)
    },
    open(document) {
      history = new History(document)
      store.setState(view(store.getState().opened + 1))
      for (const listener of listeners) listener({ kind: 'open', document })
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
