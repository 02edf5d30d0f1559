/** @file Which tensors belong to what is selected. */
import type { GraphDocument } from '../../graph'
import type { Op } from '../../ops'
import type { TensorKind } from '../../runtime/protocol'
import { edgeAt } from '../../graph'
import { isParameter, plainEdge, plainPort, type PortAt } from '../math'

export interface TensorChoice {
  /** "values z1.weight": also what React keys by. */
  readonly id: string
  readonly label: string
  readonly kind: TensorKind
  readonly key: string
  readonly tone: 'value' | 'delta' | 'parameter'
}

type Ops = ReadonlyMap<string, Op>

function choice(kind: TensorKind, key: string, label: string, tone: TensorChoice['tone']): TensorChoice {
  return { id: `${kind} ${key}`, label, kind, key, tone }
}

/** Value and δ of each output, then each parameter with its gradient and each state; for an edge what it carries each way. */
export function tensorChoices(
  selection: { kind: 'node' | 'edge'; id: string },
  document: GraphDocument,
  ops: Ops,
): TensorChoice[] {
  if (selection.kind === 'edge') {
    const edge = document.edges[selection.id]
    if (!edge) return []
    const from = `${edge.from.node}.${edge.from.port}`
    return [
      choice('edges', selection.id, `gradient on ${plainEdge(document, ops, edge)}`, 'delta'),
      choice(
        'values',
        from,
        `value of ${plainPort(document, ops, edge.from)}`,
        isParameter(document, ops, edge.from) ? 'parameter' : 'value',
      ),
    ]
  }
  const node = selection.id
  const op = ops.get(document.nodes[node]?.op ?? '')
  if (!op) return []
  const name = (at: PortAt) => plainPort(document, ops, at)
  const outputs = Object.keys(op.outputs).flatMap((port) => {
    const at = { node, port }
    const key = `${node}.${port}`
    const trained = isParameter(document, ops, at)
    return [
      choice('values', key, `value of ${name(at)}`, trained ? 'parameter' : 'value'),
      trained
        ? choice('gradients', key, `gradient of ${name(at)}`, 'parameter')
        : choice('deltas', key, `δ of ${name(at)}`, 'delta'),
    ]
  })
  const parsed = op.attrs.safeParse(document.nodes[node]?.attrs ?? {})
  const parameters = Object.entries(op.inputs).flatMap(([port, spec]) => {
    const present =
      (spec.parameter || spec.buffer) &&
      !edgeAt(document, { node, port }) &&
      !(parsed.success && spec.enabled && !spec.enabled(parsed.data))
    if (!present) return []
    const key = `${node}.${port}`
    // State is no parameter: it has a value and no gradient.
    if (spec.buffer) return [choice('values', key, name({ node, port }), 'value')]
    return [
      choice('values', key, name({ node, port }), 'parameter'),
      choice('gradients', key, `gradient of ${name({ node, port })}`, 'parameter'),
    ]
  })
  return [...outputs, ...parameters]
}
