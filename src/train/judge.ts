/** @file Loss and accuracy on the held-out examples. */
import type { Kernels, Tensor } from '../tensor'
import type { Feeding } from './feeding'
import type { Passes } from './passes'

/**
 * A chunk at a time, gives way between the chunks.
 * @param values completes the feeds of a chunk with parameters, constants and random keys.
 * @param chunk examples of one pass.
 * @param sums whether the loss adds its examples up: then the chunks are added too, and it is no mean of them.
 */
export function* judge(
  held: Feeding,
  passes: Pick<Passes, 'evaluate'>,
  k: Kernels,
  values: (feeds: Map<string, Tensor>) => Map<string, Tensor>,
  chunk: number,
  sums: boolean,
): Generator<void, { loss: number; accuracy: number | null }> {
  let loss = 0
  let right = 0
  let total = 0
  let judged = true
  for (let start = 0; start < held.size; start += chunk) {
    const size = Math.min(chunk, held.size - start)
    const indices = Uint32Array.from({ length: size }, (_, i) => start + i)
    const pass = yield* passes.evaluate(values(held.batch(indices, k)))
    loss += sums ? pass.loss : pass.loss * size
    const { score } = pass
    if (score) {
      right += score.right
      total += score.total
    } else judged = false
  }
  return { loss: sums ? loss : loss / held.size, accuracy: judged && total ? right / total : null }
}
