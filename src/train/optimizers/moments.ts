/** @file The step that Adam and AdamW share. */
import type { TensorData } from '../../tensor'
import type { Memory, Update } from '../optimizer'

export interface MomentHyper {
  readonly betas: readonly [number, number]
  readonly eps: number
  readonly amsgrad: boolean
}

export function momentMemory({ amsgrad }: MomentHyper, zeros: () => TensorData): Memory {
  return { mean: zeros(), square: zeros(), ...(amsgrad ? { largest: zeros() } : {}) }
}

/**
 * Kingma & Ba 2015, as PyTorch computes it: m = β₁m + (1 − β₁)g, v = β₂v + (1 − β₂)g²,
 * θ −= lr/(1 − β₁ᵗ) · m / (√v/√(1 − β₂ᵗ) + eps). With amsgrad (Reddi et al. 2018) the largest v so far replaces v.
 * @param decay added to the gradient: decay·θ.
 */
export function momentStep(
  { betas: [beta1, beta2], eps }: MomentHyper,
  { parameter, gradient, memory, lr, t }: Update,
  decay: number,
): void {
  const { mean, square, largest } = memory as { mean: TensorData; square: TensorData; largest?: TensorData }
  const rate = lr / (1 - beta1 ** t)
  const root = Math.sqrt(1 - beta2 ** t)
  for (let i = 0; i < parameter.length; i++) {
    const g = gradient[i]! + decay * parameter[i]!
    const m = (mean[i] = beta1 * mean[i]! + (1 - beta1) * g)
    let v = (square[i] = beta2 * square[i]! + (1 - beta2) * g * g)
    if (largest) v = largest[i] = Math.max(largest[i]!, v)
    parameter[i] = parameter[i]! - (rate * m) / (Math.sqrt(v) / root + eps)
  }
}
