/** @file Names and numbers as an exercise writes them in plain text. */
import { opOfNode } from '../check'
import { nodeName, type GraphDocument } from '../graph'
import type { Op } from '../ops'
import { shapeText, type Tensor } from '../tensor'
import { KEPT_IN, type HiddenKind } from './exerciseItems'
import type { Run } from './types'

/** "z₁", "z₁.h1" where a node has several outputs, "W of z₁" for a parameter that a node owns. */
export function portName(
  document: GraphDocument,
  ops: ReadonlyMap<string, Op>,
  { node, port }: { readonly node: string; readonly port: string },
): string {
  const name = nodeName(document, node)
  const { outputs } = opOfNode(document, ops, node)!
  if (!Object.hasOwn(outputs, port)) return `${port === 'weight' ? 'W' : port === 'bias' ? 'b' : port} of ${name}`
  return Object.keys(outputs).length > 1 ? `${name}.${port}` : name
}

export function splitKey(key: string): { readonly node: string; readonly port: string } {
  const dot = key.indexOf('.')
  return { node: key.slice(0, dot), port: key.slice(dot + 1) }
}

/** "the value of m₁", "δ of m₁", "what comes back along m₁ → L", "the gradient of w". */
export function placeName(
  document: GraphDocument,
  ops: ReadonlyMap<string, Op>,
  { kind, key }: { readonly kind: HiddenKind; readonly key: string },
): string {
  if (kind === 'edge') {
    const { from, to } = document.edges[key]!
    return `what comes back along ${portName(document, ops, from)} → ${nodeName(document, to.node)}`
  }
  const name = portName(document, ops, splitKey(key))
  return kind === 'value' ? `the value of ${name}` : kind === 'delta' ? `δ of ${name}` : `the gradient of ${name}`
}

/** Six significant digits, with a true minus: more than any tolerance asks for, and free of rounding. */
export function numberWords(x: number): string {
  if (Number.isNaN(x)) return 'NaN'
  if (!Number.isFinite(x)) return x < 0 ? '−∞' : '∞'
  return String(Number(x.toPrecision(6))).replace(/-/g, '−')
}

const WRITTEN_OUT = 12

/** All numbers of a small tensor, the shape of a large one. */
export function tensorWords({ shape, data }: Tensor): string {
  if (data.length === 1) return numberWords(data[0]!)
  if (data.length > WRITTEN_OUT) return `a tensor of shape ${shapeText(shape)}`
  const columns = shape.at(-1)!
  const rows = Array.from({ length: data.length / columns }, (_, row) =>
    Array.from(data.subarray(row * columns, (row + 1) * columns), numberWords).join(', '),
  )
  return rows.length === 1 ? `[${rows[0]}]` : `[${rows.map((row) => `[${row}]`).join(', ')}]`
}

export function tensorAt(run: Run, { kind, key }: { readonly kind: HiddenKind; readonly key: string }) {
  return run[KEPT_IN[kind]].get(key)
}
