/**
 * @file The part of an image that one cell of a later layer can see, walked back through the graph layer by layer.
 * A window of kernel k, stride s, padding p and dilation d over [first, end) of its output covers
 * [first·s − p, (end − 1)·s − p + d·(k − 1) + 1) of its input (Dumoulin and Visin 2016, "A guide to convolution arithmetic").
 * `receptive.ts` tells the field of one element cell by cell, for any op; a search through a data set asks for thousands of
 * fields, and needs to know what lies in the padding, so here a field is a rectangle.
 */
import type { CheckedNode, CheckResult } from '../check'
import { portKey } from '../graph'

/** In pixels, end exclusive. What sticks out of the image lies in its padding. */
export interface Box {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

type Checked = Pick<CheckResult, 'order' | 'shapes'>

/** Ops that take each number of x where it stands. */
const IN_PLACE = new Set(['batch_norm', 'dropout', 'concat'])

/**
 * @param image the input node.
 * @returns null when a cell can see everything, or what lies between cannot be followed window by window.
 */
export function fieldOf(checked: Checked, image: string, node: string, row: number, column: number): Box | null {
  const boxes = new Map<string, Box>([[node, { top: row, left: column, bottom: row + 1, right: column + 1 }]])
  const fromImage = dependents(checked, image)
  for (const at of [...checked.order].reverse()) {
    const box = boxes.get(at.id)
    if (!box) continue
    for (const [port, wire] of Object.entries(at.wires)) {
      if (!fromImage.has(wire.node)) continue
      const seen = before(checked, at, port, portKey(wire.node, wire.port), box)
      if (!seen) return null
      const known = boxes.get(wire.node)
      boxes.set(wire.node, known ? hull(known, seen) : seen)
    }
  }
  return boxes.get(image) ?? null
}

/** The nodes that depend on one, itself included. */
export function dependents({ order }: Pick<CheckResult, 'order'>, source: string): Set<string> {
  const found = new Set([source])
  for (const node of order) if (Object.values(node.wires).some((wire) => found.has(wire.node))) found.add(node.id)
  return found
}

/** The nodes that these depend on, with themselves, in order. */
export function neededBy(order: readonly CheckedNode[], targets: readonly string[]): CheckedNode[] {
  const needed = new Set(targets)
  const nodes: CheckedNode[] = []
  for (const node of [...order].reverse()) {
    if (!needed.has(node.id)) continue
    nodes.push(node)
    for (const wire of Object.values(node.wires)) needed.add(wire.node)
  }
  return nodes.reverse()
}

function before({ shapes }: Checked, node: CheckedNode, port: string, from: string, box: Box): Box | null {
  const [x, y] = [shapes[from], shapes[portKey(node.id, Object.keys(node.op.outputs)[0]!)]]
  if (x?.length !== 4 || y?.length !== 4) return null
  const window = port === 'x' ? windowOf(shapes, node) : null
  if (window) return covered(box, window)
  const inPlace = node.op.category === 'activation' || node.op.category === 'arithmetic' || IN_PLACE.has(node.op.id)
  return inPlace && x[2] === y[2] && x[3] === y[3] && !mixes(node) ? box : null
}

/** A softmax along rows or columns joins what stands apart. */
const mixes = (node: CheckedNode) => node.op.id.includes('softmax') && node.attrs.dim !== 1

interface Window {
  readonly kernel: readonly number[]
  readonly stride: readonly number[]
  readonly padding: readonly number[]
  readonly dilation: readonly number[]
}

function windowOf(shapes: Checked['shapes'], node: CheckedNode): Window | null {
  const { stride, padding, dilation, kernel_size } = node.attrs as Partial<Record<string, readonly number[]>>
  const one = [1, 1]
  if (node.op.id === 'max_pool2d' || node.op.id === 'avg_pool2d')
    return {
      kernel: kernel_size!,
      stride: stride ?? kernel_size!,
      padding: padding!,
      dilation: dilation ?? one,
    }
  if (node.op.id !== 'conv2d') return null
  const wire = node.wires.weight
  const weight = shapes[wire ? portKey(wire.node, wire.port) : portKey(node.id, 'weight')]
  if (typeof weight?.[2] !== 'number' || typeof weight[3] !== 'number') return null
  return { kernel: [weight[2], weight[3]], stride: stride!, padding: padding!, dilation: dilation! }
}

function covered({ top, left, bottom, right }: Box, { kernel, stride, padding, dilation }: Window): Box {
  const first = (at: number, axis: number) => at * stride[axis]! - padding[axis]!
  const end = (at: number, axis: number) => first(at - 1, axis) + dilation[axis]! * (kernel[axis]! - 1) + 1
  return { top: first(top, 0), left: first(left, 1), bottom: end(bottom, 0), right: end(right, 1) }
}

const hull = (a: Box, b: Box): Box => ({
  top: Math.min(a.top, b.top),
  left: Math.min(a.left, b.left),
  bottom: Math.max(a.bottom, b.bottom),
  right: Math.max(a.right, b.right),
})
