/** @file What ports and edges are called, in words and in mathematics. */
import type { GraphDocument, GraphEdge } from '../../graph'
import type { Op } from '../../ops'
import { latexName, nodeName } from '../format'
import { toned, type Tone } from './tones'

type Ops = ReadonlyMap<string, Op>

export interface PortAt {
  readonly node: string
  readonly port: string
}

/** "z1.weight" → { node: "z1", port: "weight" }. Ids hold no dot. */
export function splitKey(key: string): PortAt {
  const at = key.indexOf('.')
  return { node: key.slice(0, at), port: key.slice(at + 1) }
}

/** Whether a port holds something trained: a `parameter` node's output, or an unwired trainable port. */
export function isParameter(document: GraphDocument, ops: Ops, { node, port }: PortAt): boolean {
  const op = document.nodes[node]?.op
  if (op === 'parameter') return true
  return op !== undefined && Boolean(ops.get(op)?.inputs[port]?.parameter)
}

/** The letter of a parameter port in formulas: W, b, or the port's own name. */
function letter(port: string): string {
  return port === 'weight' ? 'W' : port === 'bias' ? 'b' : port
}

/** An output port goes by its node's name; with several outputs, and for a node's own ports, the port says which. */
export function plainPort(document: GraphDocument, ops: Ops, { node, port }: PortAt): string {
  const name = nodeName(document, node)
  const op = ops.get(document.nodes[node]?.op ?? '')
  if (!op) return port === 'y' ? name : `${name}.${port}`
  if (Object.hasOwn(op.outputs, port)) return Object.keys(op.outputs).length > 1 ? `${name}.${port}` : name
  return `${letter(port)} of ${name}`
}

/** The same as LaTeX, uncoloured: `z_{1}`, `W_{z_{1}}`. */
export function latexPort(document: GraphDocument, ops: Ops, { node, port }: PortAt): string {
  const name = latexName(nodeName(document, node))
  const op = ops.get(document.nodes[node]?.op ?? '')
  if (!op || !Object.hasOwn(op.outputs, port)) return `${latexName(letter(port))}_{${name}}`
  return Object.keys(op.outputs).length > 1 ? `${name}^{\\mathrm{${port.replace(/_/g, '\\_')}}}` : name
}

export function toneOf(document: GraphDocument, ops: Ops, at: PortAt): Tone {
  return isParameter(document, ops, at) ? 'parameter' : 'value'
}

/** δ with the name of its port below, in orange. */
export function latexDelta(document: GraphDocument, ops: Ops, at: PortAt): string {
  return toned('delta', `\\delta_{${latexPort(document, ops, at)}}`)
}

/** δ of one edge: `δ_{z₁ ← L}`, what the consumer sent back. */
export function latexEdgeDelta(document: GraphDocument, ops: Ops, edge: GraphEdge): string {
  const head = latexName(nodeName(document, edge.to.node))
  return toned('delta', `\\delta_{${latexPort(document, ops, edge.from)} \\leftarrow ${head}}`)
}

/** "z₁ → ŷ₁", as the value flows. */
export function plainEdge(document: GraphDocument, ops: Ops, edge: GraphEdge): string {
  return `${plainPort(document, ops, edge.from)} → ${nodeName(document, edge.to.node)}`
}
