import { z } from 'zod'
import { defineOptimizer } from '../optimizer'
import { amsgrad, betas, eps, lr, weightDecay } from './hyper'
import { momentMemory, momentStep } from './moments'

/** As torch.optim.AdamW (Loshchilov & Hutter 2019): first θ *= 1 − lr·weight_decay, then Adam's step without decay. */
export default defineOptimizer({
  kind: 'adamw',
  title: 'AdamW',
  summary: 'Adam with weight decay that acts on the parameters themselves, whatever the size of their gradients.',
  formula: '\\theta \\leftarrow (1 - \\eta\\lambda)\\,\\theta - \\eta\\,\\frac{\\hat m}{\\sqrt{\\hat v} + \\epsilon}',
  hyper: z.strictObject({
    lr: lr(0.001),
    betas,
    eps: eps(1e-8),
    weight_decay: weightDecay(0.01),
    amsgrad,
  }),
  common: ['lr', 'weight_decay'],
  remember: momentMemory,
  update(hyper, update) {
    const { parameter, lr } = update
    const kept = 1 - lr * hyper.weight_decay
    for (let i = 0; i < parameter.length; i++) parameter[i] = parameter[i]! * kept
    momentStep(hyper, update, 0)
  },
})
