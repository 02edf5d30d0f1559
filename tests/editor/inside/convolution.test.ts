import { describe, expect, it } from 'vitest'
import {
  channelsOf,
  channelSums,
  coveringCells,
  flat,
  kernelIndices,
  patchIndices,
  pick,
  readersOf,
  sentBack,
  sumOf,
  type ConvSizes,
} from '../../../src/editor/inside/convolution'
import { createRandom, fromArray, numel, typescriptKernels, type Tensor } from '../../../src/tensor'

const k = typescriptKernels('float64')

interface Case {
  readonly stride: readonly [number, number]
  readonly padding: readonly [number, number]
  readonly dilation: readonly [number, number]
  readonly groups: number
  readonly kernel: readonly [number, number]
}

const CASES: readonly Case[] = [
  { stride: [1, 1], padding: [0, 0], dilation: [1, 1], groups: 1, kernel: [3, 3] },
  { stride: [2, 1], padding: [1, 2], dilation: [1, 1], groups: 1, kernel: [3, 2] },
  { stride: [1, 2], padding: [2, 1], dilation: [2, 3], groups: 2, kernel: [2, 3] },
  { stride: [3, 2], padding: [1, 1], dilation: [1, 2], groups: 4, kernel: [2, 2] },
]

function setUp({ kernel, ...geometry }: Case) {
  const random = createRandom(11)
  const tensor = (shape: number[]) =>
    fromArray(
      shape,
      Array.from({ length: numel(shape) }, () => random.uniform() * 2 - 1),
    )
  const x = tensor([2, 4, 7, 8])
  const weight = tensor([8, 4 / geometry.groups, ...kernel])
  const window = { ...geometry, kernel }
  const y = k.conv2d(x, weight, window) as Tensor
  const dy = tensor([...y.shape])
  const sizes: ConvSizes = { ...geometry, x: x.shape, weight: weight.shape, y: y.shape }
  return { x, weight, y, dy, sizes, window }
}

const cells = function* (shape: readonly number[]) {
  for (let example = 0; example < shape[0]!; example++)
    for (let channel = 0; channel < shape[1]!; channel++)
      for (let row = 0; row < shape[2]!; row++)
        for (let column = 0; column < shape[3]!; column++) yield { example, channel, row, column }
}

describe.each(CASES)('one cell of a convolution, %j', (geometry) => {
  const { x, weight, y, dy, sizes, window } = setUp(geometry)

  it('adds up to the number that the engine has', () => {
    for (const cell of cells(y.shape)) {
      const { example, channel, row, column } = cell
      const engine = y.data[flat(y.shape, [example, channel, row, column])]!
      expect(sumOf(channelSums(sizes, x.data, weight.data, cell))).toBeCloseTo(engine, 13)
    }
  })

  it('gives δ times its patch to the kernel, and all cells together give its gradient', () => {
    const gradient = k.conv2dWeightGrad(dy, x, weight.shape, window) as Tensor
    const sum = new Float64Array(gradient.data.length)
    for (const cell of cells(y.shape)) {
      const delta = dy.data[flat(y.shape, [cell.example, cell.channel, cell.row, cell.column])]!
      for (let local = 0; local < channelsOf(sizes, cell.channel)[1]; local++) {
        const patch = pick(x.data, patchIndices(sizes, cell, local))
        kernelIndices(sizes, cell.channel, local).forEach((at, i) => (sum[at]! += delta * patch[i]!))
      }
    }
    sum.forEach((value, i) => expect(value).toBeCloseTo(gradient.data[i]!, 12))
  })

  it('reaches each pixel through the flipped kernel, and all kernels together give its δ', () => {
    const dx = k.conv2dInputGrad(dy, weight, x.shape, window) as Tensor
    for (const pixel of cells(x.shape)) {
      const [first, count] = readersOf(sizes, pixel.channel)
      let sum = 0
      for (let output = first; output < first + count; output++)
        sum += sentBack(sizes, dy.data, weight.data, pixel, output)
      expect(sum).toBeCloseTo(dx.data[flat(x.shape, [pixel.example, pixel.channel, pixel.row, pixel.column])]!, 12)
    }
  })

  it('covers exactly the pixels whose cells name it', () => {
    const pixel = { example: 1, channel: 1, row: 3, column: 4 }
    const [output] = readersOf(sizes, pixel.channel)
    const local = pixel.channel - channelsOf(sizes, output)[0]
    const covering = new Set(coveringCells(sizes, pixel, output).filter((at) => at >= 0))
    const at = flat(x.shape, [pixel.example, pixel.channel, pixel.row, pixel.column])
    for (const cell of cells(y.shape)) {
      if (cell.example !== 1 || cell.channel !== output) continue
      const index = flat(y.shape, [cell.example, cell.channel, cell.row, cell.column])
      expect(covering.has(index)).toBe(patchIndices(sizes, cell, local).includes(at))
    }
  })
})
