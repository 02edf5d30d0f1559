/** @file One cell's response as lengths and an angle: ⟨patch, kernel⟩ = ‖patch‖ · ‖kernel‖ · cos φ. Pure. */
import {
  channelsOf,
  kernelIndices,
  patchIndices,
  pick,
  sumOf,
  times,
  type Cell,
  type ConvSizes,
} from '../inside/convolution'
import type { TensorData } from '../../tensor'

export interface CellCosine {
  /** ⟨patch, kernel⟩ over all channels, without the bias. */
  readonly response: number
  readonly patch: number
  readonly kernel: number
  /** 0 where a length is 0. */
  readonly cosine: number
}

/** @param centred takes the mean off both first. */
export function cellCosine(
  sizes: ConvSizes,
  x: TensorData,
  weight: TensorData,
  cell: Cell,
  centred: boolean,
): CellCosine {
  const locals = Array.from({ length: channelsOf(sizes, cell.channel)[1] }, (_, local) => local)
  const patch = shifted(
    locals.flatMap((local) => pick(x, patchIndices(sizes, cell, local))),
    centred,
  )
  const kernel = shifted(
    locals.flatMap((local) => pick(weight, kernelIndices(sizes, cell.channel, local))),
    centred,
  )
  const response = sumOf(times(patch, kernel))
  const [p, k] = [Math.hypot(...patch), Math.hypot(...kernel)]
  return { response, patch: p, kernel: k, cosine: p > 0 && k > 0 ? Math.max(-1, Math.min(1, response / (p * k))) : 0 }
}

function shifted(numbers: readonly number[], centred: boolean): readonly number[] {
  const mean = centred ? sumOf(numbers) / numbers.length : 0
  const result = numbers.map((value) => value - mean)
  // What is even but for rounding has no shape.
  const tiny = 1e-12 * numbers.reduce((sum, value) => sum + value * value, 0)
  return centred && sumOf(times(result, result)) <= tiny ? result.map(() => 0) : result
}
