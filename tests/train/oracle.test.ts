import { describe, expect, it } from 'vitest'
import { DEFAULT_TRAINING } from '../../src/graph'
import { ops } from '../../src/ops'
import { optimizers, Trainer } from '../../src/train'
import { expectClose } from '../support/close'
import { networks, toDocument } from '../support/oracleNetwork'

const runs = networks.flatMap((network) => (network.training ?? []).map((training) => ({ network, training })))
/** The names of the oracle's runs say the settings too; the kind is the part before the first underscore. */
const kindOf = (name: string) => name.split('_')[0]!

describe('training runs agree with PyTorch step by step', () => {
  it.each(
    runs
      .filter(({ training }) => optimizers.has(kindOf(training.optimizer)))
      .map((run) => [run.network.name, run.training.optimizer, run] as const),
  )('%s, %s', (_, __, { network, training }) => {
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
    for (const [name, want] of Object.entries(training.final_params))
      expectClose(parameters.get(where(name))?.data, want.data, name, { absolute: 1e-8 })
  })

  it('covers gradient descent plain, with momentum, and with Nesterov and weight decay', () => {
    const names = new Set(
      runs
        .filter(({ training }) => optimizers.has(kindOf(training.optimizer)))
        .map(({ training }) => training.optimizer),
    )
    for (const name of ['sgd', 'sgd_momentum', 'sgd_nesterov_wd']) expect(names).toContain(name)
  })
})
