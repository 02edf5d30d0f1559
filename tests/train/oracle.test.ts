import { describe, expect, it } from 'vitest'
import { DEFAULT_TRAINING } from '../../src/graph'
import { ops } from '../../src/ops'
import { optimizers, Trainer } from '../../src/train'
import { expectClose } from '../support/close'
import { networks, toDocument } from '../support/oracleNetwork'

/** The names of the oracle's runs say the settings too; the kind is the part before the first underscore. */
const kindOf = (name: string) => name.split('_')[0]!

const runs = networks
  .filter(({ graph }) => graph.nodes.every(({ op }) => op === 'linear' || ops.has(op)))
  .flatMap((network) => (network.training ?? []).map((training) => ({ network, training })))

interface Spread {
  readonly spread?: { readonly max_abs_change_of_final_params: number }
}

describe('training runs agree with PyTorch step by step', () => {
  it.each(runs.map((run) => [run.network.name, run.training.optimizer, run] as const))(
    '%s, %s',
    (_, __, { network, training }) => {
      const { document, where } = toDocument(network, 'explicit')
      const settings = {
        ...DEFAULT_TRAINING,
        steps: training.steps,
        optimizer: { kind: kindOf(training.optimizer), ...training.hyper } as never,
      }
      const trainer = new Trainer({ document, ops, settings })
      const losses = Array.from({ length: training.steps }, () => trainer.advance().loss)
      expectClose(losses, training.losses, 'losses', { relative: 1e-9 })
      const parameters = trainer.parameterTensors()
      // A parameter whose true gradient is 0 gets rounding noise, which Adam divides by its eps: the oracle says how much.
      const absolute = Math.max(1e-8, 20 * ((training as Spread).spread?.max_abs_change_of_final_params ?? 0))
      for (const [name, want] of Object.entries(training.final_params))
        expectClose(parameters.get(where(name))?.data, want.data, name, { absolute, relative: 0 })
      for (const [name, want] of Object.entries(training.final_buffers ?? {}))
        expectClose(parameters.get(where(name))?.data, want.data, name, { absolute, relative: 0 })
    },
  )

  it('covers every optimizer of the oracle, sgd with and without momentum and Nesterov', () => {
    const names = new Set(runs.map(({ training }) => training.optimizer))
    const wanted = ['sgd', 'sgd_momentum', 'sgd_nesterov_wd', 'adam', 'adamw', 'rmsprop']
    expect([...names]).toEqual(expect.arrayContaining(wanted))
    for (const name of names) expect(optimizers.has(kindOf(name)), name).toBe(true)
  })
})
