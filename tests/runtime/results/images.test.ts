/** @file Results of networks that give images. */
import { describe, expect, it } from 'vitest'
import type { GraphDocument } from '../../../src/graph'
import { documentOf } from '../../support/documents'
import { inProcess } from '../../support/inProcess'
import { ofKind } from '../../support/results'

const SIDE = 4
const PIXELS = SIDE * SIDE
const stored = (shape: number[], data: number[]) => ({ dtype: 'float64' as const, shape, data })
/** One image of each brightness. */
const flat = (levels: number[]) => levels.flatMap((level) => Array<number>(PIXELS).fill(level))
const images = (levels: number[]) => stored([levels.length, 1, SIDE, SIDE], flat(levels))

async function resultsOf(document: GraphDocument) {
  const client = inProcess()
  await client.open(document)
  return client.results(false)
}

/** Always answers with `bias`, as a row of numbers; the target is what goes in, as a row too. */
function autoencoder(loss: string, bias: number, levels: number[]): GraphDocument {
  return documentOf(
    {
      x: { op: 'input', attrs: { shape: ['N', 1, SIDE, SIDE] } },
      f: { op: 'flatten' },
      z: { op: 'affine', attrs: { out_features: PIXELS } },
      L: { op: loss },
    },
    ['x f.x', 'f z.x', 'z L.input', 'f L.target'],
    {
      objective: { node: 'L', port: 'loss' },
      tensors: {
        'x.y': images(levels),
        'z.weight': stored([PIXELS, PIXELS], Array<number>(PIXELS * PIXELS).fill(0)),
        'z.bias': stored([PIXELS], Array<number>(PIXELS).fill(bias)),
      },
    },
  )
}

describe('an autoencoder', () => {
  it('the worst first, in the shape of what goes in', async () => {
    const found = ofKind(await resultsOf(autoencoder('mse_loss', 0.5, [0.5, 0.25, 1])), 'images')
    expect(found).toMatchObject({ part: 'train', seen: 3, size: 3, shape: [1, SIDE, SIDE], inputs: null })
    expect(found.worst).toEqual([
      { example: 2, error: 0.25 },
      { example: 1, error: 0.0625 },
      { example: 0, error: 0 },
    ])
    expect(found.mse).toBeCloseTo((0.25 + 0.0625) / 3, 8)
    expect([...found.targets]).toEqual(flat([1, 0.25, 0.5]))
    expect([...found.answers]).toEqual(flat([0.5, 0.5, 0.5]))
  })

  it('scores are turned into pixels as their loss turns them', async () => {
    const { answers, mse } = ofKind(await resultsOf(autoencoder('bce_with_logits_loss', 0, [0.5, 1])), 'images')
    expect([...answers]).toEqual(flat([0.5, 0.5]))
    expect(mse).toBeCloseTo(0.125, 8)
  })
})

/** Twice as bright as what goes in, by a kernel of one number. */
function brighten(channels: number): GraphDocument {
  return documentOf(
    {
      x: { op: 'input', attrs: { shape: ['N', 1, SIDE, SIDE] } },
      t: { op: 'input', attrs: { shape: ['N', channels, SIDE, SIDE] } },
      c: { op: 'conv2d', attrs: { out_channels: channels, kernel_size: [1, 1], bias: false } },
      L: { op: 'mse_loss' },
    },
    ['x c.x', 'c L.input', 't L.target'],
    {
      objective: { node: 'L', port: 'loss' },
      tensors: {
        'x.y': images([0.125, 0.25]),
        't.y': stored(
          [2, channels, SIDE, SIDE],
          [0.25, 1].flatMap((x) => Array<number>(channels * PIXELS).fill(x)),
        ),
        'c.weight': stored([channels, 1, 1, 1], Array<number>(channels).fill(2)),
      },
    },
  )
}

describe('other images than go in', () => {
  it('come with what goes in', async () => {
    const found = ofKind(await resultsOf(brighten(1)), 'images')
    expect(found.worst).toEqual([
      { example: 1, error: 0.25 },
      { example: 0, error: 0 },
    ])
    expect(found.inputs!.shape).toEqual([1, SIDE, SIDE])
    expect([...found.inputs!.data]).toEqual(flat([0.25, 0.125]))
  })

  it('maps of other numbers of channels are no images: they are told as numbers', async () => {
    const { count, together } = ofKind(await resultsOf(brighten(2)), 'numbers')
    expect(count).toBe(2 * PIXELS)
    expect(together.mae).toBeCloseTo(0.25, 8)
  })
})
