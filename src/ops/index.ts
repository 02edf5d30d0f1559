export { ops } from './registry'
export { describe } from './describe'
export { defineOp, ShapeProblem, SOURCE_OPS } from './defineOp'
export type {
  Attrs,
  Derivative,
  Description,
  InitScheme,
  InputSpec,
  Op,
  OpCategory,
  OpExample,
  OutputSpec,
  ShapesByPort,
  ValueProblem,
} from './defineOp'
