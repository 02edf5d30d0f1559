/** @file What an author can hide: of what is selected, and all gradients at once. */
import type { GraphDocument, Hidden } from '../../graph'
import { SOURCE_OPS, type Op } from '../../ops'
import type { TensorKind, TensorView, TraceEvent } from '../../runtime/protocol'
import { numel } from '../../tensor'
import { tensorChoices } from '../inspector/tensorChoices'

type Ops = ReadonlyMap<string, Op>
type Kind = Hidden['kind']

export interface Hideable {
  readonly kind: Kind
  readonly key: string
  readonly label: string
  readonly view: TensorView
}

const KIND_OF: Readonly<Record<TensorKind, Kind>> = {
  values: 'value',
  deltas: 'delta',
  edges: 'edge',
  gradients: 'gradient',
}

/** More numbers of one tensor are not asked for at once; single ones are chosen then. */
export const MOST_ELEMENTS = 64

/** A value that stands in the file cannot be hidden: inputs, constants, parameters. */
function isGiven(document: GraphDocument, ops: Ops, key: string): boolean {
  const dot = key.indexOf('.')
  const op = document.nodes[key.slice(0, dot)]?.op ?? ''
  return SOURCE_OPS.has(op) || !Object.hasOwn(ops.get(op)?.outputs ?? {}, key.slice(dot + 1))
}

/** The tensors of a node or an edge that this run has computed and that the file does not hold. */
export function hideable(
  selection: { readonly kind: 'node' | 'edge'; readonly id: string },
  document: GraphDocument,
  ops: Ops,
  tensor: (kind: TensorKind, key: string) => TensorView | undefined,
): Hideable[] {
  return tensorChoices(selection, document, ops).flatMap(({ kind, key, label }) => {
    const view = tensor(kind, key)
    if (!view || (kind === 'values' && isGiven(document, ops, key))) return []
    return [{ kind: KIND_OF[kind], key, label, view }]
  })
}

/** What comes back along each edge, and the gradient of each parameter. */
export function allGradients(
  trace: readonly TraceEvent[],
  tensor: (kind: TensorKind, key: string) => TensorView | undefined,
): { readonly items: readonly Hidden[]; readonly tooLarge: number } {
  const all = trace.flatMap((event): (Hidden & { size: number })[] => {
    if (event.kind !== 'edge-delta' && event.kind !== 'parameter-gradient') return []
    const kind = event.kind === 'edge-delta' ? 'edge' : 'gradient'
    const key = event.edge ?? `${event.node}.${event.port}`
    const view = tensor(kind === 'edge' ? 'edges' : 'gradients', key)
    return view ? [{ kind, key, size: numel(view.shape) }] : []
  })
  const fit = all.filter(({ size }) => size <= MOST_ELEMENTS)
  return { items: fit.map(({ kind, key }) => ({ kind, key })), tooLarge: all.length - fit.length }
}

/** What is meant when the selection as a whole is hidden: what comes back along edges; the value of a node, else its gradient. */
export function mainNumbers(
  nodes: Iterable<string>,
  edges: Iterable<string>,
  document: GraphDocument,
  ops: Ops,
  tensor: (kind: TensorKind, key: string) => TensorView | undefined,
): Hidden[] {
  const first = (kind: 'node' | 'edge', id: string) =>
    hideable({ kind, id }, document, ops, tensor).find(
      (candidate) => numel(candidate.view.shape) <= MOST_ELEMENTS && (kind === 'node' || candidate.kind === 'edge'),
    )
  return [...[...edges].map((id) => first('edge', id)), ...[...nodes].map((id) => first('node', id))].flatMap(
    (found) => (found ? [{ kind: found.kind, key: found.key }] : []),
  )
}
