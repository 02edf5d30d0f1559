/** @file What the page is told when training was stopped by ending its worker: it stands where it was last kept. */
import { encodeTensor } from '../graph'
import type { TrainingCheckpoint, TrainingProgress } from './protocol'

export function pausedAt({ settings, at }: TrainingCheckpoint): TrainingProgress {
  const kept = Object.entries({ ...at.parameters, ...at.buffers })
  return {
    status: 'paused',
    step: at.step,
    steps: settings.steps,
    losses: [],
    heldOut: [],
    stepsPerSecond: 0,
    examplesPerSecond: 0,
    epoch: null,
    lastChange: null,
    rate: null,
    parameters: Object.fromEntries(kept.map(([key, tensor]) => [key, encodeTensor(tensor)])),
  }
}
