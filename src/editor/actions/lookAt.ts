/** @file The two actions that choose which of two kept recordings is looked at. */
import { shownRun, travelStore } from '../state/travelStore'
import { defineAction, type Action } from './action'

export function lookAt(run: 'A' | 'B'): Action {
  return defineAction({
    id: `look-${run.toLowerCase()}`,
    label: `Look at run ${run}`,
    description: `Show the recorded steps of run ${run}, at the step and event that are in view now.`,
    group: 'Run',
    can: (services) => {
      const { recording, runA } = travelStore.getState()
      if (!runA) return 'There are no two runs yet. Record steps and keep them as run A first.'
      if (run === 'B' && (!recording || recording === runA))
        return 'There is no run B yet. Record steps again to have one beside run A.'
      const { recorded } = services.run.summary()
      return shownRun(travelStore.getState(), recorded?.id) !== run || `Run ${run} is in view already.`
    },
    run: async (services) => (await import('../timetravel')).look(services, run),
  })
}
