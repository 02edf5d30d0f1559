import { z } from 'zod'
import { defineOptimizer } from '../optimizer'
import { eps, lr, weightDecay } from './hyper'

/** As torch.optim.Adagrad (Duchi et al. 2011): s += g², θ −= lr/(1 + (t − 1)·lr_decay) · g/(√s + eps). */
export default defineOptimizer({
  kind: 'adagrad',
  title: 'Adagrad',
  summary: 'Slows each parameter down by all the gradient it has seen; good for features that are rare.',
  formula: '\\theta \\leftarrow \\theta - \\eta\\,\\frac{g}{\\sqrt{\\textstyle\\sum g^2} + \\epsilon}',
  hyper: z.strictObject({
    lr: lr(0.01),
    lr_decay: z
      .number()
      .min(0)
      .default(0)
      .meta({ title: 'Rate decay', description: 'Lowers the rate further with every step: η/(1 + (t − 1)·lr_decay).' }),
    initial_accumulator_value: z.number().min(0).default(0).meta({
      title: 'First sum',
      description: 'What the sum of squares starts from; above 0, the first steps are shorter.',
    }),
    eps: eps(1e-10),
    weight_decay: weightDecay(),
  }),
  common: ['lr', 'lr_decay'],
  remember: ({ initial_accumulator_value }, zeros) => ({ sum: zeros().fill(initial_accumulator_value) }),
  update({ lr_decay, eps, weight_decay }, { parameter, gradient, memory, lr, t }) {
    const sum = memory.sum!
    const rate = lr / (1 + (t - 1) * lr_decay)
    for (let i = 0; i < parameter.length; i++) {
      const g = gradient[i]! + weight_decay * parameter[i]!
      const s = (sum[i] = sum[i]! + g * g)
      parameter[i] = parameter[i]! - (rate * g) / (Math.sqrt(s) + eps)
    }
  },
})
