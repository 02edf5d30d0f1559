import { z } from 'zod'
import { defineSchedule } from '../schedule'

/**
 * torch.optim.lr_scheduler.CosineAnnealingLR, counted in updates (Loshchilov & Hutter 2017):
 * eta_min + (η − eta_min)(1 + cos(π·step/T_max))/2. After T_max it rises again.
 */
export default defineSchedule({
  kind: 'cosine_annealing',
  title: 'Cosine',
  summary: 'The rate falls along half a cosine wave: slowly at first, fast in the middle, slowly at the end.',
  hyper: z.strictObject({
    T_max: z.int().min(1).optional().meta({
      title: 'Lowest at',
      empty: 't_max',
      description: 'After how many updates the rate is lowest; empty: at the end of the run.',
    }),
    eta_min: z.number().min(0).default(0).meta({ title: 'Lowest rate', description: 'The lowest rate.' }),
  }),
  common: ['T_max', 'eta_min'],
  rate: ({ T_max, eta_min }, { lr, steps }, step) =>
    eta_min + ((lr - eta_min) * (1 + Math.cos((Math.PI * step) / (T_max ?? steps)))) / 2,
})
