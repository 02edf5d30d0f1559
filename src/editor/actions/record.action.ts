import { canTrain } from './conditions'
import { defineAction } from './action'

export default defineAction({
  id: 'record',
  label: 'Record steps',
  description: 'Take a few optimizer steps and keep all their events, to walk through them forward and back.',
  group: 'Run',
  can: (services) =>
    services.training.getState().progress?.status === 'running'
      ? 'Training is running. Pause it, then record.'
      : canTrain(services),
  run: async (services) => (await import('../timetravel')).record(services),
})
