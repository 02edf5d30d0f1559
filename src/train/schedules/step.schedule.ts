import { z } from 'zod'
import { defineSchedule } from '../schedule'

/** torch.optim.lr_scheduler.StepLR, counted in updates: η·γ^⌊step / step_size⌋. */
export default defineSchedule({
  kind: 'step',
  title: 'Steps of equal length',
  summary: 'The rate is multiplied by γ each time the same number of updates has been made.',
  hyper: z.strictObject({
    step_size: z
      .int()
      .min(1)
      .default(100)
      .meta({ title: 'Every', description: 'How many updates are made at each rate.' }),
    gamma: z.number().min(0).default(0.1).meta({ title: 'γ', description: 'γ: what the rate is multiplied by.' }),
  }),
  common: ['step_size', 'gamma'],
  rate: ({ step_size, gamma }, { lr }, step) => lr * gamma ** Math.floor(step / step_size),
})
