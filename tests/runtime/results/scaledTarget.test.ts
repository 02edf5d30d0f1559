/** @file Results about a target that was scaled are in the unit of its column. */
import { describe, expect, it } from 'vitest'
import { packTable } from '../../../src/data/own'
import { documentOf } from '../../support/documents'
import { inProcess } from '../../support/inProcess'
import { ofKind } from '../../support/results'

const PRICES = Array.from({ length: 20 }, (_, i) => 200_000 + 5_000 * i)
const MEAN = PRICES.reduce((sum, price) => sum + price, 0) / PRICES.length
const FAR = PRICES.reduce((sum, price) => sum + Math.abs(price - MEAN), 0) / PRICES.length

/** Prices by `columns` features, held by a network that always answers 0: scaled, that is the mean. */
async function always0(columns: readonly string[], scaling: 'standard' | 'none') {
  const rows = PRICES.map((price, i) => [...columns.map((_, c) => (i * (c + 3)) % 7), price].join())
  const { info, content } = packTable(
    [[...columns, 'price'].join(), ...rows].join('\n'),
    'prices.csv',
    {},
    {
      kinds: [...columns.map(() => 'number' as const), 'number'],
      target: columns.length,
      decimalComma: false,
      missing: 'refuse',
      heldOut: 0,
      seed: 0,
      scaling: 'standard',
      targetScaling: scaling,
    },
  )
  const client = inProcess()
  await client.keepData({ info, content })
  await client.open({
    ...documentOf(
      {
        x: { op: 'input', attrs: { shape: ['N', columns.length] } },
        t: { op: 'input', attrs: { shape: ['N', 1] } },
        z: { op: 'affine', attrs: { out_features: 1 } },
        L: { op: 'mse_loss' },
      },
      ['x z.x', 'z L.input', 't L.target'],
      {
        objective: { node: 'L', port: 'loss' },
        tensors: {
          'z.weight': { dtype: 'float64', shape: [1, columns.length], data: columns.map(() => 0) },
          'z.bias': { dtype: 'float64', shape: [1], data: [0] },
        },
      },
    ),
    data: { dataset: info.id, inputs: { x: 'features', t: 'target' } },
  })
  return client.results(true)
}

describe('a scaled target', () => {
  it('is compared as it stands in the table', async () => {
    const { together } = ofKind(await always0(['rooms', 'floor'], 'standard'), 'numbers')
    expect(together.mae / FAR).toBeCloseTo(1, 5)
    expect(together.r2).toBeCloseTo(0, 5)
    const [target, answer] = together.far[0]!.pair!
    expect(Math.abs(target - MEAN)).toBeCloseTo(47_500, -1)
    expect(answer).toBeCloseTo(MEAN, -1)
    expect(Math.max(...together.train)).toBeCloseTo(Math.max(...PRICES), -1)
  })

  it('and so is the curve of one feature', async () => {
    const { fit, numbers } = ofKind(await always0(['rooms'], 'standard'), 'curve')
    expect(numbers!.together.mae / FAR).toBeCloseTo(1, 5)
    expect(fit.y[0]).toBeCloseTo(MEAN, -1)
    expect(Math.max(...fit.train)).toBeCloseTo(Math.max(...PRICES), -1)
  })

  it('one that is not scaled is left as it is', async () => {
    const { together } = ofKind(await always0(['rooms', 'floor'], 'none'), 'numbers')
    expect(together.mae).toBeCloseTo(MEAN, 0)
  })
})
