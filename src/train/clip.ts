/** @file Shortening gradients that are too long. */
import type { TrainingSettings } from '../graph'
import type { TensorData } from '../tensor'

export type Clip = NonNullable<TrainingSettings['clip']>

/** (Σ|g|ᵖ)^(1/p) over all numbers of all gradients; p = "inf": the largest |g|. */
export function totalNorm(gradients: Iterable<TensorData>, p: number | 'inf'): number {
  let total = 0
  for (const gradient of gradients)
    for (let i = 0; i < gradient.length; i++) {
      const size = Math.abs(gradient[i]!)
      if (p !== 'inf') total += p === 2 ? size * size : p === 1 ? size : size ** p
      // NaN fails every comparison; it has to win here, so that it is not taken for 0.
      else if (!(size <= total)) total = size
      if (Number.isNaN(total)) return total
    }
  return p === 'inf' ? total : p === 2 ? Math.sqrt(total) : total ** (1 / p)
}

/**
 * torch.nn.utils.clip_grad_norm_: every gradient times min(1, norm/(total norm + 1e-6)), so that their direction stays.
 * Gradients are not changed: where nothing is to be shortened they come back as they are, else as copies.
 */
export function clipGradients(
  gradients: readonly TensorData[],
  { norm, norm_type = 2 }: Clip,
): { readonly total: number; readonly gradients: readonly TensorData[] } {
  const total = totalNorm(gradients, norm_type)
  const factor = norm / (total + 1e-6)
  if (factor >= 1) return { total, gradients }
  return { total, gradients: gradients.map((gradient) => gradient.map((g) => g * factor) as TensorData) }
}
