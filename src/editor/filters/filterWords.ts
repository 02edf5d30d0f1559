/** @file The report on kernels in words. Pure. */
import type { FilterFit, HiddenKernels } from '../../runtime/protocol'
import { formatNumber } from '../format'
import type { Fits } from './fits'

/** A kernel counts as found from here on. */
export const FOUND = 0.98
/** A kernel counts as a Gabor function from here on: the engine's GABOR_LIKE. */
export const GABOR_LIKE = 0.7

/** Three decimals, cut and not rounded up: 0.9799 is not 0.98. */
export const shareText = (x: number): string =>
  Number.isFinite(x) ? (Math.floor(x * 1000) / 1000).toFixed(3).replace('-', '−') : 'none'

export function hiddenWords({ correlations }: HiddenKernels): string {
  const all = [...correlations]
  const found = all.filter((r) => r >= FOUND).length
  const least = Math.min(...all.map((r) => (Number.isFinite(r) ? r : -1)))
  return `${found} of ${all.length} kernels are found: their correlation with the hidden one is ${FOUND} or more. The least is ${shareText(least)}.`
}

export function fitWords({ fits, complete, problem }: Fits, count: number): string {
  if (problem) return problem
  const made = fits.filter((fit) => fit !== undefined)
  if (!made.length) return 'Fitting Gabor functions…'
  const like = made.filter((fit) => fit && fit.rSquared >= GABOR_LIKE).length
  const sorted = made.map((fit) => fit?.rSquared ?? 0).sort((a, b) => a - b)
  const middle = sorted[Math.floor((sorted.length - 1) / 2)]!
  const words = `${like} of ${made.length} kernels are Gabor functions: R² is ${GABOR_LIKE} or more. Half of them have ${shareText(Math.max(0, middle))} or more.`
  return made.length < count
    ? `${words} ${count - made.length} are still to be fitted.`
    : complete
      ? words
      : `${words} Fitting anew…`
}

/** "34°" */
const degrees = (x: number) => `${Math.round(x).toString().replace('-', '−')}°`

/** What a fit found, by name, with its sign in the formula. */
export function fitRows(fit: FilterFit): readonly (readonly [string, string])[] {
  return [
    ['R²', shareText(fit.rSquared)],
    ['orientation θ', degrees(fit.orientation % 180)],
    ['wavelength λ', `${formatNumber(fit.wavelength)} px`],
    ['phase ψ', degrees(fit.phase)],
    ['width σ', `${formatNumber(fit.sigma)} px`],
    ['aspect γ', formatNumber(fit.aspect)],
    ['centre', `${formatNumber(fit.centre[0])}, ${formatNumber(fit.centre[1])}`],
    ['amplitude', formatNumber(fit.amplitude)],
  ]
}
