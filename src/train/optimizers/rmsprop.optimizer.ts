import { z } from 'zod'
import { defineOptimizer } from '../optimizer'
import { eps, lr, weightDecay } from './hyper'

/**
 * As torch.optim.RMSprop (Hinton's lecture 6e; centered: Graves 2013): v = α·v + (1 − α)·g², centered: less the square
 * of the running mean of g; without momentum θ −= lr·g/(√v + eps), with it b = momentum·b + g/(√v + eps), θ −= lr·b.
 */
export default defineOptimizer({
  kind: 'rmsprop',
  title: 'RMSprop',
  summary: 'Divides each gradient by its usual size, so that flat and steep directions move alike.',
  formula: '\\theta \\leftarrow \\theta - \\eta\\,\\frac{g}{\\sqrt{v} + \\epsilon}',
  hyper: z.strictObject({
    lr: lr(0.01),
    alpha: z
      .number()
      .min(0)
      .max(1)
      .default(0.99)
      .meta({ title: 'α', description: 'How much of the running mean of squared gradients is kept, step to step.' }),
    eps: eps(1e-8),
    momentum: z.number().min(0).max(1).default(0).describe('The share of the last step that is kept.'),
    centered: z.boolean().default(false).describe('Measure the size of gradients around their mean, not around 0.'),
    weight_decay: weightDecay(),
  }),
  common: ['lr', 'alpha'],
  remember: ({ momentum, centered }, zeros) => ({
    square: zeros(),
    ...(centered ? { mean: zeros() } : {}),
    ...(momentum ? { momentum: zeros() } : {}),
  }),
  update({ alpha, eps, momentum, weight_decay }, { parameter, gradient, memory, lr }) {
    const { square, mean, momentum: buffer } = memory
    for (let i = 0; i < parameter.length; i++) {
      const g = gradient[i]! + weight_decay * parameter[i]!
      let v = (square![i] = alpha * square![i]! + (1 - alpha) * g * g)
      if (mean) {
        const m = (mean[i] = alpha * mean[i]! + (1 - alpha) * g)
        v -= m * m
      }
      let step = g / (Math.sqrt(v) + eps)
      if (buffer) step = buffer[i] = momentum * buffer[i]! + step
      parameter[i] = parameter[i]! - lr * step
    }
  },
})
