/** @file Short names of findings, and what their factor does, for the list. */
import type { Finding } from '../../runtime/protocol'
import { formatNumber } from '../format'

export const KIND_WORDS: Readonly<Record<Finding['kind'], string>> = {
  'not-finite': 'NaN or ∞ begins here',
  dead: 'Dead',
  saturated: 'Saturated',
  cancelling: 'Cancels',
  'chosen-elsewhere': 'Others were chosen',
  'zero-factor': 'Times 0',
  matched: 'Little to correct',
  shrinking: 'Shrinks',
  growing: 'Grows',
  blocked: 'No gradient passes',
  'no-path': 'No way to the loss',
}

/** "× 0.0012"; nothing where there is no factor. */
export function factorWords({ factor }: Finding): string {
  return factor === null ? '' : `× ${formatNumber(factor)}`
}

/** What the verdict is drawn as: red where the gradient cannot be used, orange where it is out of the ordinary. */
export const VERDICT_TONES = {
  none: undefined,
  normal: undefined,
  zero: 'delta',
  tiny: 'delta',
  huge: 'delta',
  'not-finite': 'error',
} as const
