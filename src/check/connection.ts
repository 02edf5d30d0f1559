/** @file May this wire be made? Asked for every candidate when a wire is picked up, so it costs one walk at most. */
import { edgesInto, portKey, wouldCreateCycle, type GraphDocument } from '../graph'
import type { Op } from '../ops'
import { check } from './check'
import { opShownAt } from './ports'
import { nameOf } from './words'
import type { Connection, ConnectionVerdict, Diagnostic } from './types'

/**
 * Loops, wires from input to input and wrong dtypes are refused. A shape that does not fit is allowed (it is
 * often mended by the next step) and explained on the node; `connectionWarning` says it before the drop.
 */
export function checkConnection(
  document: GraphDocument,
  ops: ReadonlyMap<string, Op>,
  { from, to }: Connection,
): ConnectionVerdict {
  const refuse = (
    code: Exclude<ConnectionVerdict, { ok: true }>['code'],
    message: string,
    path?: readonly string[],
  ): ConnectionVerdict => (path ? { ok: false, code, message, path } : { ok: false, code, message })
  const source = document.nodes[from.node]
  const target = document.nodes[to.node]
  if (!source || !target) return refuse('missing', 'One end of this wire is not in the graph any more. Draw it again.')
  if (from.node === to.node)
    return refuse('self', `${nameOf(document, from.node)} cannot feed itself: a computation graph has no loops.`)
  const outputs = ops.get(source.op)?.outputs
  const consumer = opShownAt(document, ops, to.node)
  const inputs = consumer?.inputs
  if (outputs && !outputs[from.port])
    return refuse(
      'direction',
      `${from.port} of ${nameOf(document, from.node)} is an input. A wire runs from an output (right) to an input (left).`,
    )
  if (consumer && inputs && !inputs[to.port] && !consumer.outputs[to.port])
    return refuse(
      'missing',
      `${nameOf(document, to.node)} has no input "${to.port}". It can be wired to ${Object.keys(inputs).join(', ') || 'nothing: it is a source'}.`,
    )
  if (inputs && !inputs[to.port])
    return refuse(
      'direction',
      `${to.port} of ${nameOf(document, to.node)} is an output. A wire runs from an output (right) to an input (left).`,
    )
  const loop = wouldCreateCycle(document, { from, to })
  if (loop) {
    const path = [...loop, loop[0]!].map((id) => nameOf(document, id)).join(' → ')
    return refuse('cycle', `This wire would close a loop: ${path}. Backprop needs a graph without loops.`, loop)
  }
  const wanted = inputs?.[to.port]?.dtype ?? 'float'
  const given = sourceDtype(document, from.node)
  if (given && wanted !== 'any') {
    const isFloat = given.startsWith('float')
    if (isFloat !== (wanted === 'float'))
      return refuse(
        'dtype',
        `${nameOf(document, to.node)} needs ${wanted === 'float' ? 'real numbers' : 'whole numbers (int64)'} at ${to.port}, but ${nameOf(document, from.node)} gives ${given}. Change the dtype of ${nameOf(document, from.node)}.`,
      )
  }
  return {
    ok: true,
    replaces: edgesInto(document, to.node)
      .filter((edge) => edge.to.port === to.port)
      .map((edge) => edge.id),
  }
}

/** What would be wrong at the target if this wire were made: its shape error, or null. Costs a whole check. */
export function connectionWarning(
  document: GraphDocument,
  ops: ReadonlyMap<string, Op>,
  { from, to }: Connection,
): Diagnostic | null {
  const edges = Object.fromEntries(
    Object.entries(document.edges).filter(([, edge]) => edge.to.node !== to.node || edge.to.port !== to.port),
  )
  const tried = check({ ...document, edges: { ...edges, tried: { from, to } } }, ops)
  return tried.diagnostics.find((d) => d.node === to.node && d.severity === 'error' && d.edge === 'tried') ?? null
}

/** The dtype of a source node; ops give floating point. Null when the op is not known. */
function sourceDtype(document: GraphDocument, id: string): string | null {
  const node = document.nodes[id]!
  if (node.op !== 'input' && node.op !== 'constant' && node.op !== 'parameter') return 'float64'
  const declared = node.attrs?.dtype
  return typeof declared === 'string' ? declared : (document.tensors[portKey(id, 'y')]?.dtype ?? 'float64')
}
