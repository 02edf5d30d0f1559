import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { readDocument, writeDocument } from '../../src/formats'
import type { GraphDocument } from '../../src/graph'
import type { Ascent, AscentPiece, LookAnswer, PatchScan } from '../../src/runtime/protocol'
import { graph } from '../editor/inspector/runOf'
import { inProcess, shippedFiles } from '../support/inProcess'

async function open(document: GraphDocument) {
  const client = inProcess({ assets: shippedFiles })
  await client.open(document)
  return client
}

function good<T>(answer: LookAnswer<T>): T {
  if (!answer.ok) throw new Error(answer.reason)
  return answer
}

async function example(file: string): Promise<GraphDocument> {
  const read = readDocument(await readFile(`examples/${file}`, 'utf8'))
  if (!read.ok) throw new Error(read.message)
  return read.document
}

/** Two 4 × 4 images; a kernel that takes the difference of neighbours; the loss is the mean of all responses. */
const small = (images: number[]): GraphDocument => ({
  objective: { node: 'L', port: 'y' },
  ...graph(
    {
      x: ['input', { shape: ['N', 1, 4, 4] }],
      c: ['conv2d', { out_channels: 2, kernel_size: [1, 2] }, 'c₁'],
      a: ['relu'],
      L: ['mean'],
    },
    [
      ['x', 'c.x'],
      ['c', 'a.x'],
      ['a', 'L.x'],
    ],
    {
      'x.y': { shape: [2, 1, 4, 4], data: images },
      'c.weight': { shape: [2, 1, 1, 2], data: [-1, 1, 0.5, 0.5] },
      'c.bias': { shape: [2], data: [0, 0] },
    },
  ),
})
const images = [...new Array(16).fill(0), ...new Array(16).keys()].map((x, i) => (i === 6 ? 9 : Number(x)))

describe('looking into a network', () => {
  it('tells its image and layers, with what a cell of each sees', async () => {
    const client = await open(small(images))
    const { image, count, layers } = good(await client.lookNetwork())
    expect([image, count]).toEqual([{ node: 'x', shape: [1, 4, 4] }, 2])
    expect(layers).toEqual([
      { node: 'c', op: 'conv2d', shape: [2, 4, 3], units: 2, field: [1, 2] },
      { node: 'a', op: 'relu', shape: [2, 4, 3], units: 2, field: [1, 2] },
    ])
  })

  it('says what is missing when no image comes in', async () => {
    const client = await open(
      graph({ x: ['input', { shape: [2, 3] }], s: ['sigmoid'] }, [['x', 's.x']], {
        'x.y': { shape: [2, 3], data: [1, 2, 3, 4, 5, 6] },
      }),
    )
    const answer = await client.lookNetwork()
    expect(answer).toMatchObject({ ok: false, reason: expect.stringContaining('[N, channels, height, width]') })
  })

  it('shows what each layer makes of one image', async () => {
    const client = await open(small(images))
    const { image, layers } = good(await client.lookMaps(0))
    expect([...image.data]).toEqual(images.slice(0, 16))
    expect(layers.map(({ node, shape }) => [node, shape])).toEqual([
      ['c', [2, 4, 3]],
      ['a', [2, 4, 3]],
    ])
    // Row 1 is 0 0 9 0: differences 0, 9, −9.
    expect([...layers[0]!.data.subarray(3, 6)]).toEqual([0, 9, -9])
    expect([...layers[1]!.data.subarray(3, 6)]).toEqual([0, 9, 0])
  })

  it('finds the places that excite a unit most, with their pixels', async () => {
    const client = await open(small(images))
    let scan: PatchScan | null = null
    do scan = good(await client.lookPatches({ node: 'a', unit: 0, end: 2, most: 3 }, scan))
    while (scan.next < 2)
    expect(scan.best.map(({ example, value, row, column }) => [example, value, row, column])).toEqual([
      [0, 9, 1, 1],
      [1, 1, 0, 0],
    ])
    expect(scan.best[0]!.box).toEqual({ top: 1, left: 1, bottom: 2, right: 3 })
  })

  it('has a saliency equal to the slope of the loss in each pixel', async () => {
    const client = await open(small(images))
    const { magnitude, signed, value } = good(await client.lookSaliency(1, null))
    const lossOf = async (change: number, pixel: number) => {
      const moved = images.map((x, i) => (i === 16 + pixel ? x + change : x))
      return good(await (await open(small(moved))).lookSaliency(1, null)).value
    }
    expect(value).toBeGreaterThan(0)
    for (const pixel of [0, 5, 7]) {
      const slope = ((await lossOf(0.01, pixel)) - (await lossOf(-0.01, pixel))) / 0.02
      expect(signed.data[pixel]).toBeCloseTo(slope, 3)
      expect(magnitude.data[pixel]).toBeCloseTo(Math.abs(slope), 3)
    }
    const unit = good(await client.lookSaliency(0, { node: 'c', unit: 0 }))
    expect(unit.value).toBe(9)
    expect([...unit.signed.data.subarray(4, 8)]).toEqual([0, -1, 1, 0])
  })

  it('climbs to the input that excites a unit most', async () => {
    const client = await open(small(images))
    const wish = { node: 'a', unit: 0, steps: 40, seed: 3, example: 1 }
    let from: Ascent | null = null
    const values: number[] = []
    let picture: Float32Array
    do {
      const piece: AscentPiece = good(await client.lookAscent(wish, from))
      values.push(...piece.values.map(({ value }) => value))
      expect(piece.picture.shape).toEqual([1, 1, 2])
      picture = piece.picture.data
      from = piece.next
    } while (from)
    expect(values.length).toBe(41)
    expect(values.at(-1)).toBeGreaterThan(values[0]! + 3)
    // Dark to bright, which is what its kernel −1, 1 looks for.
    expect(picture[1]).toBeGreaterThan(picture[0]!)
  })

  it('keeps kernels while a network trains', async () => {
    const client = await open(small(images))
    await client.startTraining({
      optimizer: { kind: 'sgd', lr: 0.1 },
      steps: 50,
      batchSize: null,
      seed: 0,
      tolerance: null,
    })
    const steps = await client.lookHistory('c.weight')
    expect([steps[0], steps.at(-1)]).toEqual([0, 50])
    expect([...(await client.lookKernels('c.weight', 0))!.data]).toEqual([-1, 1, 0.5, 0.5])
    const last = await client.lookKernels('c.weight', 50)
    expect([...last!.data]).toEqual([...(await client.tensor('values', 'c.weight'))!.data].map(Math.fround))
    expect(await client.lookKernels('c.weight', 7777)).toBeNull()
  })

  it('shows the kernels that a saved model brings along', async () => {
    const document = await example('50-alexnet-conv1.json')
    const own = Float32Array.from({ length: 96 * 3 * 11 * 11 }, (_, i) => Math.sin(i) * (i % 7))
    const weight = { dtype: 'float32' as const, shape: [96, 3, 11, 11], data: [...own] }
    const saved = writeDocument({ ...document, tensors: { ...document.tensors, 'c1.weight': weight } })
    const read = readDocument(saved)
    if (!read.ok) throw new Error(read.message)
    const client = await open(read.document)
    const shown = await client.tensor('values', 'c1.weight')
    expect(shown!.shape).toEqual([96, 3, 11, 11])
    expect(Float32Array.from(shown!.data)).toEqual(own)
  })
})

describe('the first layer of AlexNet', () => {
  it('reads photographs', async () => {
    const client = await open(await example('50-alexnet-conv1.json'))
    const { image, count, layers } = good(await client.lookNetwork())
    expect([image.shape, count]).toEqual([[3, 224, 224], 60])
    expect(layers[0]).toEqual({ node: 'c1', op: 'conv2d', shape: [96, 55, 55], units: 96, field: [11, 11] })
    const scan = good(await client.lookPatches({ node: 'c1', unit: 5, end: 5, most: 9 }, null))
    expect(scan.best.length).toBeGreaterThan(0)
    const piece = good(await client.lookAscent({ node: 'a1', unit: 5, steps: 4, seed: 0, example: 0 }, null))
    expect(piece.picture.shape).toEqual([3, 11, 11])
  })
})
