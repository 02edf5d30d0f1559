/** @file How far a run of training is, as a bar. It does not glide: each frame of that is a layout of the page. */
import { Progress } from '@mantine/core'
import type { TrainingProgress } from '../../runtime/protocol'
import { count } from './trainingWords'

export function StepBar({ progress: { step, steps } }: { readonly progress: TrainingProgress }) {
  return (
    <Progress
      size="sm"
      transitionDuration={0}
      color="var(--gw-param)"
      value={(100 * step) / Math.max(1, steps)}
      aria-label={`Step ${count(step)} of ${count(steps)}`}
    />
  )
}
