import { z } from 'zod'
import { defineOptimizer } from '../optimizer'
import { betas, eps, lr, weightDecay } from './hyper'

/** As torch.optim.Adamax (Kingma & Ba 2015, section 7.1): u = max(β₂u, |g| + eps), θ −= lr/(1 − β₁ᵗ) · m/u. */
export default defineOptimizer({
  kind: 'adamax',
  title: 'Adamax',
  summary: 'Adam, but each gradient is divided by its largest size of late instead of its mean square.',
  formula: '\\theta \\leftarrow \\theta - \\eta\\,\\frac{\\hat m}{u}',
  hyper: z.strictObject({
    lr: lr(0.002),
    betas,
    eps: eps(1e-8),
    weight_decay: weightDecay(),
  }),
  common: ['lr', 'betas'],
  remember: (_, zeros) => ({ mean: zeros(), largest: zeros() }),
  update({ betas: [beta1, beta2], eps, weight_decay }, { parameter, gradient, memory, lr, t }) {
    const { mean, largest } = memory
    const rate = lr / (1 - beta1 ** t)
    for (let i = 0; i < parameter.length; i++) {
      const g = gradient[i]! + weight_decay * parameter[i]!
      const m = (mean![i] = beta1 * mean![i]! + (1 - beta1) * g)
      const u = (largest![i] = Math.max(beta2 * largest![i]!, Math.abs(g) + eps))
      parameter[i] = parameter[i]! - (rate * m) / u
    }
  },
})
