/** @file News of a run of training that is not under way: no new points, no speed. */
import type { TrainingProgress } from './protocol'

export function resting({
  status,
  step,
  steps,
}: Pick<TrainingProgress, 'status' | 'step' | 'steps'>): TrainingProgress {
  return {
    status,
    step,
    steps,
    losses: [],
    heldOut: [],
    stepsPerSecond: 0,
    examplesPerSecond: 0,
    epoch: null,
    lastChange: null,
    rate: null,
  }
}
