/** @file An op's formulas as they stand for one node. */
import type { SymbolicShape } from '../tensor'
import type { Attrs, Derivative, Op } from './defineOp'

/**
 * Formula by output and derivative by input, with the op's own refinements for these attributes and shapes.
 * @param shapes by port, of the inputs that are there and the outputs, as far as known.
 */
export function describe(
  op: Op,
  attrs: Attrs,
  shapes: Readonly<Record<string, SymbolicShape | undefined>> = {},
): {
  readonly formula: Readonly<Record<string, string>>
  readonly derivative: Readonly<Record<string, Derivative | undefined>>
} {
  const refined = op.describe?.(attrs, shapes)
  return {
    formula: { ...op.formula, ...refined?.formula },
    derivative: { ...op.derivative, ...refined?.derivative },
  }
}
