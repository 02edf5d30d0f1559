/** @file One example of the results, sent through the graph and to the stepper. */
import { useCallback } from 'react'
import type { Part } from '../../runtime/protocol'
import { useServices } from '../state/context'
import { notify } from '../state/notify'

/** @returns what puts an example of this part, counted from 0, into the graph and opens the timeline. */
export function useStepThrough(part: Part): (example: number) => void {
  const { client, view } = useServices()
  return useCallback(
    (example) => {
      void client.showExamples(example, 1, part)
      view.setState({ bottomTab: 'timeline' })
      notify({
        tone: 'info',
        key: 'stepped',
        message: `${part === 'heldOut' ? 'Held-out example' : 'Example'} ${(example + 1).toLocaleString('en')} is in the graph: step through it.`,
      })
    },
    [client, view, part],
  )
}
