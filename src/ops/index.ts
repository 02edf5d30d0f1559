export { loadOps, ops } from './registry'
export { describe } from './describe'
export { opFor, opShown } from './variadic'
export { insideShapes, sourceKey, type Inside, type InsideNode, type Source } from './inside'
export { broadcasting, edgesOf, edgesOfFactor, type Factor, type Numbers, type Pattern } from './dependence'
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
  SomeShapes,
  ValueProblem,
} from './defineOp'
