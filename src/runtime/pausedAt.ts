/** @file What the page is told when training was stopped by ending its worker: it stands where it was last kept. */
import { encodeTensor } from '../graph'
import type { TrainingCheckpoint, TrainingProgress } from './protocol'
import { resting } from './resting'

export function pausedAt({ settings, at }: TrainingCheckpoint): TrainingProgress {
  const kept = Object.entries({ ...at.parameters, ...at.buffers })
  return {
    ...resting({ status: 'paused', step: at.step, steps: settings.steps }),
    parameters: Object.fromEntries(kept.map(([key, tensor]) => [key, encodeTensor(tensor)])),
  }
}
