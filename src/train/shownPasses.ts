/**
 * @file Passes by the evaluator, which keeps every value, δ and edge delta: the pass that a step descends by is the very one
 * that can be shown, and nothing is computed twice.
 */
import type { Run } from '../engine'
import { portKey } from '../graph'
import type { Tensor } from '../tensor'
import { countRight } from './metrics'
import type { Passes, PassOptions } from './passes'
import { TrainingProblem } from './problem'

/**
 * @param run one pass of the evaluator with these sources, parameters, buffers and random keys by "node.port".
 * @param plain judges held-out examples, of which nothing is shown.
 */
export function shownPasses(
  { plan, nodes }: PassOptions,
  plain: Passes,
  run: (values: ReadonlyMap<string, Tensor>) => Generator<void, Run>,
): Passes {
  return {
    *train(values) {
      const { loss, values: seen, stateAfter, gradients, errors } = yield* run(values)
      const { node, port } = plan.objective!
      if (loss === null || !seen.has(portKey(node, port))) {
        const needed = new Set(nodes.map(({ id }) => id))
        const error = errors.find((found) => found.node && needed.has(found.node)) ?? errors[0]
        throw new TrainingProblem(
          error?.code ?? 'failed',
          error?.message ?? 'The loss of this step could not be computed.',
          error?.hint ?? 'Check the nodes that it depends on.',
          error?.node,
          error?.port,
        )
      }
      return { loss, score: countRight(plan.byId.get(node)!, seen), state: stateAfter, gradients }
    },
    evaluate: (values) => plain.evaluate(values),
  }
}
