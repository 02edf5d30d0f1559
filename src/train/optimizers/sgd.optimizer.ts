import { z } from 'zod'
import { defineOptimizer } from '../optimizer'
import { lr, weightDecay } from './hyper'

/**
 * Gradient descent, as torch.optim.SGD: g += weight_decay·θ; b = g at the first step, later
 * b = momentum·b + (1 − dampening)·g; θ −= lr·(g + momentum·b if nesterov else b).
 */
export default defineOptimizer({
  kind: 'sgd',
  title: 'Gradient descent (SGD)',
  summary: 'Goes straight against the gradient, with a rate that is the same for all parameters.',
  formula: '\\theta \\leftarrow \\theta - \\eta\\,\\nabla_{\\theta} L',
  hyper: z.strictObject({
    lr: lr(0.1),
    momentum: z.number().min(0).max(1).default(0).describe('The share of the last step that is kept.'),
    dampening: z.number().default(0).describe('The share of the new gradient that is left out of the momentum.'),
    nesterov: z.boolean().default(false).describe('Look ahead along the momentum.'),
    weight_decay: weightDecay(),
  }),
  common: ['lr', 'momentum'],
  remember: ({ momentum }, zeros) => ({ ...(momentum ? { momentum: zeros() } : {}) }),
  update({ momentum, dampening, nesterov, weight_decay }, { parameter, gradient, memory, lr, t }) {
    const buffer = memory.momentum
    for (let i = 0; i < parameter.length; i++) {
      const g = gradient[i]! + weight_decay * parameter[i]!
      if (!buffer) {
        parameter[i] = parameter[i]! - lr * g
        continue
      }
      const b = t === 1 ? g : momentum * buffer[i]! + (1 - dampening) * g
      buffer[i] = b
      parameter[i] = parameter[i]! - lr * (nesterov ? g + momentum * b : b)
    }
  },
})
