import { defineAction } from './action'

export default defineAction({
  id: 'leave-recording',
  label: 'Back to the live graph',
  description: 'Leave the recording and show the graph as it is now.',
  group: 'Run',
  can: ({ run }) => run.summary().recorded !== null || 'No recording is shown.',
  run: async (services) => (await import('../timetravel')).leave(services),
})
