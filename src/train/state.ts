/** @file What a step takes along beside θ: the state of nodes (running statistics), and the keys of random numbers. */
import type { CheckedNode } from '../check'
import { randomKey, RANDOM_KEY } from '../engine'
import { portKey } from '../graph'
import type { Tensor } from '../tensor'

/** The nodes' own buffers, by "node.port". */
export function buffersOf(nodes: readonly CheckedNode[], values: ReadonlyMap<string, Tensor>): Map<string, Tensor> {
  const keys = nodes.flatMap((node) => node.buffers.map((port) => portKey(node.id, port)))
  return new Map(keys.map((key) => [key, values.get(key)!]))
}

/** The same after a pass; what the pass left alone stays. */
export function buffersAfter(
  before: ReadonlyMap<string, Tensor>,
  state: ReadonlyMap<string, Tensor>,
): Map<string, Tensor> {
  return new Map([...before].map(([key, tensor]) => [key, state.get(key) ?? tensor]))
}

/** The keys of step t for all nodes that draw random numbers, by "node.key". */
export function randomKeys(nodes: readonly CheckedNode[], seed: number, step: number): Map<string, Tensor> {
  const random = nodes.filter(({ op }) => op.random)
  return new Map(random.map(({ id }) => [portKey(id, RANDOM_KEY), randomKey(seed, id, step)]))
}
