/** @file What the placeholders of an op's formulas stand for at one node: names, numbers, matrices. */
import type { GraphDocument } from '../../graph'
import { describe, type Op } from '../../ops'
import type { TensorKind, TensorView, TraceEvent } from '../../runtime/protocol'
import { latexNumber } from '../format'
import type { RecordedPlace } from '../state/recordedPlace'
import { latexDelta, latexPort, toned, toneOf, type Bindings, type Filling, type PortAt } from '../math'
import { latexMatrix, latexShape, onlyNumber, sizeOf } from './numbers'

/** The part of a run that an explanation reads; RunStore is one. */
export interface RunReader {
  summary(): {
    readonly trace: readonly TraceEvent[]
    readonly cursor: number
    /** Of a recorded step; absent or null for the graph as it is now. */
    readonly recorded?: Pick<RecordedPlace, 'step' | 'rate' | 'optimizer' | 'plain'> | null
  }
  tensor(kind: TensorKind, key: string): TensorView | undefined
  /** Of a recorded step: a parameter after its update. */
  after?(key: string): TensorView | undefined
}

export interface Placeholder {
  readonly kind: 'values' | 'deltas'
  readonly at: PortAt
  readonly view: TensorView | undefined
}

/** Everything that the formulas of one node can mention. */
export interface NodeSymbols {
  readonly tensors: ReadonlyMap<string, Placeholder>
  readonly attrs: Readonly<Record<string, unknown>>
  /** The op's formulas as they stand for this node's attributes and shapes. */
  readonly words: ReturnType<typeof describe>
}

export function nodeSymbols(document: GraphDocument, op: Op, node: string, run: RunReader): NodeSymbols {
  const tensors = new Map<string, Placeholder>()
  const add = (name: string, kind: 'values' | 'deltas', at: PortAt) =>
    tensors.set(name, { kind, at, view: run.tensor(kind, `${at.node}.${at.port}`) })
  for (const port of Object.keys(op.inputs)) add(port, 'values', { node, port })
  for (const edge of Object.values(document.edges)) if (edge.to.node === node) add(edge.to.port, 'values', edge.from)
  for (const port of Object.keys(op.outputs)) {
    add(port, 'values', { node, port })
    add(`d${port}`, 'deltas', { node, port })
  }
  const parsed = op.attrs.safeParse(document.nodes[node]?.attrs ?? {})
  const attrs = parsed.success ? parsed.data : {}
  const shapes = Object.fromEntries([...tensors].map(([name, { view }]) => [name, view?.shape]))
  return { tensors, attrs, words: describe(op, attrs, shapes) }
}

export type Writing = 'names' | 'numbers' | 'shapes' | { readonly element: number }

/**
 * @param writing `names` symbols · `numbers` small tensors written out, large ones by name · `shapes` names with
 * their shapes below · an element: that flat index of each tensor (they all have one shape)
 */
export function bind(
  symbols: NodeSymbols,
  document: GraphDocument,
  ops: ReadonlyMap<string, Op>,
  writing: Writing,
): Bindings {
  const bindings: Record<string, Filling> = {}
  for (const [name, symbol] of symbols.tensors) bindings[name] = fill(symbol, document, ops, writing)
  for (const [name, value] of Object.entries(symbols.attrs)) {
    const filling = fillAttribute(value)
    if (filling) bindings[`attrs.${name}`] = filling
  }
  return bindings
}

function fill(symbol: Placeholder, document: GraphDocument, ops: ReadonlyMap<string, Op>, writing: Writing): Filling {
  const { kind, at, view } = symbol
  const tone = kind === 'deltas' ? 'delta' : toneOf(document, ops, at)
  const name = kind === 'deltas' ? latexDelta(document, ops, at) : latexPort(document, ops, at)
  const named: Filling = { latex: name, tone: kind === 'deltas' ? 'plain' : tone, form: 'name' }
  if (!view || writing === 'names') return named
  if (writing === 'shapes')
    return { ...named, latex: `\\underbrace{${toned(named.tone, name)}}_{${latexShape(view.shape)}}`, tone: 'plain' }
  if (writing !== 'numbers')
    return { latex: latexNumber(view.head[Math.min(writing.element, view.head.length - 1)]!), tone, form: 'number' }
  const one = onlyNumber(view)
  if (one !== null) return { latex: latexNumber(one), tone, form: 'number' }
  return sizeOf(view) === 'small' ? { latex: latexMatrix(view), tone, form: 'matrix' } : named
}

function fillAttribute(value: unknown): Filling | null {
  if (typeof value === 'number') return { latex: latexNumber(value), tone: 'plain', form: 'number' }
  if (typeof value === 'string')
    return { latex: `\\mathrm{${value.replace(/[^A-Za-z0-9 ]/g, '\\_')}}`, tone: 'plain', form: 'name' }
  if (Array.isArray(value)) return { latex: `(${value.join(', ')})`, tone: 'plain', form: 'name' }
  return null
}
