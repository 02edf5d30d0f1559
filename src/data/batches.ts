/** @file In which order examples are met. */
import type { Random } from '../tensor'

/**
 * One epoch: every index of 0 … size − 1 once, shuffled, `batchSize` at a time; the last batch holds what
 * is left, so that no example is passed over. The order depends on nothing but `random`.
 */
export function* shuffledBatches(size: number, batchSize: number, random: Random): Generator<Int32Array, void> {
  if (!Number.isInteger(batchSize) || batchSize < 1)
    throw new RangeError(`A batch has at least 1 example; ${batchSize} was asked for.`)
  const order = random.shuffle(Int32Array.from({ length: size }, (_, i) => i))
  for (let start = 0; start < size; start += batchSize) yield order.subarray(start, Math.min(start + batchSize, size))
}
