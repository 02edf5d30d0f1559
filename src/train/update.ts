/** @file One update of θ by the rule, into copies; and how far it went. */
import type { Tensor } from '../tensor'
import type { Memory } from './optimizer'
import type { UpdateRule } from './rule'

/** θ after update t + 1. What was handed out stays as it was; `memory` is moved on in place. */
export function updated(
  rule: UpdateRule,
  parameters: ReadonlyMap<string, Tensor>,
  gradients: ReadonlyMap<string, Tensor>,
  memory: ReadonlyMap<string, Memory>,
  t: number,
): Map<string, Tensor> {
  const items = [...parameters].map(([key, parameter]) => ({
    parameter: parameter.data.slice(),
    gradient: gradients.get(key)!.data,
    memory: memory.get(key)!,
  }))
  rule.apply(items, t)
  return new Map([...parameters].map(([key, tensor], i) => [key, { ...tensor, data: items[i]!.parameter }]))
}

/** Largest |Δθ|; NaN or infinity when a parameter has become that. */
export function largestChange(before: ReadonlyMap<string, Tensor>, after: ReadonlyMap<string, Tensor>): number {
  let change = 0
  for (const [key, { data }] of before) {
    const now = after.get(key)!.data
    for (let i = 0; i < data.length; i++) {
      const moved = Math.abs(now[i]! - data[i]!)
      // NaN fails every comparison, so it has to be let through here.
      if (!(moved <= change)) change = moved
      if (Number.isNaN(change)) return change
    }
  }
  return change
}
