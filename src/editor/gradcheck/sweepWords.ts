/** @file What a sweep of h shows, as curves and in a sentence. */
import type { SweepPoint, SweepReport } from '../../runtime/protocol'
import { formatNumber } from '../format'

interface Points {
  readonly x: readonly number[]
  readonly y: readonly (number | null)[]
}

/** Over log₁₀ h: both axes are logarithmic. */
export function sweepCurves(points: readonly SweepPoint[]): { readonly oneSided: Points; readonly central: Points } {
  const x = points.map(({ h }) => Math.log10(h)).map((power) => Number(power.toFixed(6)))
  return {
    oneSided: { x, y: points.map((point) => point.oneSided) },
    central: { x, y: points.map((point) => point.central) },
  }
}

/** @param ok whether the check passed there */
export function sweepWords({ points, analytic }: SweepReport, ok: boolean): string {
  const known = points.filter((point): point is SweepPoint & { central: number } => point.central !== null)
  const best = known.reduce<(typeof known)[number] | null>(
    (least, point) => (least && least.central <= point.central ? least : point),
    null,
  )
  if (!best) return 'No difference is finite here: the loss is not defined beside this number.'
  if (known.every(({ central }) => central === 0)) return `Every difference gives ${formatNumber(analytic)} exactly.`
  if (!ok)
    return 'Whatever h is, the error stays at a floor: no choice of h explains it, so backprop and the loss do not agree here.'
  return `Central differences are best at h = ${formatNumber(best.h, 1)}, with an error of ${formatNumber(best.central, 2)}. Larger steps err by the curve of the loss (h²), smaller ones by rounding (1/h).`
}
