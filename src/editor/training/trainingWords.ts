/** @file Where training stands, in words. */
import type { TrainingSettings } from '../../graph'
import type { TrainingProgress } from '../../runtime/protocol'
import { formatNumber } from '../format'

/** Whole numbers as they are written to people: 12,000. */
export function count(n: number): string {
  return Math.round(n).toLocaleString('en')
}

/** A speed: one decimal while it is slow. */
export function rate(perSecond: number): string {
  return perSecond < 10 ? perSecond.toFixed(1) : count(perSecond)
}

/** "step 120 of 1,000 · loss 0.0231" while it runs; why it ended when it did. */
export function statusSentence(progress: TrainingProgress | null, settings: TrainingSettings): string {
  if (!progress)
    return 'Not started. Each step computes the loss, sends the error back, and moves every parameter a little against its gradient.'
  const at = `t = ${count(progress.step)}`
  switch (progress.status) {
    case 'running':
      return `Training: step ${count(progress.step)} of ${count(progress.steps)}.`
    case 'paused':
      return progress.step === 0 && progress.message
        ? 'Reset: the parameters are back where training started.'
        : `Paused at step ${count(progress.step)} of ${count(progress.steps)}.`
    case 'converged':
      return `Converged at ${at}: no parameter moved by more than ${formatNumber(settings.tolerance ?? 0, 1)} in the last step.`
    case 'finished':
      return `Stopped at ${at}: that is t_max. Raise t_max and start again to go on.`
    case 'diverged':
      return (
        progress.message ??
        `Diverged at ${at}: the loss is no longer a finite number. The last finite parameters are kept; try a smaller η.`
      )
    case 'ended':
      return `Ended at ${at}. ${progress.message ?? ''}`.trim()
    case 'failed':
      return progress.message ?? 'Training stopped because of an error.'
  }
}

interface CurveColumns {
  readonly step: readonly number[]
  readonly loss: readonly number[]
  readonly accuracy: readonly (number | null)[]
}

/** The loss chart in a sentence. */
export function lossSummary(curve: CurveColumns): string {
  if (!curve.step.length) return 'No step has been made yet.'
  const last = curve.loss.length - 1
  if (last === 0) return `Loss ${formatNumber(curve.loss[0]!)} at step ${count(curve.step[0]!)}.`
  return `Loss went from ${formatNumber(curve.loss[0]!)} at step ${count(curve.step[0]!)} to ${formatNumber(curve.loss[last]!)} at step ${count(curve.step[last]!)}.`
}

/** The accuracy chart in a sentence; null when the graph has no accuracy. */
export function accuracySummary(curve: CurveColumns, heldOut: CurveColumns): string | null {
  const train = lastNumber(curve.accuracy)
  const held = lastNumber(heldOut.accuracy)
  if (train === null && held === null) return null
  const parts = [
    train === null ? null : `${percent(train)} of the training batch`,
    held === null ? null : `${percent(held)} of the held-out examples`,
  ]
  return `Right on ${parts.filter((part) => part !== null).join(' and ')}.`
}

/**
 * What is known of the run, as pairs of a name and a number; unknown ones are left out.
 * @param scheduled the rate changes, so it is worth telling.
 */
export function trainingFacts(
  progress: TrainingProgress | null,
  curve: CurveColumns,
  heldOut: CurveColumns,
  scheduled = false,
): readonly (readonly [name: string, value: string])[] {
  if (!progress) return []
  const loss = curve.loss.at(-1)
  const train = lastNumber(curve.accuracy)
  const held = lastNumber(heldOut.accuracy)
  const facts: (readonly [string, string | null])[] = [
    ['t / t_max', `${count(progress.step)} / ${count(progress.steps)}`],
    ['loss', loss === undefined ? null : formatNumber(loss)],
    ['accuracy', train === null ? null : percent(train)],
    ['held-out accuracy', held === null ? null : percent(held)],
    ['η now', scheduled && progress.rate !== null ? formatNumber(progress.rate) : null],
    ['largest |Δθ|', progress.lastChange === null ? null : formatNumber(progress.lastChange)],
    ['epoch', progress.epoch === null ? null : count(progress.epoch + 1)],
    ['steps/s', progress.stepsPerSecond > 0 ? rate(progress.stepsPerSecond) : null],
    ['examples/s', progress.examplesPerSecond > 0 ? rate(progress.examplesPerSecond) : null],
    ['threads', (progress.threads?.count ?? 1) > 1 ? count(progress.threads!.count) : null],
  ]
  return facts.filter((fact): fact is readonly [string, string] => fact[1] !== null)
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}

function lastNumber(column: readonly (number | null)[]): number | null {
  for (let i = column.length - 1; i >= 0; i--) if (column[i] !== null && column[i] !== undefined) return column[i]!
  return null
}
