/** @file Names of places in the sentences of blame. */
import { nameOf, type CheckedNode } from '../check'
import type { GraphDocument } from '../graph'
import { numberText, type Tensor } from '../tensor'
import { largestOf } from './blameNumbers'
import type { OtherInput } from './blameLocal'
import type { Draft } from './blameScore'
import type { BlameTarget } from './blameTypes'
import type { BlameScene, Step } from './blameWalk'

/** "ŷ₁ (relu)"; the op alone where the name says nothing else. */
export function called(document: GraphDocument, { id, op }: Pick<CheckedNode, 'id' | 'op'>): string {
  const name = nameOf(document, id)
  return name === op.id ? name : `${name} (${op.id})`
}

/** Who gets what the step sends back: "z₁", or "its own weight". */
export function receiver(document: GraphDocument, { node, port }: Pick<Step, 'node' | 'port'>): string {
  const wire = node.wires[port]
  return wire ? nameOf(document, wire.node) : `its own ${port}`
}

/** "w", or "its own weight". */
export function otherName(document: GraphDocument, { port, wire }: OtherInput): string {
  return wire ? nameOf(document, wire.node) : `its own ${port}`
}

/**
 * The numbers that the error is multiplied with, as far as another input is one: its largest number. Inputs that the
 * rule does not name (a bias) count only where it names none.
 */
export function sizeOfOthers(document: GraphDocument, { node, port }: Step, others: readonly OtherInput[]): string {
  const rule = node.op.derivative[port]?.formula ?? ''
  const named = others.filter((other) => rule.includes(`{${other.port}}`))
  const [largest] = (named.length ? named : others)
    .map((other) => ({ other, size: largestOf(other.value) }))
    .sort((a, b) => b.size - a.size)
  return largest ? `the largest number of ${otherName(document, largest.other)} is ${numberText(largest.size)}` : ''
}

/** "4,000 times smaller", "2.5 times larger", "as large". */
export function compared(factor: number): string {
  if (factor >= 0.95 && factor <= 1.05) return 'about as large as'
  return factor < 1 ? `${numberText(1 / factor)} times smaller than` : `${numberText(factor)} times larger than`
}

/** "nothing passes back", "the error leaves it 1,200 times smaller". */
export function passes({ gain }: Pick<Step, 'gain'>): string {
  return gain > 0 ? `the error leaves it ${numberText(1 / gain)} times smaller` : 'nothing passes back'
}

/** Of a place that is almost flat. @param where "6 of 8 elements"; empty for all together. */
export function flatWords({ document }: BlameScene, step: Step, where: string): Pick<Draft, 'message' | 'hint'> {
  const input = step.record.inputs[step.port] as Tensor
  const to = receiver(document, step)
  const single = input.data.length === 1
  const at = single
    ? `${to} is ${numberText(input.data[0]!)}`
    : `${to} lies as far out as ${numberText(largestOf(input))}`
  return {
    message: `${called(document, step.node)} is saturated: it is almost flat where ${at}${where && !single ? `, at ${where}` : ''}, so ${passes(step)}.`,
    hint: `Bring ${to} nearer to 0: smaller weights before it, scaled inputs, a normalization, or another activation.`,
  }
}

/** "the gradient on z₁ → ŷ₁", "the gradient of weight of z₁", "δ of z₁". */
export function nameOfTarget(document: GraphDocument, target: BlameTarget): string {
  if (target.kind === 'edge') {
    const edge = document.edges[target.id]
    return edge
      ? `the gradient on ${nameOf(document, edge.from.node)} → ${nameOf(document, edge.to.node)}`
      : `the edge ${target.id}`
  }
  const at = target.key.indexOf('.')
  const [node, port] = [target.key.slice(0, at), target.key.slice(at + 1)]
  const name = nameOf(document, node)
  if (target.kind === 'port') return port === 'y' ? `δ of ${name}` : `δ of ${name}.${port}`
  return document.nodes[node]?.op === 'parameter' ? `the gradient of ${name}` : `the gradient of ${port} of ${name}`
}
