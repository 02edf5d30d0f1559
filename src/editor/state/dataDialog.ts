/** @file Whether the dialog "Data" is open, and on which data set. */
import { createStore } from 'zustand/vanilla'

export interface DataDialogState {
  readonly open: boolean
  /** The data set that is shown; null: the one that the graph is bound to, or the first. */
  readonly shown: string | null
}

export const dataDialog = createStore<DataDialogState>(() => ({ open: false, shown: null }))

export const openData = (shown: string | null = null): void => dataDialog.setState({ open: true, shown })
export const closeData = (): void => dataDialog.setState({ open: false })
