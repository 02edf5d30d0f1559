import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { clipGradients, optimizers, schedules } from '../../src/train'
import { DEFAULT_TRAINING } from '../../src/graph'
import { makeRule } from '../../src/train/rule'
import { totalNorm } from '../../src/train/clip'
import { expectClose } from '../support/close'

interface OracleTensor {
  shape: number[]
  data: number[]
}
const oracle = JSON.parse(readFileSync(new URL('../oracle/optimizers.json', import.meta.url), 'utf8')) as {
  optimizers: {
    id: string
    optimizer: string
    hyper: Record<string, unknown>
    initial: OracleTensor[]
    steps: { grads: OracleTensor[]; params: OracleTensor[] }[]
  }[]
  lr_schedules: { scheduler: string; base_lr: number; hyper: Record<string, unknown>; lr_at_step: number[] }[]
  clip_grad_norm: {
    max_norm: number
    norm_type: number
    grads_before: OracleTensor[]
    total_norm: number
    grads_after: OracleTensor[]
  }[]
}
const floats = (tensors: readonly OracleTensor[]) => tensors.map(({ data }) => Float64Array.from(data))

describe('optimizers move parameters as PyTorch does', () => {
  it.each(oracle.optimizers.map((run) => [run.id, run] as const))('%s', (_, { optimizer, hyper, initial, steps }) => {
    const rule = makeRule({ ...DEFAULT_TRAINING, optimizer: { kind: optimizer, ...hyper } as never })
    const parameters = floats(initial)
    const memory = parameters.map((data) => rule.remember(() => new Float64Array(data.length)))
    steps.forEach(({ grads, params }, step) => {
      const gradients = floats(grads)
      rule.apply(
        parameters.map((parameter, i) => ({ parameter, gradient: gradients[i]!, memory: memory[i]! })),
        step,
      )
      params.forEach(({ data }, i) => expectClose(parameters[i], data, `parameter ${i} after step ${step}`))
      expect(gradients).toEqual(floats(grads))
    })
  })

  it('every kind of the oracle is there, and every kind here is in the oracle', () => {
    expect([...optimizers.keys()].sort()).toEqual([...new Set(oracle.optimizers.map((run) => run.optimizer))].sort())
    expect([...schedules.keys()].sort()).toEqual(oracle.lr_schedules.map((run) => run.scheduler).sort())
  })
})

const THREE_PHASES = [
  0.02, 0.14631578947368415, 0.27263157894736834, 0.3989473684210526, 0.47473684210526323, 0.3484210526315791,
  0.22210526315789492, 0.0957894736842107, 0.017647294117647067, 0.011765529411764711, 0.005883764705882356,
  1.9999999999985307e-6,
]

describe('schedules give the rates of PyTorch', () => {
  it.each(oracle.lr_schedules.map((run) => [run.scheduler, run] as const))('%s', (_, run) => {
    const rule = makeRule({
      ...DEFAULT_TRAINING,
      optimizer: { kind: 'sgd', lr: run.base_lr },
      schedule: { kind: run.scheduler, ...run.hyper },
    })
    expectClose(
      run.lr_at_step.map((_, step) => rule.rate(step)),
      run.lr_at_step,
      'rate',
    )
  })

  /** torch 1.13.1: OneCycleLR(max_lr=0.5, total_steps=12, pct_start=0.4, three_phase=True, anneal_strategy='linear'). */
  it('one_cycle in three phases and straight lines', () => {
    const rule = makeRule({
      ...DEFAULT_TRAINING,
      optimizer: { kind: 'sgd', lr: 0.1 },
      schedule: {
        kind: 'one_cycle',
        max_lr: 0.5,
        total_steps: 12,
        pct_start: 0.4,
        three_phase: true,
        anneal_strategy: 'linear',
      },
    })
    expectClose(
      THREE_PHASES.map((_, step) => rule.rate(step)),
      THREE_PHASES,
      'rate',
    )
  })

  it('take the length of the run and the rate of the optimizer where none is named', () => {
    const settings = { ...DEFAULT_TRAINING, steps: 40, optimizer: { kind: 'adam', lr: 0.2 } }
    const cosine = makeRule({ ...settings, schedule: { kind: 'cosine_annealing' } })
    expect(cosine.rate(0)).toBe(0.2)
    expect(cosine.rate(40)).toBeCloseTo(0, 15)
    const cycle = makeRule({ ...settings, schedule: { kind: 'one_cycle', pct_start: 0.25 } })
    expect(cycle.rate(9)).toBeCloseTo(0.2, 15)
    expect(cycle.rate(39)).toBeCloseTo(0.2 / 25 / 10_000, 15)
    expect(cycle.rate(1000)).toBe(cycle.rate(39))
  })

  it('set the rate of the updates themselves', () => {
    const rule = makeRule({
      ...DEFAULT_TRAINING,
      optimizer: { kind: 'sgd', lr: 1 },
      schedule: { kind: 'step', step_size: 1, gamma: 0.5 },
    })
    const parameter = Float64Array.of(0)
    for (let step = 0; step < 3; step++) rule.apply([{ parameter, gradient: Float64Array.of(-1), memory: {} }], step)
    expect(parameter[0]).toBe(1.75)
  })
})

describe('clipping shortens gradients as PyTorch does', () => {
  it.each(oracle.clip_grad_norm.map((run, i) => [i, run] as const))('case %i', (_, run) => {
    const before = floats(run.grads_before)
    const { total, gradients } = clipGradients(before, { norm: run.max_norm, norm_type: run.norm_type })
    expectClose([total], [run.total_norm], 'norm')
    run.grads_after.forEach(({ data }, i) => expectClose(gradients[i], data, `gradient ${i}`))
    expect(before).toEqual(floats(run.grads_before))
  })

  it('knows the largest size as a norm, and other powers', () => {
    const pair = [Float64Array.of(3, -4), Float64Array.of(1)]
    expect(totalNorm(pair, 'inf')).toBe(4)
    expect(totalNorm(pair, 3)).toBeCloseTo((27 + 64 + 1) ** (1 / 3), 14)
    expect(totalNorm([Float64Array.of(NaN, 1)], 'inf')).toBeNaN()
    expectClose(clipGradients(pair, { norm: 2, norm_type: 'inf' }).gradients[0], [1.5, -2], 'clipped', {
      relative: 1e-6,
    })
  })

  it('acts before the update', () => {
    const rule = makeRule({ ...DEFAULT_TRAINING, optimizer: { kind: 'sgd', lr: 1 }, clip: { norm: 5 } })
    const parameter = Float64Array.of(0, 0)
    rule.apply([{ parameter, gradient: Float64Array.of(-30, 40), memory: {} }], 0)
    expectClose(parameter, [3, -4], 'parameter', { relative: 1e-6 })
  })
})

describe('settings that are refused say which, and what there is', () => {
  const sgd = { kind: 'sgd', lr: 0.1 }
  it.each([
    [{ optimizer: { kind: 'sgdd', lr: 0.1 } }, /^There is no optimizer "sgdd"\.$/, /adam, adamax, adamw/],
    [{ optimizer: { ...sgd, momentun: 0.9 } }, /has no setting "momentun"/, /momentum/],
    [{ optimizer: { kind: 'adam', lr: 0.1, betas: [0.9, 1] } }, /^Adam: betas\.1 is not right/, /betas/],
    [{ optimizer: sgd, schedule: { kind: 'cosine' } }, /no schedule "cosine"/, /cosine_annealing/],
    [{ optimizer: sgd, schedule: { kind: 'step', step_size: 0 } }, /step_size is not right/, /training\.schedule/],
  ])('%j', (changes, message, hint) => {
    let thrown: { message: string; hint: string } | null = null
    try {
      makeRule({ ...DEFAULT_TRAINING, ...(changes as object) })
    } catch (problem) {
      thrown = problem as { message: string; hint: string }
    }
    expect(thrown?.message).toMatch(message)
    expect(thrown?.hint).toMatch(hint)
  })
})
