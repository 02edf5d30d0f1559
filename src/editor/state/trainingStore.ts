/** @file What the training panel shows: curves so far, and where the run stands. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { TrainingProgress } from '../../runtime/protocol'

export interface TrainingState {
  /** null before the first step. */
  readonly progress: TrainingProgress | null
  /** Columns for the chart: step, loss, accuracy. Grow in place; `length` tells the news. */
  readonly curve: { readonly step: number[]; readonly loss: number[]; readonly accuracy: (number | null)[] }
  readonly heldOut: { readonly step: number[]; readonly loss: number[]; readonly accuracy: (number | null)[] }
  readonly length: number
}

export interface TrainingStore extends StoreApi<TrainingState> {
  receive(progress: TrainingProgress): void
  clear(): void
}

const empty = (): TrainingState => ({
  progress: null,
  curve: { step: [], loss: [], accuracy: [] },
  heldOut: { step: [], loss: [], accuracy: [] },
  length: 0,
})

export function createTrainingStore(): TrainingStore {
  const store = createStore<TrainingState>(empty)
  return {
    ...store,
    receive(progress) {
      const { curve, heldOut, length } = store.getState()
      const columns = [
        [curve, progress.losses],
        [heldOut, progress.heldOut],
      ] as const
      for (const [column, points] of columns)
        for (const point of points) {
          // An engine that was restarted goes on a little before where the last one ended.
          while (column.step.length && column.step.at(-1)! >= point.step) {
            column.step.pop()
            column.loss.pop()
            column.accuracy.pop()
          }
          column.step.push(point.step)
          column.loss.push(point.loss)
          column.accuracy.push(point.accuracy)
        }
      store.setState({ progress, curve, heldOut, length: length + progress.losses.length + progress.heldOut.length })
    },
    clear: () => store.setState(empty()),
  }
}
