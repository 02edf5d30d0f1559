/** @file What the three views of a convolution's cell are given, and the numbers that they share. */
import { flat, kernelIndices, patchIndices, pick, type ConvSizes } from './convolution'
import type { ChosenCell } from './useCell'
import { at, type Layer } from './useLayer'

export interface ConvPart {
  readonly layer: Layer
  readonly sizes: ConvSizes
  readonly chosen: ChosenCell
}

export function cellNumbers({ layer, sizes, chosen: { cell, local } }: ConvPart) {
  const { x, weight } = layer
  if (x.state !== 'known' || weight.state !== 'known') return null
  const indices = patchIndices(sizes, cell, local)
  const index = flat(sizes.y, [cell.example, cell.channel, cell.row, cell.column])
  return {
    x: x.data,
    weight: weight.data,
    width: sizes.weight[3]!,
    patchAt: indices,
    kernelAt: kernelIndices(sizes, cell.channel, local),
    patch: pick(x.data, indices),
    padded: indices.map((at) => at < 0),
    kernel: pick(weight.data, kernelIndices(sizes, cell.channel, local)),
    value: at(layer.y, index),
    delta: at(layer.dy, index),
  }
}
