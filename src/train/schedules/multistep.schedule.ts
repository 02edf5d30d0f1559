import { z } from 'zod'
import { defineSchedule } from '../schedule'

/** torch.optim.lr_scheduler.MultiStepLR, counted in updates: η·γ^(milestones reached); one named twice counts twice. */
export default defineSchedule({
  kind: 'multistep',
  title: 'Steps at milestones',
  summary: 'The rate is multiplied by γ at each milestone.',
  hyper: z.strictObject({
    milestones: z
      .array(z.int().min(0))
      .max(1000)
      .default([500, 800])
      .describe('The updates at which the rate changes, such as [500, 800].'),
    gamma: z.number().min(0).default(0.1).meta({ title: 'γ', description: 'γ: what the rate is multiplied by.' }),
  }),
  common: ['milestones', 'gamma'],
  rate: ({ milestones, gamma }, { lr }, step) =>
    lr * gamma ** milestones.filter((milestone) => milestone <= step).length,
})
