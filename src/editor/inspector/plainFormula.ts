/** @file A node as one line of plain text: "ŷ₁ = σ(z₁)", "L = mse_loss(ŷ₃, t)", "s = a + b". */
import { opOfNode } from '../../check'
import type { GraphDocument } from '../../graph'
import type { Op } from '../../ops'
import { nodeName } from '../format'
import { plainPort } from '../math'

export function plainFormula(document: GraphDocument, ops: ReadonlyMap<string, Op>, node: string): string {
  const name = nodeName(document, node)
  const op = opOfNode(document, ops, node)
  if (!op) return name
  const wired = Object.values(document.edges).filter((edge) => edge.to.node === node)
  const order = Object.keys(op.inputs)
  const place = (port: string) => (order.includes(port) ? order.indexOf(port) : order.length)
  const args = wired
    .sort((a, b) => place(a.to.port) - place(b.to.port) || a.to.port.localeCompare(b.to.port, 'en', { numeric: true }))
    .map((edge) => plainPort(document, ops, edge.from))
  if (!args.length) return name
  const right = infix(op, args) ?? `${functionName(op)}(${args.join(', ')})`
  return `${name} = ${right}`
}

/** One sign between two arguments, as the palette writes it: `a+b` → "s = u + v". */
function infix(op: Op, args: readonly string[]): string | null {
  const sign = /^a([^\w\s])b$/u.exec(op.symbol)?.[1]
  return args.length === 2 && op.category === 'arithmetic' && sign ? `${args[0]} ${sign} ${args[1]}` : null
}

/** Activations go by their sign when it is a bare word (σ, tanh); all else by the op's id. */
function functionName(op: Op): string {
  return op.category === 'activation' && /^[\p{L}]+$/u.test(op.symbol) ? op.symbol : op.id
}
