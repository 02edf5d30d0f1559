/** @file An exercise that is opened shows its task, and all numbers that may be seen. */
import { useEffect } from 'react'
import { useDocument, useServices } from '../state/context'
import { panels } from '../state/panels'
import { practiceOf } from './practiceStore'

export function useOpening(): void {
  const services = useServices()
  const opened = useDocument((state) => state.opened)
  useEffect(() => {
    const { run, view } = services
    // Made here, and not opened: its author is at work.
    if (practiceOf(services).getState().mode === 'author') return
    view.setState({ inspectorTab: 'exercise' })
    panels.show('right', services)
    const toTheEnd = () => {
      const { trace } = run.summary()
      if (!trace.length) return false
      run.setCursor(trace.length)
      return true
    }
    if (toTheEnd()) return
    const stop = run.subscribe(() => {
      if (!run.summary().trace.length) return
      stop()
      toTheEnd()
    })
    return stop
  }, [services, opened])
}
