/** @file Hyper-parameters that several optimizers share. */
import { z } from 'zod'

export const lr = (standard: number) =>
  z
    .number()
    .min(0)
    .default(standard)
    .meta({ title: 'η (rate)', description: 'η: how far one step goes against the gradient.' })

export const weightDecay = (standard = 0) =>
  z.number().min(0).default(standard).describe('Pulls every parameter toward 0, in proportion to its size.')

/** What keeps a division from being one by 0; PyTorch's default differs from optimizer to optimizer. */
export const eps = (standard: number) =>
  z
    .number()
    .min(0)
    .default(standard)
    .meta({ title: 'ε', description: 'A small number under the fraction, against division by 0.' })

const share = z.number().min(0).lt(1)

export const betas = z.tuple([share, share]).default([0.9, 0.999]).meta({
  title: 'β₁, β₂',
  description: 'How much is kept, step to step, of the running mean of gradients, and of that of their squares.',
})

export const amsgrad = z
  .boolean()
  .default(false)
  .meta({ title: 'AMSGrad', description: 'Divide by the largest mean square so far, not by the latest one.' })
