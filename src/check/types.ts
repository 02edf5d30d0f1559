/** @file Diagnostics: what is wrong, where, and what to do next. */
import type { Attrs, Op } from '../ops'
import type { SymbolicShape } from '../tensor'

export interface Diagnostic {
  readonly severity: 'error' | 'warning'
  readonly code: string
  readonly node?: string
  readonly port?: string
  readonly edge?: string
  readonly message: string
  readonly hint: string
}

export interface CheckedNode {
  readonly id: string
  /** With as many inputs as the node has, where the op takes any number. */
  readonly op: Op
  /** With defaults filled in. */
  readonly attrs: Attrs
  /** Input port → the edge that feeds it. */
  readonly wires: Readonly<Record<string, { readonly edge: string; readonly node: string; readonly port: string }>>
  /** Unwired trainable ports, which own a parameter. */
  readonly parameters: readonly string[]
  /** Unwired buffer ports, which hold the node's own state. */
  readonly buffers: readonly string[]
}

export interface CheckResult {
  readonly ok: boolean
  readonly diagnostics: readonly Diagnostic[]
  /** "node.port" → shape, for output ports, implicit parameters and buffers, as far as it is known. */
  readonly shapes: Readonly<Record<string, SymbolicShape>>
  /** Nodes free of errors whose ancestors are free of errors too, in topological order. */
  readonly order: readonly CheckedNode[]
  /** The scalar to differentiate, explicit or found. */
  readonly objective: { readonly node: string; readonly port: string } | null
}

export type Connection = { readonly from: { node: string; port: string }; readonly to: { node: string; port: string } }

/** May this wire be made? If not, why, and what would mend it. */
export type ConnectionVerdict =
  | { readonly ok: true; readonly replaces: readonly string[]; readonly warning?: string }
  | {
      readonly ok: false
      readonly code: 'cycle' | 'self' | 'direction' | 'dtype' | 'missing'
      readonly message: string
      readonly path?: readonly string[]
    }
