/** @file What there is to look at in a network that reads images: the image, and the layers that follow from it. */
import { isConcrete, type CheckedNode, type CheckResult } from '../check'
import { portKey } from '../graph'
import type { Shape } from '../tensor'
import { dependents, fieldOf } from './lookField'

export interface LookImage {
  readonly node: string
  /** [N, channels, height, width] */
  readonly shape: Shape
}

export interface LookLayer {
  readonly node: string
  readonly port: string
  readonly op: string
  /** [N, channels, height, width], or [N, features]. */
  readonly shape: Shape
  /** Channels, or features. */
  readonly units: number
  /** Height and width of what one cell sees of the image; null: all of it. */
  readonly field: readonly [number, number] | null
}

type Checked = Pick<CheckResult, 'order' | 'shapes'>

/** The input with four axes that the most layers depend on; the first of equals. */
export function imageOf(checked: Checked): LookImage | null {
  let best: (LookImage & { readonly count: number }) | null = null
  for (const node of checked.order) {
    const shape = checked.shapes[portKey(node.id, 'y')]
    if (node.op.id !== 'input' || shape?.length !== 4 || !isConcrete(shape)) continue
    if (node.attrs.dtype === 'int64' || node.attrs.dtype === 'bool') continue
    const count = dependents(checked, node.id).size
    if (count > (best?.count ?? 1)) best = { node: node.id, shape, count }
  }
  return best && { node: best.node, shape: best.shape }
}

/** In the order of the graph; losses and what only reshapes are left out. */
export function layersOf(checked: Checked, image: LookImage): LookLayer[] {
  const after = dependents(checked, image.node)
  return checked.order.flatMap((node) => (after.has(node.id) ? layer(checked, image, node) : []))
}

function layer(checked: Checked, image: LookImage, node: CheckedNode): LookLayer[] {
  const port = Object.keys(node.op.outputs)[0]!
  const shape = checked.shapes[portKey(node.id, port)]
  if (node.op.category === 'loss' || node.op.category === 'shape' || node.op.category === 'source') return []
  if (!shape || !isConcrete(shape) || shape[0] !== image.shape[0] || (shape.length !== 4 && shape.length !== 2))
    return []
  const box = fieldOf(checked, image.node, node.id, 0, 0)
  const field = box && ([box.bottom - box.top, box.right - box.left] as const)
  return [{ node: node.id, port, op: node.op.id, shape, units: shape[1]!, field }]
}
