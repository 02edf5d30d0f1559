/**
 * @file What the shell shows above the page: notices, the dialogs about a file, the command palette, the drag from the
 * palette. One page has one shell, so this is one store, reachable from actions, storage and the composition root.
 */
import { createStore } from 'zustand/vanilla'
import type { GraphDocument } from '../../graph'

export interface Notice {
  readonly id: number
  readonly tone: 'info' | 'warning' | 'error'
  readonly title?: string
  readonly message: string
  /** What to do next, in a sentence. */
  readonly hint?: string
  readonly button?: { readonly label: string; readonly run: () => void }
  /** Stays until it is closed: for states that last, such as "read-only". */
  readonly sticky?: boolean
  /** A later notice with the same key takes the place of this one. */
  readonly key?: string
}

export type FileDialog =
  | { readonly kind: 'refused'; readonly file: string; readonly message: string; readonly hint?: string }
  | {
      readonly kind: 'unknown-ops'
      readonly file: string
      readonly document: GraphDocument
      readonly unknown: readonly { readonly node: string; readonly op: string }[]
    }

export interface ShellState {
  readonly notices: readonly Notice[]
  readonly dialog: FileDialog | null
  readonly commandsOpen: boolean
}

export const shell = createStore<ShellState>(() => ({ notices: [], dialog: null, commandsOpen: false }))

/** At most this many notices at once: older ones make room. */
const MOST_NOTICES = 3
let nextId = 1

/** Tells the person something that needs no answer. Returns a function that takes the notice away. */
export function notify(notice: Omit<Notice, 'id'>): () => void {
  const id = nextId++
  shell.setState(({ notices }) => ({
    notices: [...notices.filter((other) => !notice.key || other.key !== notice.key), { ...notice, id }].slice(-MOST_NOTICES),
  }))
  return () => dismiss(id)
}

export function dismiss(id: number): void {
  shell.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }))
}

export function showDialog(dialog: FileDialog | null): void {
  shell.setState({ dialog })
}
