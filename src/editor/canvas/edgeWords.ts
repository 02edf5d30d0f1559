/** @file What an edge says: its two labels, its accessible name, how strong its line is. Pure: no graph, no page. */
import type { TensorView } from '../../runtime/protocol'
import { shapeText, superscript } from '../../tensor'
import { formatNumber } from '../format'
import type { Shown } from '../state/runStore'

/**
 * `pending` dashed grey, no number · `none` plain grey: no gradient is asked for here · `blocked` grey with a stop mark ·
 * `hidden` plain grey with a question mark: an exercise asks for it · `flow` a known gradient · `bad` NaN or ∞.
 */
export type LineState = 'pending' | 'none' | 'blocked' | 'hidden' | 'flow' | 'bad'

/** The direction in which a number travels: values forward, gradients back. */
export const FORTH = ' ▸'
export const BACK = '◂ '

export interface EdgeLabels {
  readonly above: string | null
  readonly below: string | null
  /** The same with two digits and no ornament, for when the canvas is seen from afar. */
  readonly shortAbove: string | null
  readonly shortBelow: string | null
  readonly aboveBad: boolean
  readonly line: LineState
}

const UNKNOWN_BELOW = { pending: null, none: null, blocked: 'no gradient', hidden: `${BACK}?` } as const

/** @param detail tensors also show their shape: on hover and when selected. */
export function edgeLabels(value: Shown, delta: Shown, detail: boolean): EdgeLabels {
  const known = delta.state === 'known'
  const line: LineState = known ? (isBad(delta.view) ? 'bad' : 'flow') : delta.state
  return {
    above:
      value.state === 'known' ? `${amount(value.view, detail)}${FORTH}` : value.state === 'hidden' ? `?${FORTH}` : null,
    shortAbove: value.state === 'known' ? shortAmount(value.view) : value.state === 'hidden' ? '?' : null,
    shortBelow: known ? shortAmount(delta.view) : delta.state === 'hidden' ? '?' : null,
    aboveBad: value.state === 'known' && isBad(value.view),
    below: known ? `${BACK}${amount(delta.view, detail)}` : UNKNOWN_BELOW[delta.state],
    line,
  }
}

/** "edge from ŷ₁ to z₃, value 0.731, gradient −0.120". */
export function edgeName(from: string, to: string, value: Shown, delta: Shown): string {
  return `edge from ${from} to ${to}, value ${spoken(value)}, gradient ${spoken(delta)}`
}

const SPOKEN = {
  pending: 'not computed yet',
  none: 'none',
  blocked: 'blocked: no gradient flows here',
  hidden: 'to be found',
} as const

/** A value or gradient in words, for names that are read aloud. */
export function spoken(shown: Shown): string {
  if (shown.state !== 'known') return SPOKEN[shown.state]
  const { view } = shown
  if (view.head.length === 1 && view.complete) return formatNumber(view.head[0]!)
  const bad = view.statistics.nonFinite ? `, ${view.statistics.nonFinite} not finite` : ''
  return `norm ${formatNumber(view.statistics.norm)}, shape ${shapeText(view.shape)}${bad}`
}

/** The number itself for a single element, ‖·‖ for more. */
export function amount(view: TensorView, detail = false): string {
  if (view.head.length === 1 && view.complete) return formatNumber(view.head[0]!)
  return `‖·‖ ${formatNumber(view.statistics.norm)}${detail ? ` ${shapeText(view.shape)}` : ''}`
}

/** Number or norm in two digits. */
export function shortAmount(view: TensorView): string {
  return formatNumber(view.head.length === 1 && view.complete ? view.head[0]! : view.statistics.norm, 2)
}

export function isBad(view: TensorView): boolean {
  return view.statistics.nonFinite > 0
}

/** The decades that line widths span: |δ| = 10^low is the thinnest line, 10^high the thickest. */
export interface WidthScale {
  readonly low: number
  readonly high: number
}

/** At most this many decades, counted from the largest: what is smaller is "very small" and no more. */
const DECADES = 6

/** One scale for all norms of a graph, in whole decades so that it keeps still while values move. */
export function widthScale(norms: Iterable<number>): WidthScale {
  let min = Infinity
  let max = 0
  for (const norm of norms) {
    if (!(norm > 0) || !Number.isFinite(norm)) continue
    if (norm < min) min = norm
    if (norm > max) max = norm
  }
  if (max === 0) return { low: -3, high: 0 }
  const high = Math.ceil(Math.log10(max) - 1e-9) + 0 // no −0
  const low = Math.max(Math.floor(Math.log10(min) + 1e-9), high - DECADES)
  return { low: Math.min(low, high - 1), high }
}

/** How strong a gradient is on the scale, by its logarithm: 0 … 1. Zero is 0; NaN and ∞ are 1: they must be seen. */
export function edgeStrength(norm: number, { low, high }: WidthScale): number {
  if (norm === 0) return 0
  if (!Number.isFinite(norm)) return 1
  return Math.max(0, Math.min(1, (Math.log10(norm) - low) / (high - low)))
}

const THINNEST = 1.25
const THICKEST = 5

/** Width of the line in flow pixels. */
export function edgeWidth(norm: number, scale: WidthScale): number {
  return THINNEST + (THICKEST - THINNEST) * edgeStrength(norm, scale)
}

/** "10⁻³", for the legend. */
export function decade(exponent: number): string {
  if (exponent === 0) return '1'
  return `10${superscript(exponent)}`
}
