/** @file A pass as the training loop sees it, whoever works it out: this file node by node, `compiled.ts` from a recording. */
import type { CheckedNode } from '../check'
import type { NodeRecord, Plan } from '../engine'
import { portKey } from '../graph'
import type { Kernels, Tensor } from '../tensor'
import { countRight } from './metrics'
import { backwardPass, forwardPass } from './pass'

/** Tensors may be views that the next pass writes over. */
export interface Pass {
  readonly loss: number
  /** Right answers, where the loss judges classes. */
  readonly score: { readonly right: number; readonly total: number } | null
  /** State of nodes after the pass, by "node.port"; these tensors stay as they are. */
  readonly state: ReadonlyMap<string, Tensor>
}

export interface TrainingPass extends Pass {
  /** ∂L/∂ of every parameter, by "node.port". */
  readonly gradients: ReadonlyMap<string, Tensor>
  /** θ ← θ − η·g, worked out where the gradients are. Before it, whatever is still wanted of the old θ has to be settled. */
  readonly descend?: (rate: number) => Descent
}

export interface Descent {
  /** By "node.port", to be passed on to the next pass, or settled. */
  readonly parameters: ReadonlyMap<string, Tensor>
  /** The largest |Δθ|. */
  readonly change: number
  /** Makes the old θ those that hold again; the new ones are gone unless they are settled. */
  readonly takeBack: () => void
}

/** Between two pieces of work; 'waiting' where nothing goes on before messages have been heard. */
export type Pause = void | 'waiting'

/** Both take sources, parameters, buffers and random keys by "node.port", and pause now and then, so that they can be left. */
export interface Passes<P = void> {
  train(values: Map<string, Tensor>): Generator<P, TrainingPass>
  /** Forward only, over nodes in the mode of evaluation. */
  evaluate(values: Map<string, Tensor>): Generator<void, Pass>
}

export interface PassOptions {
  readonly plan: Plan
  /** What the objective needs, in order. */
  readonly nodes: readonly CheckedNode[]
  /** The same nodes in the mode of evaluation. */
  readonly evaluating: readonly CheckedNode[]
}

export function plainPasses(k: Kernels, { plan, nodes, evaluating }: PassOptions): Passes {
  const ended = (values: Map<string, Tensor>, records: ReadonlyMap<string, NodeRecord>): Pass => {
    const { node, port } = plan.objective!
    return {
      loss: values.get(portKey(node, port))!.data[0]!,
      score: countRight(plan.byId.get(node)!, values),
      state: stateOf(records) as Map<string, Tensor>,
    }
  }
  return {
    *train(values) {
      const records = yield* forwardPass(k, nodes, values)
      return { ...ended(values, records), gradients: yield* backwardPass(k, plan, records) }
    },
    *evaluate(values) {
      return ended(values, yield* forwardPass(k, evaluating, values))
    },
  }
}

/** What the passes leave of the nodes' own state, by "node.port". */
export function stateOf(records: ReadonlyMap<string, NodeRecord>) {
  return new Map(
    [...records].flatMap(([id, { state = {} }]) =>
      Object.entries(state).map(([port, value]) => [portKey(id, port), value] as const),
    ),
  )
}
