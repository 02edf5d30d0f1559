/** @file What a run needs before its first step: a sound graph that fits into memory, with something to train. */
import { check, nameOf } from '../check'
import { DEFAULT_MEMORY_BUDGET, makePlan, memoryProblem, type Plan } from '../engine'
import type { GraphDocument } from '../graph'
import type { Op } from '../ops'
import { numel, shapeText, type Shape, type SymbolicShape } from '../tensor'
import type { Feeding } from './feeding'
import { TrainingProblem } from './problem'
import type { UpdateRule } from './rule'

export interface SetupOptions {
  readonly document: GraphDocument
  readonly ops: ReadonlyMap<string, Op>
  readonly feeding: Feeding
  /** Examples in a step; null: all. */
  readonly batchSize: number | null
  readonly rule: UpdateRule
  readonly bytesPerElement: number
  readonly memoryBudget?: number
}

/**
 * Checks and plans; nothing large is allocated.
 * @throws TrainingProblem when the graph has errors, no objective, or needs more memory than there is.
 */
export function preparePlan(options: SetupOptions): Plan {
  const { document, ops, feeding, batchSize } = options
  const checked = check(document, ops, feeding.shapes(batchSize))
  const wrong =
    checked.diagnostics.find((d) => d.severity === 'error') ??
    (checked.objective ? undefined : checked.diagnostics.at(-1))
  if (wrong) throw new TrainingProblem(wrong.code, wrong.message, wrong.hint, wrong.node, wrong.port, wrong.edge)
  const plan = makePlan(checked)
  requireMemory(plan, checked.shapes, options)
  return plan
}

/** A step holds its values and deltas, and beside them a copy of θ and what the optimizer remembers of it. */
function requireMemory(
  plan: Plan,
  shapes: Readonly<Record<string, SymbolicShape>>,
  { document, batchSize, rule, bytesPerElement, memoryBudget: budget = DEFAULT_MEMORY_BUDGET }: SetupOptions,
): void {
  const memories = Object.keys(rule.remember(() => new Float64Array(0))).length
  let parameters = 0
  for (const node of plan.order)
    for (const port of node.op.id === 'parameter' ? ['y'] : node.parameters) {
      const shape = shapes[`${node.id}.${port}`]
      if (shape?.every((size) => typeof size === 'number')) parameters += numel(shape as Shape)
    }
  const beside = parameters * (1 + memories) * bytesPerElement
  const problem = memoryProblem(plan, shapes, bytesPerElement, budget - beside)
  if (!problem) return
  const size = (bytes: number) =>
    bytes < 2 ** 20 ? `${Math.ceil(bytes / 2 ** 10)} KiB` : `${Math.round(bytes / 2 ** 20).toLocaleString('en')} MiB`
  const [port] = Object.keys(plan.byId.get(problem.node)!.op.outputs)
  const shape = shapes[`${problem.node}.${port}`] ?? []
  throw new TrainingProblem(
    'memory',
    `${nameOf(document, problem.node)} ${shapeText(shape)} would bring one step to ${size(problem.bytes + beside)}; the budget is ${size(budget)}.`,
    batchSize === null ? 'Set a batch size, or use smaller layers.' : 'Use a smaller batch size, or smaller layers.',
    problem.node,
  )
}
