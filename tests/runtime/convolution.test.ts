import { describe, expect, it } from 'vitest'
import { DEFAULT_EXERCISE } from '../../src/graph'
import { IN_EXERCISE } from '../../src/runtime/exerciseGuard'
import { createRandom, numel } from '../../src/tensor'
import { graph, runOf } from '../editor/inspector/runOf'

const random = (shape: number[], seed: number) => {
  const { normal } = createRandom(seed)
  return { shape, data: Array.from({ length: numel(shape) }, normal) }
}

/** Two groups, and stride, padding and dilation that differ, so that a wrong index would show. */
const ATTRS = { out_channels: 4, kernel_size: [2, 3], stride: [2, 1], padding: [1, 2], dilation: [1, 2], groups: 2 }
const network = () =>
  graph(
    {
      x: ['input', { shape: [2, 4, 6, 7] }],
      c: ['conv2d', ATTRS],
      a: ['relu'],
      d: ['conv2d', { out_channels: 2, kernel_size: 2 }],
    },
    [
      ['x', 'c.x'],
      ['c', 'a.x'],
      ['a', 'd.x'],
    ],
    { 'x.y': random([2, 4, 6, 7], 1), 'c.weight': random([4, 2, 2, 3], 2), 'c.bias': random([4], 3) },
  )

describe('similarity', () => {
  it('is the response without its bias, over both lengths: worked out patch by patch', async () => {
    const { client, document } = await runOf(network())
    const x = document.tensors['x.y']!.data as number[]
    const w = document.tensors['c.weight']!.data as number[]
    for (const centred of [false, true]) {
      const [example, channel] = [1, 3]
      const answer = await client.similarity({ node: 'c', example, channel, centred })
      if (answer.state !== 'map') throw new Error(answer.reason)
      expect(answer).toMatchObject({ rows: 4, columns: 7 })
      const kernel = w.slice(channel * 12, channel * 12 + 12)
      for (let row = 0; row < answer.rows; row++)
        for (let column = 0; column < answer.columns; column++) {
          const patch = kernel.map((_, i) => {
            const [c, ky, kx] = [Math.floor(i / 6), Math.floor(i / 3) % 2, i % 3]
            const [r, q] = [row * 2 - 1 + ky, column - 2 + kx * 2]
            return r < 0 || r >= 6 || q < 0 || q >= 7 ? 0 : x[((example * 4 + 2 + c) * 6 + r) * 7 + q]!
          })
          const mean = (list: number[]) => (centred ? list.reduce((sum, value) => sum + value, 0) / list.length : 0)
          const [p, k] = [patch, kernel].map((list) => list.map((value) => value - mean(list))) as [number[], number[]]
          const dot = p.reduce((sum, value, i) => sum + value * k[i]!, 0)
          const lengths = Math.hypot(...p) * Math.hypot(...k)
          expect(answer.cosine[row * 7 + column]).toBeCloseTo(lengths > 1e-9 ? dot / lengths : 0, 10)
        }
      expect(answer.cosine[answer.most]).toBe(Math.max(...answer.cosine))
      expect(answer.cosine[answer.least]).toBe(Math.min(...answer.cosine))
    }
  })

  it('is 1 where the patch is the kernel, −1 where it is its negative, and 0 where there is nothing', async () => {
    const kernel = [1, -2, 3, 0.5]
    const image = [...kernel.slice(0, 2), 0, 0, ...kernel.slice(2), 0, 0, 0, 0, -1, 2, 0, 0, -3, -0.5]
    const { client } = await runOf(
      graph(
        { x: ['input', { shape: [1, 1, 4, 4] }], c: ['conv2d', { out_channels: 1, kernel_size: 2 }] },
        [['x', 'c.x']],
        {
          'x.y': { shape: [1, 1, 4, 4], data: image.map((value) => value * 7) },
          'c.weight': { shape: [1, 1, 2, 2], data: kernel },
        },
      ),
    )
    const answer = await client.similarity({ node: 'c', example: 0, channel: 0, centred: false })
    if (answer.state !== 'map') throw new Error(answer.reason)
    expect(answer.cosine[0]).toBeCloseTo(1, 12)
    expect(answer.cosine[8]).toBeCloseTo(-1, 12)
    expect(answer.cosine[2]).toBe(0)
    expect([answer.most, answer.least]).toEqual([0, 8])
  })

  it('says why there is none', async () => {
    const { client } = await runOf(network())
    expect(await client.similarity({ node: 'a', example: 0, channel: 0, centred: false })).toMatchObject({
      state: 'none',
    })
    expect(await client.similarity({ node: 'c', example: 9, channel: 0, centred: false })).toMatchObject({
      state: 'none',
    })
  })
})

describe('the receptive field of a cell', () => {
  it('is a box in each image, with the ways into it, and a row for each layer between', async () => {
    const { client } = await runOf(network())
    // d is [2, 2, 3, 6]; cell [1, 0, 1, 2] reads rows 1–2 and columns 2–3 of a, in all its channels.
    const answer = await client.receptiveField({ node: 'd', port: 'y', element: 36 + 6 + 2 })
    if (answer.state !== 'found') throw new Error(answer.reason)
    expect(answer.layers.map(({ node, box, elements }) => [node, box, elements])).toEqual([
      ['d', { top: 1, left: 2, rows: 1, columns: 1 }, 1],
      ['a', { top: 1, left: 2, rows: 2, columns: 2 }, 16],
      ['c', { top: 1, left: 2, rows: 2, columns: 2 }, 16],
      // Rows 1…4 (stride 2, two high), columns 0…5 (three wide, two apart): 4 channels of 4 × 6.
      ['x', { top: 1, left: 0, rows: 4, columns: 6 }, 96],
    ])
    const [image] = answer.images
    expect(image).toMatchObject({ node: 'x', example: 1, shape: [2, 4, 6, 7] })
    expect(image!.paths).toHaveLength(24)
  })

  it('follows the graph when it changes, and is closed in an exercise', async () => {
    const document = network()
    const { client } = await runOf(document)
    const at = { node: 'c', port: 'y', element: 0 }
    const before = await client.receptiveField(at)
    await client.apply([{ op: 'replace', path: ['nodes', 'c', 'attrs'], value: { ...ATTRS, dilation: [1, 1] } }])
    const after = await client.receptiveField(at)
    expect(before.state === 'found' && before.images[0]!.box.columns).toBe(3)
    expect(after.state === 'found' && after.images[0]!.box.columns).toBe(1)
    const exercise = {
      ...DEFAULT_EXERCISE,
      title: 'x',
      task: 'x',
      hidden: [{ kind: 'value' as const, key: 'c.y' }],
    }
    const hidden = await runOf({ ...document, exercise })
    await expect(hidden.client.receptiveField(at)).rejects.toThrow(IN_EXERCISE)
    await expect(hidden.client.similarity({ node: 'c', example: 0, channel: 0, centred: true })).rejects.toThrow(
      IN_EXERCISE,
    )
  })
})
