/** @file Which heights get a contour, and how deep each colour is. */

/** So many bands of colour. */
const BANDS = 14

/** Losses at which contours are drawn: closer together near the lowest, where descent ends. Ascending, each once. */
export function levelsOf(loss: ArrayLike<number>): number[] {
  const sorted = Float64Array.from(loss).filter(Number.isFinite).sort()
  if (!sorted.length || sorted[0] === sorted.at(-1)) return []
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!
  const levels = Array.from({ length: BANDS }, (_, i) => at((i / BANDS) ** 1.6 * 0.98))
  return [...new Set(levels)]
}

/**
 * Height in [0, 1] by the logarithm of the loss above its lowest, so that a deep valley and a high wall fit into one
 * picture. The median loss is at about the middle.
 */
export function heightScale(loss: ArrayLike<number>): (loss: number) => number {
  const sorted = Float64Array.from(loss).filter(Number.isFinite).sort()
  const low = sorted[0] ?? 0
  const high = sorted.at(-1) ?? 1
  const unit = Math.max((sorted[Math.floor(sorted.length / 4)] ?? low) - low, (high - low) * 1e-6, Number.MIN_VALUE)
  const full = Math.log1p((high - low) / unit) || 1
  return (x) => Math.max(0, Math.min(1.2, Math.log1p(Math.max(0, x - low) / unit) / full))
}
