import { describe, expect, it } from 'vitest'
import { trainingChoices } from '../../../src/train'
import { listText, optimizerOf, parseNumbers, refusal, withValue } from '../../../src/editor/training/hyperValues'
import { RunStore } from '../../../src/editor/state/runStore'
import { createTrainingStore } from '../../../src/editor/state/trainingStore'
import type { RunUpdate, TensorView, TrainingProgress } from '../../../src/runtime/protocol'

const { optimizers, schedules } = trainingChoices()
const field = (choices: typeof optimizers, kind: string, name: string) =>
  choices.find((choice) => choice.kind === kind)!.fields.find((candidate) => candidate.name === name)!

describe('settings of an optimizer as they are typed', () => {
  it('are refused with the limit that they break', () => {
    expect(refusal(field(optimizers, 'sgd', 'momentum'), 1.5)).toBe('This must be at most 1.')
    expect(refusal(field(optimizers, 'sgd', 'momentum'), 0.5)).toBeNull()
    expect(refusal(field(optimizers, 'adam', 'eps'), Infinity)).toBe('This must be a finite number.')
    expect(refusal(field(schedules, 'one_cycle', 'pct_start'), 0)).toBe('This must be more than 0.')
    expect(refusal(field(schedules, 'one_cycle', 'pct_start'), 1)).toBe('This must be less than 1.')
  })

  it('take lists with or without brackets, and say what is wrong with one', () => {
    const betas = field(optimizers, 'adam', 'betas')
    expect(listText([0.9, 0.999])).toBe('0.9, 0.999')
    expect(parseNumbers(betas, '[0.8 ,.99]')).toEqual({ ok: true, value: [0.8, 0.99] })
    expect(parseNumbers(betas, '0.9')).toMatchObject({ message: 'Type 2 numbers, with a comma between them.' })
    expect(parseNumbers(betas, '0.9, 1')).toMatchObject({ message: 'This must be less than 1.' })
    expect(parseNumbers(betas, '0.9, x')).toMatchObject({ ok: false })
    const milestones = field(schedules, 'multistep', 'milestones')
    expect(parseNumbers(milestones, '30, 80, 120')).toEqual({ ok: true, value: [30, 80, 120] })
    expect(parseNumbers(milestones, '30, 80.5')).toMatchObject({ message: '80.5 is not a whole number.' })
  })

  it('go back to the default by being left out, and start anew with another optimizer', () => {
    const adam = { kind: 'adam', lr: 0.5, eps: 1 }
    expect(withValue(adam, 'eps', undefined)).toEqual({ kind: 'adam', lr: 0.5 })
    expect(withValue(adam, 'amsgrad', true)).toEqual({ ...adam, amsgrad: true })
    expect(optimizerOf(optimizers.find(({ kind }) => kind === 'adamw')!)).toEqual({ kind: 'adamw', lr: 0.001 })
  })
})

describe('after the engine was restarted', () => {
  it('curves go on from where it took up training', () => {
    const store = createTrainingStore()
    const send = (from: number, to: number, loss: number) =>
      store.receive({
        losses: Array.from({ length: to - from + 1 }, (_, i) => ({ step: from + i, loss, accuracy: null })),
        heldOut: [],
      } as unknown as TrainingProgress)
    send(1, 10, 1)
    send(8, 12, 2)
    expect(store.getState().curve.step).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    expect(store.getState().curve.loss.slice(6, 8)).toEqual([1, 2])
  })

  it('tensors that it does not know are forgotten', () => {
    const run = new RunStore()
    const view = { dtype: 'float64', shape: [], head: Float64Array.of(1), complete: true } as unknown as TensorView
    const update = (keys: readonly string[], changes: Partial<RunUpdate>): RunUpdate => ({
      revision: 1,
      changed: { values: Object.fromEntries(keys.map((key) => [key, view])), deltas: {}, edges: {}, gradients: {} },
      removed: { values: [], deltas: [], edges: [], gradients: [] },
      blockedEdges: [],
      loss: null,
      objective: null,
      errors: [],
      examples: null,
      ...changes,
    })
    run.update(update(['a.y', 'b.y'], { fresh: true }))
    run.update(update(['c.y'], {}))
    expect(run.tensor('values', 'a.y')).toBeDefined()
    run.update(update(['b.y'], { fresh: true }))
    expect(run.tensor('values', 'a.y')).toBeUndefined()
    expect(run.tensor('values', 'c.y')).toBeUndefined()
    expect(run.tensor('values', 'b.y')).toBeDefined()
  })
})
