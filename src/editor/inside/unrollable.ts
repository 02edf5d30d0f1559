/** @file Which nodes can be unrolled, and why not. Pure. */
import type { CheckedNode, CheckResult } from '../../check'
import { portKey } from '../../graph'
import type { SymbolicShape } from '../../tensor'

/** Units, and inputs, of an affine: more lines are not read. */
const MOST_UNITS = 64
/** Height and width of a kernel. */
const MOST_KERNEL = 16

export type Unrolled =
  { readonly ok: true; readonly node: CheckedNode } | { readonly ok: false; readonly reason: string }

export function unrollable(checked: CheckResult, id: string, name: string): Unrolled {
  const node = checked.order.find((candidate) => candidate.id === id)
  if (!node) return no(`${name} cannot run yet. See Problems for what is missing, then look inside.`)
  const weight = shapeAt(checked, node, 'weight')
  if (node.op.id === 'affine' && weight) {
    const [units, inputs] = weight
    if (Number(units) <= MOST_UNITS && Number(inputs) <= MOST_UNITS) return { ok: true, node }
    return no(
      `${name} has ${units} units and ${inputs} inputs; up to ${MOST_UNITS} of each can be unrolled. Its tensors are in the inspector, under Tensor.`,
    )
  }
  if (node.op.id === 'conv2d' && weight) {
    if (weight.slice(2).every((size) => Number(size) <= MOST_KERNEL)) return { ok: true, node }
    return no(
      `${name} has kernels of ${weight.slice(2).join(' × ')}; up to ${MOST_KERNEL} × ${MOST_KERNEL} can be unrolled. Its tensors are in the inspector, under Tensor.`,
    )
  }
  return no(
    `${name} is ${article(node.op.id)}, which has no neurons to unroll. affine and conv2d can be looked into; for other operations see “Local derivative as a matrix” in the inspector, under Tensor.`,
  )
}

/** The shape at an input: of the wire's source, or of the node's own parameter. */
export function shapeAt(checked: CheckResult, node: CheckedNode, port: string): SymbolicShape | undefined {
  const wire = node.wires[port]
  return checked.shapes[wire ? portKey(wire.node, wire.port) : portKey(node.id, port)]
}

const article = (op: string) => `${/^[aeiou]/.test(op) ? 'an' : 'a'} ${op}`
const no = (reason: string): Unrolled => ({ ok: false, reason })
