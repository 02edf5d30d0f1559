/** @file One node, and how it has to be written. */
import type { SymbolicShape } from '../../../src/tensor'

export type FormulaRow = readonly [
  op: string,
  attrs: Readonly<Record<string, unknown>>,
  shapes: Readonly<Record<string, SymbolicShape>>,
  /** By output. */
  formula: Readonly<Record<string, string>>,
  /** By input, where it is another than the op's own. */
  derivative?: Readonly<Record<string, string>>,
]
