/** @file All of ∂(an output of a node)/∂(one of its inputs): row by row, each the VJP of a unit vector. */
import { check } from '../check'
import { backwardPort, type NodeRecord } from '../engine'
import type { GraphDocument } from '../graph'
import { SOURCE_OPS, type Op } from '../ops'
import { numel, typescriptKernels, type Shape, type Tensor } from '../tensor'

export interface JacobianAt {
  readonly node: string
  /** An input port. */
  readonly port: string
  /** An output port; absent: the first. */
  readonly output?: string
}

/** `data` is row-major, a row for each element of the output: [numel(outputShape), numel(inputShape)]. */
export type JacobianAnswer =
  | { readonly state: 'matrix'; readonly outputShape: Shape; readonly inputShape: Shape; readonly data: Float64Array }
  /** More than `limit` entries: it is not computed. */
  | { readonly state: 'large'; readonly outputShape: Shape; readonly inputShape: Shape; readonly limit: number }
  /** There is none, and why, in words. */
  | { readonly state: 'none'; readonly reason: string }

/** What is computed and read at once. */
const ENTRIES = 4096
/** Messages wait at most about this long, ms. */
const SLICE_MS = 15

export interface JacobianHooks {
  readonly ops: ReadonlyMap<string, Op>
  readonly giveWay: () => Promise<void>
  readonly now: () => number
}

/**
 * In float64, and from one pass: what runs meanwhile changes nothing.
 * @param record what the node left behind in that pass; undefined: it did not run.
 */
export async function jacobian(
  { ops, giveWay, now }: JacobianHooks,
  document: GraphDocument,
  feeds: Readonly<Record<string, Tensor>>,
  { node: id, port, output }: JacobianAt,
  record: NodeRecord | undefined,
): Promise<JacobianAnswer> {
  const node = check(document, ops, feeds).order.find((candidate) => candidate.id === id)
  const input = record?.inputs[port]
  const out = output ?? Object.keys(node?.op.outputs ?? {})[0]
  const value = out === undefined ? undefined : record?.outputs[out]
  if (node && SOURCE_OPS.has(node.op.id)) return none('This node computes nothing: its output is what it was given.')
  if (!node || !record || out === undefined || !value)
    return none('This node has not run. See Problems for what is missing, then run the graph.')
  if (!input) return none(`Nothing is wired to ${port}.`)
  if (!node.op.backward[port]) return none(`${node.op.id} passes no gradient to ${port}.`)
  const [rows, columns] = [numel(value.shape), numel(input.shape)]
  const shapes = { outputShape: value.shape, inputShape: input.shape }
  if (rows * columns > ENTRIES) return { state: 'large', ...shapes, limit: ENTRIES }
  const k = typescriptKernels('float64')
  const data = new Float64Array(rows * columns)
  let until = now() + SLICE_MS
  for (let row = 0; row < rows; row++) {
    const unit = new Float64Array(rows)
    unit[row] = 1
    const upstream: Tensor = { dtype: 'float64', shape: value.shape, data: unit }
    data.set(backwardPort(k, node, port, record, { [out]: upstream }).data, row * columns)
    if (now() < until) continue
    await giveWay()
    until = now() + SLICE_MS
  }
  return { state: 'matrix', ...shapes, data }
}

const none = (reason: string): JacobianAnswer => ({ state: 'none', reason })
