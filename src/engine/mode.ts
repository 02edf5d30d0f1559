/** @file Training or evaluation: some ops do something else while a network is judged or used (dropout, batch norm). */
import type { CheckedNode } from '../check'
import { hashSeed, type Tensor } from '../tensor'

/** `train`: every op as its attributes say. `evaluate`: as the op says for networks that are judged or used. */
export type Mode = 'train' | 'evaluate'

const evaluating = new WeakMap<CheckedNode, CheckedNode>()

/** The node as it runs in this mode; the same object for the same node, so that nothing is computed twice. */
export function inMode(node: CheckedNode, mode: Mode): CheckedNode {
  const { evaluation } = node.op
  if (mode === 'train' || !evaluation) return node
  if (Object.entries(evaluation).every(([name, value]) => node.attrs[name] === value)) return node
  let other = evaluating.get(node)
  if (!other) evaluating.set(node, (other = { ...node, attrs: { ...node.attrs, ...evaluation } }))
  return other
}

/**
 * The key of a node's random numbers: [stream, step], where the stream comes from the document's seed and the node's
 * own name. Same seed, same bits.
 * @param step 0 for looking, t for training step t.
 */
export function randomKey(documentSeed: number, node: string, step: number): Tensor {
  return { dtype: 'int64', shape: [2], data: Float64Array.of(hashSeed(documentSeed, node), step) }
}
