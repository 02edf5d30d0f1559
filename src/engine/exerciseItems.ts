/** @file What an exercise asks for, number by number, and what must not be seen until these are found. */
import { nodeName, type GraphDocument, type Hidden } from '../graph'
import { SOURCE_OPS } from '../ops'
import { numel, type Shape, type Tensor } from '../tensor'
import type { Run } from './types'

export type HiddenKind = Hidden['kind']
export type Shown = Pick<Run, 'values' | 'deltas' | 'edges' | 'gradients'>
export type ShownKind = keyof Shown

/** Where a run keeps numbers of a kind. */
export const KEPT_IN: Readonly<Record<HiddenKind, ShownKind>> = {
  value: 'values',
  delta: 'deltas',
  edge: 'edges',
  gradient: 'gradients',
}

/** One number to be found. */
export interface ExerciseItem {
  /** What its answer is filed under: "edge:e3", "gradient:z1.weight[2]". */
  readonly id: string
  readonly kind: HiddenKind
  readonly key: string
  /** Flat, row-major. */
  readonly element: number
  readonly shape: Shape
  readonly expected: number
}

export interface ExerciseProblem {
  readonly kind: HiddenKind
  readonly key: string
  readonly message: string
}

/** More numbers of one tensor than this are not asked for at once. */
const MOST_ELEMENTS = 64

/** In the order in which the exercise names them. What cannot be asked for is a problem, in words. */
export function exerciseItems(
  document: GraphDocument,
  run: Run,
): { readonly items: readonly ExerciseItem[]; readonly problems: readonly ExerciseProblem[] } {
  const items = new Map<string, ExerciseItem>()
  const problems: ExerciseProblem[] = []
  for (const hidden of document.exercise?.hidden ?? []) {
    const { kind, key, element } = hidden
    const tensor = isThere(document, hidden) ? run[KEPT_IN[kind]].get(key) : undefined
    const message = tensor ? unfit(document, run, hidden, tensor) : notComputed(document, hidden)
    if (!tensor || message) {
      problems.push({ kind, key, message: message ?? '' })
      continue
    }
    const { shape, data } = tensor
    const size = data.length
    for (const at of element === undefined ? data.keys() : [element]) {
      const id = size === 1 ? `${kind}:${key}` : `${kind}:${key}[${at}]`
      items.set(id, { id, kind, key, element: at, shape, expected: data[at]! })
    }
  }
  return { items: [...items.values()], problems }
}

/** The run may be of the document before the last change, which is not computed yet. */
function isThere({ nodes, edges }: GraphDocument, { kind, key }: Hidden): boolean {
  return kind === 'edge' ? Object.hasOwn(edges, key) : Object.hasOwn(nodes, key.slice(0, key.indexOf('.')))
}

/** What a place is called in a sentence: "the value of z₁.y", "what comes back along edge e3". */
function placeWords(document: GraphDocument, { kind, key }: Hidden): string {
  const edge = Object.hasOwn(document.edges, key) ? document.edges[key] : undefined
  if (kind === 'edge' && edge)
    return `what comes back along edge ${key} (${nodeName(document, edge.from.node)} → ${nodeName(document, edge.to.node)})`
  const what = { value: 'the value of', delta: 'δ of', gradient: 'the gradient of', edge: 'what comes back along edge' }
  return `${what[kind]} ${key}`
}

function notComputed(document: GraphDocument, hidden: Hidden): string {
  return `The exercise asks for ${placeWords(document, hidden)}, which this graph does not compute. Take it out of the exercise, or wire the graph so that it leads to the objective.`
}

function unfit(document: GraphDocument, run: Run, hidden: Hidden, { shape }: Tensor): string | null {
  const { kind, key, element } = hidden
  const size = numel(shape)
  if (kind === 'value' && !isComputed(document, run, key))
    return `The exercise asks for ${placeWords(document, hidden)}, but that number stands in the file itself. Hide what is computed from it instead.`
  if (element !== undefined && element >= size)
    return `The exercise asks for element ${element} of ${key}, which has only ${size}. Choose another element.`
  if (element === undefined && size > MOST_ELEMENTS)
    return `The exercise asks for all ${size} numbers of ${key}; at most ${MOST_ELEMENTS} of one tensor can be asked for. Choose single elements.`
  return null
}

/** Inputs, constants and parameters are given; only what comes out of another op has to be worked out. */
function isComputed(document: GraphDocument, run: Pick<Run, 'trace'>, key: string): boolean {
  const event = run.trace.find(({ kind, node, port }) => kind === 'value' && `${node}.${port}` === key)
  return event !== undefined && !SOURCE_OPS.has(document.nodes[event.node]?.op ?? '')
}

/**
 * Keys whose numbers may not be shown while these items are not found: their own, and those under which the very same
 * number is kept again. With one consumer, δ is what came back along its edge; the gradient of a parameter node is its δ.
 */
export function withheldKeys(
  hidden: readonly Pick<Hidden, 'kind' | 'key'>[],
  run: Run,
): Readonly<Record<ShownKind, ReadonlySet<string>>> {
  const keys = {
    values: new Set<string>(),
    deltas: new Set<string>(),
    edges: new Set<string>(),
    gradients: new Set<string>(),
  }
  for (const { kind, key } of hidden) keys[KEPT_IN[kind]].add(key)
  for (const key of keys.gradients) if (run.deltas.has(key)) keys.deltas.add(key)
  for (const { node, port, terms } of run.trace) {
    if (terms?.length !== 1) continue
    const [key, edge] = [`${node}.${port}`, terms[0]!]
    if (keys.edges.has(edge)) keys.deltas.add(key)
    if (keys.deltas.has(key)) keys.edges.add(edge)
  }
  for (const key of keys.deltas) if (run.gradients.has(key)) keys.gradients.add(key)
  return keys
}
