import { z } from 'zod'
import { defineSchedule } from '../schedule'

const cosine = (from: number, to: number, share: number) => to + ((from - to) / 2) * (1 + Math.cos(Math.PI * share))
const line = (from: number, to: number, share: number) => from + (to - from) * share

/**
 * torch.optim.lr_scheduler.OneCycleLR, counted in updates (Smith & Topin 2019): up from max_lr/div_factor to max_lr in the
 * first pct_start of the run, then down to a final_div_factor-th of the start. Momentum is left alone.
 * After total_steps the rate stays at its end.
 */
export default defineSchedule({
  kind: 'one_cycle',
  title: 'One cycle',
  summary: 'The rate rises from a small one to the largest, and falls to almost nothing at the end of the run.',
  hyper: z.strictObject({
    max_lr: z
      .number()
      .min(0)
      .optional()
      .meta({ title: 'Largest rate', empty: 'η', description: 'The largest rate; empty: η.' }),
    total_steps: z.int().min(2).optional().meta({
      title: 'Updates',
      empty: 't_max',
      description: 'How many updates the cycle takes; empty: the whole run.',
    }),
    pct_start: z
      .number()
      .gt(0)
      .lt(1)
      .default(0.3)
      .meta({ title: 'Rising share', description: 'The share of the cycle in which the rate rises.' }),
    div_factor: z
      .number()
      .positive()
      .default(25)
      .meta({ title: 'Start divisor', description: 'How many times smaller the rate is at the start.' }),
    final_div_factor: z
      .number()
      .positive()
      .default(10_000)
      .meta({ title: 'End divisor', description: 'How many times smaller than at the start the rate is at the end.' }),
    anneal_strategy: z
      .enum(['cos', 'linear'])
      .default('cos')
      .meta({ title: 'Shape', description: 'Along a cosine wave, or in straight lines.' }),
    three_phase: z.boolean().default(false).meta({
      title: 'Three phases',
      description: 'Fall back to the start as slowly as it rose, and only then to the end.',
    }),
  }),
  common: ['max_lr', 'pct_start'],
  rate(hyper, base, step) {
    const { pct_start, div_factor, final_div_factor, anneal_strategy, three_phase } = hyper
    const top = hyper.max_lr ?? base.lr
    const total = hyper.total_steps ?? Math.max(2, base.steps)
    const first = top / div_factor
    const last = first / final_div_factor
    const anneal = anneal_strategy === 'cos' ? cosine : line
    const up = pct_start * total - 1
    const phases = three_phase
      ? ([
          [up, first, top],
          [2 * up, top, first],
          [total - 1, first, last],
        ] as const)
      : ([
          [up, first, top],
          [total - 1, top, last],
        ] as const)
    let begin = 0
    for (const [end, from, to] of phases) {
      if (step <= end) return end > begin ? anneal(from, to, (step - begin) / (end - begin)) : to
      begin = end
    }
    return last
  },
})
