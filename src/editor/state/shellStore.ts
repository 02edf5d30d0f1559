/**
 * @file What the shell shows above the page: the dialogs about a file, and the command palette. One page has one shell,
 * so this is one store, reachable from actions.
 */
import { createStore } from 'zustand/vanilla'
import type { GraphDocument } from '../../graph'

export type FileDialog =
  | { readonly kind: 'refused'; readonly file: string; readonly message: string; readonly hint?: string }
  | {
      readonly kind: 'unknown-ops'
      readonly file: string
      readonly document: GraphDocument
      readonly unknown: readonly { readonly node: string; readonly op: string }[]
    }

export interface ShellState {
  readonly dialog: FileDialog | null
  readonly commandsOpen: boolean
}

export const shell = createStore<ShellState>(() => ({ dialog: null, commandsOpen: false }))

export function showDialog(dialog: FileDialog | null): void {
  shell.setState({ dialog })
}
