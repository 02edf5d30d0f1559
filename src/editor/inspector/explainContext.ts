/** @file What the explainers of each kind of event share. */
import type { GraphDocument } from '../../graph'
import type { Op } from '../../ops'
import type { TensorView, TraceEvent } from '../../runtime/protocol'
import { formatNumber, nodeName } from '../format'
import { isParameter, plainPort } from '../math'
import type { RunReader } from './bindings'
import type { Explanation, ExplanationRow } from './explanation'
import { workedElement, type FormulaParts } from './lines'
import { onlyNumber } from './numbers'

export type Ops = ReadonlyMap<string, Op>

export interface ExplainOptions {
  /** "node.port" of the objective. */
  readonly objective: string | null
  /** ∂(node output)/∂(edge value), where it is one number. */
  readonly localDerivative?: number | null
}

export interface Context {
  readonly event: TraceEvent
  readonly run: RunReader
  readonly document: GraphDocument
  readonly ops: Ops
  readonly options: ExplainOptions
  readonly op: Op | undefined
  /** The name of the port that the event is about. */
  readonly name: string
}

export type Body = Pick<Explanation, 'title' | 'sentence' | 'lines' | 'rows' | 'element'>

/** The equation's right side: what the op wrote after its own "=". */
export function rightSide(formula: string): string {
  return formula.replace(/^\s*\{[\w.]+\}\s*=\s*/, '')
}

export function worked(parts: FormulaParts): Pick<Explanation, 'element'> {
  const element = workedElement(parts)
  return element ? { element } : {}
}

export function sizeRows(view: TensorView): ExplanationRow[] {
  if (onlyNumber(view) !== null) return []
  return [
    { name: 'largest', value: formatNumber(Math.max(Math.abs(view.statistics.min), Math.abs(view.statistics.max))) },
    { name: 'shape', value: `[${view.shape.join(', ')}]` },
  ]
}

/** `{x}` in an op's sentence → the name of what is wired there; `{dy}` → "δ of y". */
export function fillWords(words: string, { event, document, ops, op }: Context): string {
  if (!op) return words
  const wire = (port: string) =>
    Object.values(document.edges).find((edge) => edge.to.node === event.node && edge.to.port === port)?.from
  return words.replace(/\{([A-Za-z_]\w*)\}/g, (whole, port: string) => {
    if (port === 'node') return nodeName(document, event.node)
    const from = wire(port)
    if (from) return plainPort(document, ops, from)
    if (Object.hasOwn(op.outputs, port) || isParameter(document, ops, { node: event.node, port }))
      return plainPort(document, ops, { node: event.node, port })
    if (port.startsWith('d') && Object.hasOwn(op.outputs, port.slice(1)))
      return `δ of ${plainPort(document, ops, { node: event.node, port: port.slice(1) })}`
    return port === 'x' || Object.hasOwn(op.inputs, port) ? port : whole
  })
}
