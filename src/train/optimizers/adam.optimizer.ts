import { z } from 'zod'
import { defineOptimizer } from '../optimizer'
import { amsgrad, betas, eps, lr, weightDecay } from './hyper'
import { momentMemory, momentStep } from './moments'

/** As torch.optim.Adam; `weight_decay`·θ is added to the gradient. The step itself is in moments.ts. */
export default defineOptimizer({
  kind: 'adam',
  title: 'Adam',
  summary:
    'Gives every parameter a rate of its own, from the running mean and size of its gradient; seldom needs tuning.',
  formula: '\\theta \\leftarrow \\theta - \\eta\\,\\frac{\\hat m}{\\sqrt{\\hat v} + \\epsilon}',
  hyper: z.strictObject({
    lr: lr(0.001),
    betas,
    eps: eps(1e-8),
    weight_decay: weightDecay(),
    amsgrad,
  }),
  common: ['lr', 'betas'],
  remember: momentMemory,
  update: (hyper, update) => momentStep(hyper, update, hyper.weight_decay),
})
