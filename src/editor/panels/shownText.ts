/** @file One number, or the norm, for what a key shows now. */
import { formatNumber } from '../format'
import type { Shown } from '../state/runStore'

/** For narrow columns: "0.731", "‖·‖ 1.12", "" while it is not computed, "?" where an exercise asks for it. */
export function shownText(shown: Shown): string {
  if (shown.state === 'hidden') return '?'
  if (shown.state !== 'known') return ''
  const { view } = shown
  if (view.shape.length === 0) return formatNumber(Number(view.head[0]))
  if (view.statistics.nonFinite > 0) return 'NaN or ∞'
  return `‖·‖ ${formatNumber(view.statistics.norm)}`
}

/** For sentences and screen readers. */
export function shownWords(shown: Shown): string {
  switch (shown.state) {
    case 'pending':
      return 'not computed yet'
    case 'none':
      return 'none'
    case 'blocked':
      return 'no gradient here'
    case 'hidden':
      return 'to be found'
    case 'known':
      return shown.view.shape.length === 0
        ? shownText(shown)
        : `${shownText(shown).replace('‖·‖', 'norm')}, shape ${shown.view.shape.join(' × ')}`
  }
}
