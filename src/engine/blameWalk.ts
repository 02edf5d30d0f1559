/** @file The ways from the objective to a target over the plan, with what each wire made of the gradient. */
import type { CheckedNode } from '../check'
import { portKey, type GraphDocument } from '../graph'
import { typescriptKernels, type Kernels, type Tensor } from '../tensor'
import { normOf } from './blameNumbers'
import type { BlameTarget } from './blameTypes'
import type { NodeRecord } from './evaluate'
import type { Plan, Wire } from './plan'
import type { Run } from './types'

export interface BlameScene {
  readonly document: GraphDocument
  readonly plan: Plan
  readonly run: Run
  /** What a node left behind when it ran forward. */
  readonly recordOf: (node: string) => NodeRecord | undefined
}

const KERNELS = { float64: typescriptKernels('float64'), float32: typescriptKernels('float32') }

/** The kernels that a node ran with: a recording of training on a data set is in float32. */
export function kernelsOf({ outputs }: NodeRecord): Kernels {
  return KERNELS[Object.values(outputs).some(({ dtype }) => dtype === 'float32') ? 'float32' : 'float64']
}

/** One VJP on the way: over a wire, or into the node's own parameter. */
export interface Step {
  readonly node: CheckedNode
  readonly port: string
  readonly edge: string | null
  readonly record: NodeRecord
  /** δ by output port, as it arrived at the node. */
  readonly deltas: Readonly<Record<string, Tensor | undefined>>
  readonly result: Tensor
  /** ‖δ‖ over all outputs, and ‖result‖. */
  readonly before: number
  readonly after: number
  /** after / before; NaN where nothing arrived. */
  readonly gain: number
  /** Which part of the target's gradient came this way, in [0, 1], by norms. */
  readonly share: number
}

/** A port at which edge deltas are added. */
export interface Meeting {
  readonly node: string
  readonly port: string
  readonly wires: readonly Wire[]
  readonly norms: readonly number[]
  readonly sum: Tensor
  readonly share: number
}

export interface Walk {
  /** From the target on. */
  readonly steps: readonly Step[]
  readonly meetings: readonly Meeting[]
  /** The way with the most gradient, from the objective to the target. */
  readonly path: readonly Step[]
}

/** The tensor that is asked about; undefined when there is none. */
export function gradientOf({ edges, gradients, deltas }: Run, target: BlameTarget): Tensor | undefined {
  if (target.kind === 'edge') return edges.get(target.id)
  return target.kind === 'parameter' ? gradients.get(target.key) : deltas.get(target.key)
}

export const splitKey = (key: string): [node: string, port: string] => {
  const at = key.indexOf('.')
  return [key.slice(0, at), key.slice(at + 1)]
}

export function walkTo(scene: BlameScene, target: BlameTarget): Walk {
  const { plan, run, document } = scene
  const steps: Step[] = []
  const meetings: Meeting[] = []
  const shares = new Map<string, number>()
  const from = new Map<string, Step[]>()

  const follow = (nodeId: string, port: string, edge: string | null, share: number) => {
    const step = stepOf(scene, nodeId, port, edge, share)
    if (!step) return undefined
    steps.push(step)
    for (const [output, part] of parts(step)) {
      const key = portKey(nodeId, output)
      shares.set(key, Math.min(1, (shares.get(key) ?? 0) + share * part))
    }
    return step
  }

  let first: Step | undefined
  if (target.kind === 'edge') {
    const edge = document.edges[target.id]
    if (edge) first = follow(edge.to.node, edge.to.port, target.id, 1)
  } else {
    const [node, port] = splitKey(target.key)
    const known = plan.byId.get(node)
    if (known && Object.hasOwn(known.op.outputs, port)) shares.set(target.key, 1)
    else first = follow(node, port, null, 1)
  }

  for (const node of plan.order)
    for (const port of Object.keys(node.op.outputs)) {
      const key = portKey(node.id, port)
      const share = shares.get(key)
      const wires = plan.returning.get(key)
      if (share === undefined || !wires) continue
      const norms = wires.map((wire) => norm(run.edges.get(wire.edge)))
      const total = norms.reduce((sum, x) => sum + x, 0)
      const sum = run.deltas.get(key)
      if (sum) meetings.push({ node: node.id, port, wires, norms, sum, share })
      const next: Step[] = []
      wires.forEach((wire, i) => {
        const step = follow(wire.node, wire.port, wire.edge, total > 0 ? (share * norms[i]!) / total : share)
        if (step) next.push(step)
      })
      from.set(key, next)
    }
  return { steps, meetings, path: mainPath(first, target, from) }
}

const norm = (tensor: Tensor | undefined) => (tensor ? normOf(tensor) : 0)

function stepOf(scene: BlameScene, id: string, port: string, edge: string | null, share: number): Step | undefined {
  const { plan, run } = scene
  const node = plan.byId.get(id)
  const record = scene.recordOf(id)
  const result = edge === null ? run.gradients.get(portKey(id, port)) : run.edges.get(edge)
  // The run may be of the document before the last change, which is not computed yet.
  if (!node?.op.backward[port] || !record || !result) return undefined
  const deltas: Record<string, Tensor | undefined> = {}
  for (const output of Object.keys(node.op.outputs)) deltas[output] = run.deltas.get(portKey(id, output))
  const before = Math.hypot(...Object.values(deltas).map(norm))
  const after = normOf(result)
  return { node, port, edge, record, deltas, result, before, after, gain: after / before, share }
}

/** How much of ‖δ‖ each output of the step's node holds. */
function parts({ deltas }: Step): [output: string, part: number][] {
  const known = Object.entries(deltas).flatMap(([output, delta]) => (delta ? [[output, normOf(delta)] as const] : []))
  const total = known.reduce((sum, [, x]) => sum + x, 0)
  return known.map(([output, x]) => [output, total > 0 ? x / total : 1])
}

function mainPath(first: Step | undefined, target: BlameTarget, from: ReadonlyMap<string, readonly Step[]>): Step[] {
  const path = first ? [first] : []
  let key = first ? strongest(first) : target.kind === 'edge' ? '' : target.key
  for (let next = from.get(key); next?.length; next = from.get(key)) {
    const step = next.reduce((best, other) =>
      other.after > best.after || (other.after === best.after && other.before > best.before) ? other : best,
    )
    path.push(step)
    key = strongest(step)
  }
  return path.reverse()
}

function strongest(step: Step): string {
  const [best] = parts(step).sort((a, b) => b[1] - a[1])
  return best ? portKey(step.node.id, best[0]) : ''
}
