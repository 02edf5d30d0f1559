/** @file How near answers are to targets, in words. */
import type { Far, Numbers } from '../../runtime/protocol'
import { formatNumber } from '../format'
import { examplesWords, percent } from './words'

/** What an output is called. */
export function outputName({ names, count }: Pick<Numbers, 'names' | 'count'>, output: number | null): string {
  if (output === null) return `all ${count} together`
  return names?.[output] ?? `number ${output + 1}`
}

/** @param output which of several numbers an answer has; null: all of them. */
export function numbersWords(numbers: Numbers, output: number | null): string {
  const { mae, r2 } = output === null ? numbers.together : numbers.each[output]!
  const on = `On ${examplesWords(numbers)}`
  if (!Number.isFinite(mae))
    return `${on}, not all answers are finite numbers. The training has probably diverged: reset it, and take a smaller learning rate.`
  const off = `${on}, the network is off by ${formatNumber(mae)} on average (mean absolute error).`
  return `${off} ${r2Words(r2)}`
}

/** R² of 1 is all of the differences, of 0 none: what always saying the mean would do. */
function r2Words(r2: number | null): string {
  if (r2 === null) return 'All targets are the same, so R² says nothing.'
  const value = `R² = ${formatNumber(r2)}`
  if (r2 > 0) return `${value}: it explains ${percent(r2)} of how the targets differ (their variance).`
  return `${value}: always saying the mean of the targets would be ${r2 === 0 ? 'as near' : 'nearer'}.`
}

export function farWords({ example, error, pair }: Far): string {
  const which = `Example ${(example + 1).toLocaleString('en')}`
  if (!pair) return `${which} is off by ${formatNumber(error)} on average.`
  const [target, answer] = pair
  return `${which}: the target is ${formatNumber(target)}; the network says ${formatNumber(answer)}, off by ${formatNumber(error)}.`
}
