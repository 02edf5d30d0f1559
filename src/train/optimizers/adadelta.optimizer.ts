import { z } from 'zod'
import { defineOptimizer } from '../optimizer'
import { eps, lr, weightDecay } from './hyper'

/** As torch.optim.Adadelta (Zeiler 2012): v = ρv + (1 − ρ)g², d = √(u + eps)/√(v + eps) · g, u = ρu + (1 − ρ)d², θ −= lr·d. */
export default defineOptimizer({
  kind: 'adadelta',
  title: 'Adadelta',
  summary: 'Scales each gradient by how far the parameter has moved of late; the rate is usually left at 1.',
  formula: '\\theta \\leftarrow \\theta - \\eta\\,\\frac{\\sqrt{u + \\epsilon}}{\\sqrt{v + \\epsilon}}\\,g',
  hyper: z.strictObject({
    lr: lr(1),
    rho: z
      .number()
      .min(0)
      .max(1)
      .default(0.9)
      .meta({ title: 'ρ', description: 'How much of the running means is kept, step to step.' }),
    eps: eps(1e-6),
    weight_decay: weightDecay(),
  }),
  common: ['lr', 'rho'],
  remember: (_, zeros) => ({ square: zeros(), moved: zeros() }),
  update({ rho, eps, weight_decay }, { parameter, gradient, memory, lr }) {
    const { square, moved } = memory
    for (let i = 0; i < parameter.length; i++) {
      const g = gradient[i]! + weight_decay * parameter[i]!
      const v = (square![i] = rho * square![i]! + (1 - rho) * g * g)
      const d = (Math.sqrt(moved![i]! + eps) / Math.sqrt(v + eps)) * g
      moved![i] = rho * moved![i]! + (1 - rho) * d * d
      parameter[i] = parameter[i]! - lr * d
    }
  },
})
