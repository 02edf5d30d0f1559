import { z } from 'zod'
import type { TensorData } from '../../tensor'
import { defineOptimizer } from '../optimizer'

/**
 * Gradient descent, as torch.optim.SGD: g += weight_decay·θ; b = g at the first step, later
 * b = momentum·b + (1 − dampening)·g; θ −= lr·(g + momentum·b if nesterov else b).
 */
export default defineOptimizer({
  kind: 'sgd',
  title: 'Gradient descent (SGD)',
  formula: '\\theta \\leftarrow \\theta - \\eta\\,\\nabla_{\\theta} L',
  hyper: z.strictObject({
    lr: z.number().min(0).default(0.1).describe('η: how far one step goes against the gradient.'),
    momentum: z.number().min(0).max(1).default(0).describe('How much of the last step is kept.'),
    dampening: z.number().default(0).describe('How much of the new gradient is left out of the momentum.'),
    nesterov: z.boolean().default(false).describe('Look ahead along the momentum.'),
    weight_decay: z.number().min(0).default(0).describe('Pulls every parameter toward 0.'),
  }),
  create({ lr, momentum, dampening, nesterov, weight_decay }) {
    const buffers: TensorData[] = []
    return {
      update(slot, parameter, gradient) {
        let buffer = buffers[slot]
        const first = !buffer
        if (momentum && !buffer) buffer = buffers[slot] = parameter.slice()
        for (let i = 0; i < parameter.length; i++) {
          const g = gradient[i]! + weight_decay * parameter[i]!
          if (!buffer) {
            parameter[i] = parameter[i]! - lr * g
            continue
          }
          const b = first ? g : momentum * buffer[i]! + (1 - dampening) * g
          buffer[i] = b
          parameter[i] = parameter[i]! - lr * (nesterov ? g + momentum * b : b)
        }
      },
    }
  },
})
