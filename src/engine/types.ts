/** @file What one pass leaves behind: values, deltas, and the trace that tells how. */
import type { Tensor } from '../tensor'

/**
 * One event of the trace, in the order in which it happened.
 * - `value`: forward; an output port got its value.
 * - `accumulate`: backward; δ of an output port is complete: the sum of `terms` (edge deltas), or the seed 1.
 * - `edge-delta`: backward; one input edge got its VJP, from the cached δ in `reads`.
 * - `parameter-gradient`: backward; ∂L/∂ of a trainable port (`node.port`), or of a `parameter` node.
 */
export interface TraceEvent {
  readonly index: number
  readonly phase: 'forward' | 'backward'
  readonly kind: 'value' | 'accumulate' | 'edge-delta' | 'parameter-gradient'
  /** The node at work. For edge-delta: the consumer, whose rule is applied. */
  readonly node: string
  /** Output port for value and accumulate; input port for edge-delta and parameter-gradient. */
  readonly port: string
  /** edge-delta only. */
  readonly edge?: string
  /** accumulate only: the edges whose deltas were added; empty for the seed. */
  readonly terms?: readonly string[]
  /** Keys "node.port" of the cached deltas that this event read. */
  readonly fromCache: readonly string[]
  /** Keys of the forward values that this event read. */
  readonly reads: readonly string[]
  /** LaTeX with placeholders, from the op. */
  readonly formula: string
  /** Multiplications by the cost model. */
  readonly cost: number
}

export interface RunError {
  readonly code: string
  readonly message: string
  readonly hint?: string
  readonly node?: string
  readonly port?: string
}

export interface Run {
  /** Every output port and every implicit parameter or buffer port: "node.port" → value. */
  readonly values: ReadonlyMap<string, Tensor>
  /** Buffers after this pass, where it changes them: "node.port" → value. Looking keeps the old ones in the document. */
  readonly stateAfter: ReadonlyMap<string, Tensor>
  /** δ of every output port that reaches the objective. */
  readonly deltas: ReadonlyMap<string, Tensor>
  /** Edge id → edge delta. */
  readonly edges: ReadonlyMap<string, Tensor>
  /** Edges that reach the objective but carry no gradient by the op's own word (`null` rules). */
  readonly blockedEdges: ReadonlySet<string>
  /** ∂L/∂ of every parameter: "w.y" for parameter nodes, "z1.weight" for implicit ones. */
  readonly gradients: ReadonlyMap<string, Tensor>
  readonly loss: number | null
  /** "node.port" of the objective. */
  readonly objective: string | null
  readonly trace: readonly TraceEvent[]
  /** Nodes that could not run, with the reason. */
  readonly errors: readonly RunError[]
  /** How much was really computed in this run, the rest being reused. */
  readonly computed: { readonly forward: number; readonly backward: number }
}
