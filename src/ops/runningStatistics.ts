/** @file The statistics of a batch, channel by channel, and their running averages. */
import { numel, shapeText, type Kernels, type Ref, type Shape, type SymbolicShape } from '../tensor'
import { besideChannels } from './normalize'

/** Values that one channel has in this batch. */
export const perBatch = (x: Shape) => numel(x) / x[1]!

/** Mean and biased variance of each channel, [1, C, 1, …]. */
export function batchStatistics(k: Kernels, x: Ref): { mean: Ref; variance: Ref } {
  const dims = besideChannels(x.shape)
  const average = (y: Ref) => k.scale(k.sum(y, dims, true), 1 / perBatch(x.shape))
  const mean = average(x)
  const centred = k.sub(x, mean)
  return { mean, variance: average(k.mul(centred, centred)) }
}

/** (1 − momentum) · old + momentum · new. */
export const moved = (k: Kernels, old: Ref, now: Ref, momentum: number) =>
  k.add(k.scale(old, 1 - momentum), k.scale(k.reshape(now, old.shape), momentum))

/** Why a batch with one value for each channel is refused. */
export const loneValue = (x: SymbolicShape) =>
  `{node} normalizes each channel over the batch, but {from:x} has only one value in each (${shapeText(x)}): every result would be 0.`
