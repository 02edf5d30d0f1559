/**
 * @file How an op is written down: everything that is known about one operation, side by side.
 * `defineOp` checks the record's types (leaving out the backward rule of an input does not
 * compile; `null` says "no gradient flows here" aloud) and erases them to `Op`, which is what
 * check, engine, editor and exporters read. The fields are explained there.
 */
import type { z } from 'zod'
import type { Kernels, Ref, SymbolicShape, Tensor } from '../tensor'
import type { DependenceRule } from './dependence'
import type { Derivative, Description, InputSpec, Kept, Op, OutputSpec, SomeShapes, ValueProblem } from './op'

export { ShapeProblem } from './op'
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
  Spelling,
  ValueProblem,
  Variadic,
} from './op'

type Inputs = Readonly<Record<string, InputSpec>>
type Outputs = Readonly<Record<string, OutputSpec>>
type Absent = { optional: true } | { enabled: unknown }
type Refs<I extends Inputs> = { readonly [P in keyof I]: I[P] extends Absent ? Ref | undefined : Ref }
type Shapes<I extends Inputs> = {
  readonly [P in keyof I]: I[P] extends Absent ? SymbolicShape | undefined : SymbolicShape
}
/** Only ops with `random` have it. */
interface Hidden {
  readonly key?: Ref
}

/** What a backward rule reads: values of inputs and outputs by port name, `d`+name for the δ of an output. */
export type BackwardContext<I extends Inputs, O extends Outputs, A> = {
  readonly k: Kernels
  readonly attrs: A
} & Refs<I> & {
    readonly [P in keyof O]: Ref
  } & { readonly [P in keyof O & string as `d${P}`]: Ref } & { readonly saved: Readonly<Record<string, Ref>> }

type BackwardRule<I extends Inputs, O extends Outputs, A> = (context: BackwardContext<I, O, A>) => Ref

/** The fields of `Op` whose types do not depend on the op's own ports and attributes. */
type Untyped =
  'id' | 'category' | 'title' | 'symbol' | 'letter' | 'summary' | 'judges' | 'random' | 'examples' | 'spelling'

export interface OpSpec<I extends Inputs, O extends Outputs, S extends z.ZodObject> extends Pick<Op, Untyped> {
  readonly inputs: I
  readonly outputs: O
  readonly attrs: S
  readonly fresh?: z.input<S>
  readonly shape: (shapes: Shapes<I>, attrs: z.output<S>) => { readonly [P in keyof O]: SymbolicShape }
  readonly forward: (
    k: Kernels,
    inputs: Refs<I> & Hidden,
    attrs: z.output<S>,
  ) => { readonly [P in keyof O]: Ref } & Kept
  readonly backward: { readonly [P in keyof I]: BackwardRule<I, O, z.output<S>> | null }
  readonly formula: { readonly [P in keyof O]: string }
  readonly derivative: { readonly [P in keyof I]?: Derivative }
  readonly describe?: (attrs: z.output<S>, shapes: SomeShapes) => Description
  readonly checkValues?: (inputs: { readonly [P in keyof I]?: Tensor }, attrs: z.output<S>) => ValueProblem | null
  readonly dependence?: { readonly [P in keyof I]?: DependenceRule<z.output<S>> }
  readonly evaluation?: Partial<z.output<S>>
}

export function defineOp<const I extends Inputs, const O extends Outputs, S extends z.ZodObject>(
  spec: OpSpec<I, O, S>,
): Op {
  return spec as unknown as Op
}

/** Ops that the engine feeds instead of computing. */
export const SOURCE_OPS: ReadonlySet<string> = new Set(['input', 'parameter', 'constant'])
