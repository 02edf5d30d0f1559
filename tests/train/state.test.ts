/** What a step takes along beside parameters: running statistics, random numbers, and the mode of held-out examples. */
import { describe, expect, it } from 'vitest'
import { DEFAULT_TRAINING, type GraphDocument, type TrainingSettings } from '../../src/graph'
import { ops } from '../../src/ops'
import { Trainer } from '../../src/train'
import { expectClose } from '../support/close'
import { documentOf, storedTensor } from '../support/documents'

const settings = (more: Partial<TrainingSettings> = {}): TrainingSettings => ({
  ...DEFAULT_TRAINING,
  steps: 50,
  ...more,
})

/** x → affine → batch norm → dropout → mse, with a second batch norm beside that the loss does not see. */
function network(): GraphDocument {
  return documentOf(
    {
      x: { op: 'input', attrs: { shape: ['N', 2] } },
      t: { op: 'input', attrs: { shape: ['N', 3] } },
      z: { op: 'affine', attrs: { out_features: 3 } },
      h: { op: 'batch_norm', attrs: { momentum: 0.5 } },
      d: { op: 'dropout', attrs: { p: 0.5 } },
      beside: { op: 'batch_norm' },
      L: { op: 'mse_loss' },
    },
    ['x z.x', 'z h.x', 'h d.x', 'd L.input', 't L.target', 'x beside.x'],
    { tensors: { 'x.y': storedTensor([8, 2], 1), 't.y': storedTensor([8, 3], 2) } },
  )
}

const advance = (trainer: Trainer, steps: number) => Array.from({ length: steps }, () => trainer.advance().loss)

describe('running statistics', () => {
  it('move with every step and come back with the parameters', () => {
    const trainer = new Trainer({ document: network(), ops, settings: settings() })
    const means = () => [...trainer.parameterTensors().get('h.running_mean')!.data]
    expect(means()).toEqual([0, 0, 0])
    trainer.advance()
    const first = means()
    expect(first).not.toEqual([0, 0, 0])
    trainer.advance()
    expect(means()).not.toEqual(first)
    expect(Object.keys(trainer.parameters()).sort()).toEqual([
      'beside.running_mean',
      'beside.running_var',
      'h.bias',
      'h.running_mean',
      'h.running_var',
      'h.weight',
      'z.bias',
      'z.weight',
    ])
  })

  it('are brought up to date beside the way to the loss too, by PyTorch’s rule', () => {
    const trainer = new Trainer({ document: network(), ops, settings: settings() })
    trainer.advance()
    const column = (c: number) => storedTensor([8, 2], 1).data.filter((_, i) => i % 2 === c)
    const mean = (xs: number[]) => xs.reduce((a, b) => a + b, 0) / xs.length
    const unbiased = (xs: number[]) => xs.reduce((sum, x) => sum + (x - mean(xs)) ** 2, 0) / (xs.length - 1)
    const got = trainer.parameterTensors()
    expectClose(
      got.get('beside.running_mean')!.data,
      [0, 1].map((c) => 0.1 * mean(column(c))),
      'mean',
    )
    expectClose(
      got.get('beside.running_var')!.data,
      [0, 1].map((c) => 0.9 + 0.1 * unbiased(column(c))),
      'variance',
    )
  })

  it('are part of a checkpoint: a run that goes on ends with the same bits', () => {
    const whole = new Trainer({ document: network(), ops, settings: settings() })
    advance(whole, 6)
    const first = new Trainer({ document: network(), ops, settings: settings() })
    advance(first, 3)
    const second = new Trainer({ document: network(), ops, settings: settings(), from: first.checkpoint() })
    advance(second, 3)
    expect(second.parameters()).toEqual(whole.parameters())
  })

  it('refuse a last batch of one example in words', () => {
    const trainer = new Trainer({ document: network(), ops, settings: settings({ batchSize: 7 }) })
    expect(() => advance(trainer, 2)).toThrow(/beside .* only one value in each \(\[1, 2\]\)/)
  })
})

describe('dropout', () => {
  it('draws other numbers at each step, and the same in the same run', () => {
    const run = () => advance(new Trainer({ document: network(), ops, settings: settings({ seed: 4 }) }), 5)
    expect(run()).toEqual(run())
    const still = settings({ optimizer: { kind: 'sgd', lr: 0 } })
    const losses = advance(new Trainer({ document: network(), ops, settings: still }), 8)
    expect(new Set(losses).size).toBe(8)
  })
})

describe('held-out examples', () => {
  const data = (() => {
    const batch = (field: string) => ({
      dtype: 'float64' as const,
      shape: [8, field === 'x' ? 2 : 3],
      data: Float64Array.from(storedTensor([8, field === 'x' ? 2 : 3], field === 'x' ? 1 : 2).data),
    })
    const split = { size: 8, batch: (field: string) => batch(field), shapes: (field: string) => batch(field) }
    return { train: split, heldOut: split } as never
  })()

  it('are judged in evaluation mode', () => {
    const document: GraphDocument = { ...network(), data: { dataset: 'made', inputs: { x: 'x', t: 't' } }, tensors: {} }
    const trainer = new Trainer({ document, ops, settings: settings(), data })
    advance(trainer, 2)
    const judged = () => {
      const steps = trainer.evaluate()
      for (;;) {
        const next = steps.next()
        if (next.done) return next.value.loss
      }
    }
    const before = trainer.parameters()
    // Dropout would give another loss each time, and batch norm would move its averages.
    expect(judged()).toBe(judged())
    expect(trainer.parameters()).toEqual(before)
  })
})
