/** @file What a recording is called beside another one. */
import { formatNumber } from '../format'
import type { KeptRecording } from '../state/travelStore'

/** "sgd · η = 0.1 · seed 0 · 5 steps". */
export function runWords({ state: { settings, steps } }: KeptRecording): string {
  const { optimizer, seed } = settings
  const rate = typeof optimizer.lr === 'number' ? [`η = ${formatNumber(optimizer.lr)}`] : []
  return [optimizer.kind, ...rate, `seed ${seed}`, `${steps} ${steps === 1 ? 'step' : 'steps'}`].join(' · ')
}
