import { describe, expect, it } from 'vitest'
import { align } from '../../../src/editor/charts/align'
import { accuracySummary, lossSummary, statusSentence, trainingFacts } from '../../../src/editor/training/trainingWords'
import { DEFAULT_TRAINING } from '../../../src/graph'
import type { TrainingProgress } from '../../../src/runtime/protocol'
import { resting } from '../../../src/runtime/resting'

const settings = { ...DEFAULT_TRAINING, tolerance: 1e-6 }
const progress = (changes: Partial<TrainingProgress>): TrainingProgress => ({
  ...resting({ status: 'running', step: 1234, steps: 5000 }),
  ...changes,
})

describe('where training stands, in words', () => {
  it('says each state, and why it ended', () => {
    expect(statusSentence(null, settings)).toMatch(/^Not started/)
    expect(statusSentence(progress({}), settings)).toBe('Training: step 1,234 of 5,000.')
    expect(statusSentence(progress({ status: 'paused' }), settings)).toBe('Paused at step 1,234 of 5,000.')
    expect(statusSentence(progress({ status: 'converged' }), settings)).toBe(
      'Converged at t = 1,234: no parameter moved by more than 1×10⁻⁶ in the last step.',
    )
    expect(statusSentence(progress({ status: 'finished' }), settings)).toContain('that is t_max')
    expect(statusSentence(progress({ status: 'diverged' }), settings)).toContain('try a smaller η')
    expect(statusSentence(progress({ status: 'failed', message: 'No loss.' }), settings)).toBe('No loss.')
  })

  it('reads the charts aloud', () => {
    expect(lossSummary({ step: [1, 2], loss: [0.25, 0.125], accuracy: [] })).toBe(
      'Loss went from 0.250 at step 1 to 0.125 at step 2.',
    )
    expect(lossSummary({ step: [], loss: [], accuracy: [] })).toBe('No step has been made yet.')
    const none = { step: [1], loss: [1], accuracy: [null] }
    expect(accuracySummary(none, none)).toBeNull()
    expect(accuracySummary({ ...none, accuracy: [0.9] }, { ...none, accuracy: [0.875] })).toBe(
      'Right on 90.0 % of the training batch and 87.5 % of the held-out examples.',
    )
  })
})

describe('the facts of a run', () => {
  it('name what is known, held-out accuracy apart from the training batch', () => {
    const curve = { step: [1, 2], loss: [1, 0.5], accuracy: [0.5, 0.9] }
    const heldOut = { step: [2], loss: [0.4], accuracy: [0.968] }
    expect(trainingFacts(null, curve, heldOut)).toEqual([])
    expect(trainingFacts(progress({ epoch: 3, stepsPerSecond: 5.25, lastChange: 2.1e-4 }), curve, heldOut)).toEqual([
      ['t / t_max', '1,234 / 5,000'],
      ['loss', '0.500'],
      ['accuracy', '90.0 %'],
      ['held-out accuracy', '96.8 %'],
      ['largest |Δθ|', '2.10×10⁻⁴'],
      ['epoch', '4'],
      ['steps/s', '5.3'],
    ])
    const none = { step: [], loss: [], accuracy: [] }
    expect(trainingFacts(progress({}), none, none).map(([name]) => name)).toEqual(['t / t_max'])
  })
})

describe('align', () => {
  it('puts curves with their own steps on one axis', () => {
    expect(
      align([
        { x: [1, 2, 3], y: [3, NaN, 1] },
        { x: [2, 4], y: [9, 8] },
      ]),
    ).toEqual({
      x: [1, 2, 3, 4],
      columns: [
        [3, null, 1, null],
        [null, 9, null, 8],
      ],
    })
  })
  it('thins long curves and keeps their last point', () => {
    const x = Array.from({ length: 100_001 }, (_, i) => i)
    const { x: thin, columns } = align([{ x, y: x }])
    expect(thin.length).toBeLessThanOrEqual(2002)
    expect(columns[0]!.at(-1)).toBe(100_000)
  })
})
