/** @file Whether an action can run now, kept up to date with everything that conditions look at. */
import { useCallback, useSyncExternalStore } from 'react'
import { possible, type Action } from '../actions'
import { useServices } from '../state/context'

/** true, or why not. Wakes its component only when the answer changes. */
export function usePossible(action: Action): true | string {
  const services = useServices()
  const subscribe = useCallback(
    (listener: () => void) => {
      const { documents, run, view, training } = services
      const ends = [
        documents.subscribe(listener),
        run.subscribe(listener),
        view.subscribe(listener),
        training.subscribe(listener),
      ]
      return () => ends.forEach((end) => end())
    },
    [services],
  )
  return useSyncExternalStore(subscribe, () => possible(action, services))
}
