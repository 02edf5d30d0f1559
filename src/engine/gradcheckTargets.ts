/** @file What a gradient check can move: every parameter, and what one consumer reads over an edge. */
import { check, nameOf } from '../check'
import { portKey, type GraphDocument } from '../graph'
import type { Op } from '../ops'
import { typescriptKernels, type Tensor } from '../tensor'
import { Probe } from './gradcheckProbe'
import { Session } from './session'
import type { RunError } from './types'

export interface CheckTarget {
  /** "node.port" of a parameter, or the id of an edge. */
  readonly target: string
  readonly kind: 'parameter' | 'edge'
  readonly value: Tensor
  /** By backprop. */
  readonly gradient: Tensor
  /** The objective with another tensor in the place of `value`. */
  readonly objective: (tensor: Tensor) => number
}

export interface CheckTargets {
  /** What keeps the graph from being differentiated; then there are no targets. */
  readonly errors: readonly RunError[]
  /** The objective as it stands. */
  readonly loss: number
  readonly targets: readonly CheckTarget[]
}

export function targetsOf(
  document: GraphDocument,
  ops: ReadonlyMap<string, Op>,
  feeds: Readonly<Record<string, Tensor>>,
): CheckTargets {
  const session = new Session(ops)
  const run = session.run(document, feeds)
  const errors = [...run.errors, ...(run.errors.length ? [] : problems(document, ops, run))]
  if (errors.length) return { errors, loss: NaN, targets: [] }

  const { order } = check(document, ops, feeds)
  const probe = new Probe(typescriptKernels('float64'), order, (node) => session.record(node)!, run.objective!)
  const targets: CheckTarget[] = []
  for (const [key, gradient] of run.gradients)
    targets.push({
      target: key,
      kind: 'parameter',
      value: run.values.get(key)!,
      gradient,
      objective: probe.atValue(key),
    })
  for (const node of order)
    for (const [port, wire] of Object.entries(node.wires)) {
      const gradient = run.edges.get(wire.edge)
      if (!gradient) continue
      const value = run.values.get(portKey(wire.node, wire.port))!
      targets.push({ target: wire.edge, kind: 'edge', value, gradient, objective: probe.atInput(node.id, port) })
    }
  return { errors: [], loss: run.loss!, targets }
}

/** The objective as a function of how far one element is moved. */
export function objectiveAlong({ value, objective }: CheckTarget, element: number): (distance: number) => number {
  const x = value.data[element]!
  return (distance) => {
    const data = value.data.slice()
    data[element] = x + distance
    return objective({ ...value, data })
  }
}

/** Without an objective, or with one that is no number, there is nothing to compare. */
function problems(
  document: GraphDocument,
  ops: ReadonlyMap<string, Op>,
  { objective, loss }: { objective: string | null; loss: number | null },
): RunError[] {
  if (objective === null || loss === null) {
    const why = check(document, ops).diagnostics.find((d) => d.code.startsWith('objective'))
    const message = why?.message ?? 'There is nothing to differentiate.'
    return [{ code: 'objective', message, hint: why?.hint ?? 'Add a loss, or set the objective.' }]
  }
  if (Number.isFinite(loss)) return []
  const node = objective.slice(0, objective.indexOf('.'))
  return [
    {
      code: 'not-finite',
      node,
      message: `${nameOf(document, node)} is ${loss}, so no differences of it can be taken.`,
      hint: 'Look for the first value that is not finite, and change the numbers that lead to it.',
    },
  ]
}
