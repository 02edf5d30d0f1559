/** @file How many examples are right: read off the inputs of the loss, where the loss says how. */
import type { CheckedNode } from '../check'
import { portKey } from '../graph'
import type { Tensor } from '../tensor'

/**
 * Right and total for a loss node that judges classes, else null.
 * `argmax`: input [N, C, …] against class indices [N, …] or probabilities; `logit`: input > 0 against 0/1;
 * `probability`: input > ½ against 0/1 (only if every target is 0 or 1); `sign`: input > 0 against ±1.
 * Examples that the loss leaves out are not counted; null when none is left.
 */
export function countRight(
  loss: CheckedNode,
  values: ReadonlyMap<string, Tensor>,
): { right: number; total: number } | null {
  const { judges } = loss.op
  const read = (port: string) => {
    const wire = loss.wires[port]
    return wire ? values.get(portKey(wire.node, wire.port)) : undefined
  }
  const input = read('input')
  const target = read('target')
  if (!judges || !input || !target) return null
  if (judges === 'argmax') return countArgmax(input, target, loss.attrs.ignore_index)
  const bound = judges === 'probability' ? 0.5 : 0
  const no = judges === 'sign' ? -1 : 0
  let right = 0
  for (let i = 0; i < target.data.length; i++) {
    const t = target.data[i]!
    if (t !== no && t !== 1) return null
    if (input.data[i]! > bound === (t === 1)) right++
  }
  return { right, total: target.data.length }
}

/** @param ignored the class number of examples that count nothing. */
function countArgmax(input: Tensor, target: Tensor, ignored: unknown): { right: number; total: number } | null {
  if (input.shape.length < 2) return null
  const [n, classes] = input.shape as readonly [number, number]
  const inner = input.data.length / (n * classes)
  const byIndex = target.dtype === 'int64'
  let [right, total] = [0, 0]
  for (let i = 0; i < n; i++)
    for (let j = 0; j < inner; j++) {
      const at = (c: number) => (i * classes + c) * inner + j
      let best = 0
      for (let c = 1; c < classes; c++) if (input.data[at(c)]! > input.data[at(best)]!) best = c
      let wanted = 0
      if (byIndex) wanted = target.data[i * inner + j]!
      else for (let c = 1; c < classes; c++) if (target.data[at(c)]! > target.data[at(wanted)]!) wanted = c
      if (byIndex && wanted === ignored) continue
      total++
      if (best === wanted) right++
    }
  return total ? { right, total } : null
}
