/** @file ∂(node output)/∂(edge value), where both are one number. */
import { check } from '../check'
import { backwardPort, type NodeRecord, type Run } from '../engine'
import { portKey, type GraphDocument } from '../graph'
import type { Op } from '../ops'
import { full, typescriptKernels } from '../tensor'

/** @param recordOf what a node left behind in this run. */
export function localDerivative(
  document: GraphDocument,
  ops: ReadonlyMap<string, Op>,
  run: Run,
  edge: string,
  recordOf: (node: string) => NodeRecord | undefined,
): number | null {
  const wire = document.edges[edge]
  if (!wire) return null
  const node = check(document, ops).order.find((candidate) => candidate.id === wire.to.node)
  if (!node?.op.backward[wire.to.port]) return null
  const outputs = Object.keys(node.op.outputs)
  const value = run.values.get(portKey(wire.from.node, wire.from.port))
  const output = outputs.length === 1 ? run.values.get(portKey(node.id, outputs[0]!)) : undefined
  const record = recordOf(node.id)
  if (value?.data.length !== 1 || output?.data.length !== 1 || !record) return null
  const k = typescriptKernels('float64')
  return backwardPort(k, node, wire.to.port, record, { [outputs[0]!]: full(output.shape, 1) }).data[0]!
}
