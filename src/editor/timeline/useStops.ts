/** @file Where the breakpoints stop in what is shown, for the marks of the strip. */
import { useEffect, useState } from 'react'
import { useRun, useServices } from '../state/context'
import { useTravel } from '../state/travelStore'

const NONE: readonly number[] = []

/** Positions, ascending; asked of the engine again when the breakpoints, the recording or the numbers of the graph change. */
export function useStops(): readonly number[] {
  const services = useServices()
  const breakpoints = useTravel((state) => state.breakpoints)
  // A recording does not change; the graph as it is now does with each run.
  const shown = useRun(({ recorded, revision }) => (recorded ? `recording ${recorded.id}` : `run ${revision}`))
  const [stops, setStops] = useState(NONE)
  useEffect(() => {
    let gone = false
    if (!breakpoints.some(({ on }) => on)) {
      setStops(NONE)
      return
    }
    // Without an answer the strip has no marks; "continue" asks for itself.
    import('../timetravel').then(async ({ stopPlaces }) => {
      const places = await stopPlaces(services)
      if (!gone) setStops([...new Set(places.flatMap(({ positions }) => positions))].sort((a, b) => a - b))
    }, noMarks)
    return () => {
      gone = true
    }
  }, [services, breakpoints, shown])
  return stops
}

const noMarks = () => {}
