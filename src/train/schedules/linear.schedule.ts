import { z } from 'zod'
import { defineSchedule } from '../schedule'

/** torch.optim.lr_scheduler.LinearLR, counted in updates: η times a factor that goes from start to end in a straight line. */
export default defineSchedule({
  kind: 'linear',
  title: 'Linear (warm-up)',
  summary: 'The rate goes in a straight line from one share of η to another, and stays there.',
  hyper: z.strictObject({
    start_factor: z
      .number()
      .positive()
      .max(1)
      .default(1 / 3)
      .meta({ title: 'From', description: 'The share of η at the first update.' }),
    end_factor: z
      .number()
      .min(0)
      .max(1)
      .default(1)
      .meta({ title: 'To', description: 'The share of η at the end of the line.' }),
    total_iters: z.int().min(1).default(5).meta({ title: 'Updates', description: 'How many updates the line takes.' }),
  }),
  common: ['start_factor', 'end_factor', 'total_iters'],
  rate: ({ start_factor, end_factor, total_iters }, { lr }, step) =>
    lr * (start_factor + ((end_factor - start_factor) * Math.min(step, total_iters)) / total_iters),
})
