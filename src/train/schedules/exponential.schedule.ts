import { z } from 'zod'
import { defineSchedule } from '../schedule'

/** torch.optim.lr_scheduler.ExponentialLR, counted in updates: η·γ^step. */
export default defineSchedule({
  kind: 'exponential',
  title: 'Exponential decay',
  summary: 'The rate is multiplied by γ after every update.',
  hyper: z.strictObject({
    gamma: z.number().min(0).default(0.999).meta({ title: 'γ', description: 'γ: what the rate is multiplied by.' }),
  }),
  common: ['gamma'],
  rate: ({ gamma }, { lr }, step) => lr * gamma ** step,
})
