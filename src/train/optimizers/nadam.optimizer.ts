import { z } from 'zod'
import { defineOptimizer } from '../optimizer'
import { betas, eps, lr, weightDecay } from './hyper'

/**
 * As torch.optim.NAdam of PyTorch 1.13 (Dozat 2016): μₜ = β₁(1 − ½·0.96^(t·momentum_decay)), Πₜ = Πₜ₋₁·μₜ,
 * θ −= (lr(1 − μₜ)/(1 − Πₜ) · g + lr·μₜ₊₁/(1 − Πₜ·μₜ·μₜ₊₁) · m) / (√(v/(1 − β₂ᵗ)) + eps).
 * That version has μₜ twice in the last fraction, where the paper and later versions have it once; the difference fades
 * within some tens of steps, and agreeing with the reference numbers to the last digits is worth more. For the same
 * reason the products are rounded to float32, in which PyTorch keeps them.
 */
export default defineOptimizer({
  kind: 'nadam',
  title: 'NAdam',
  summary: 'Adam that looks ahead along its momentum, as Nesterov does.',
  formula: '\\theta \\leftarrow \\theta - \\eta\\,\\frac{\\bar m}{\\sqrt{\\hat v} + \\epsilon}',
  hyper: z.strictObject({
    lr: lr(0.002),
    betas,
    eps: eps(1e-8),
    weight_decay: weightDecay(),
    momentum_decay: z.number().min(0).default(0.004).describe('How soon the momentum grows to its full size.'),
  }),
  common: ['lr', 'betas'],
  remember: (_, zeros) => ({ mean: zeros(), square: zeros(), product: Float32Array.of(1) }),
  update({ betas: [beta1, beta2], eps, weight_decay, momentum_decay }, { parameter, gradient, memory, lr, t }) {
    const { mean, square, product } = memory
    const momentumAt = (step: number) => beta1 * (1 - 0.5 * 0.96 ** (step * momentum_decay))
    const now = momentumAt(t)
    const next = momentumAt(t + 1)
    const all = (product![0] = Math.fround(product![0]! * Math.fround(now)))
    const ofGradient = (lr * (1 - now)) / (1 - all)
    const ofMean = (lr * next) / (1 - Math.fround(Math.fround(all * Math.fround(now)) * Math.fround(next)))
    const correction = 1 - beta2 ** t
    for (let i = 0; i < parameter.length; i++) {
      const g = gradient[i]! + weight_decay * parameter[i]!
      const m = (mean![i] = beta1 * mean![i]! + (1 - beta1) * g)
      const v = (square![i] = beta2 * square![i]! + (1 - beta2) * g * g)
      parameter[i] = parameter[i]! - (ofGradient * g + ofMean * m) / (Math.sqrt(v / correction) + eps)
    }
  },
})
