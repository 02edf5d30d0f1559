/**
 * @file The contract of an op: everything that is known about one operation, side by side.
 * `defineOp` checks the record's types (leaving out the backward rule of an input does not
 * compile; `null` says "no gradient flows here" aloud) and erases them to `Op`, which is what
 * check, engine, editor and exporters read.
 */
import type { z } from 'zod'
import type { Dim, Kernels, Ref, SymbolicShape, Tensor } from '../tensor'

export type OpCategory =
  'source' | 'linear' | 'convolution' | 'shape' | 'arithmetic' | 'reduction' | 'activation' | 'loss'

export type Attrs = Record<string, unknown>
export type ShapesByPort = Record<string, SymbolicShape>

export type InitScheme = 'kaiming_uniform' | 'xavier_uniform' | 'normal' | 'zeros' | 'ones'

/** What an input port takes. */
export interface InputSpec<A = any> {
  /** One sentence: what this port means. */
  readonly doc: string
  /** Which dtypes may be wired here; 'float' by default. */
  readonly dtype?: 'float' | 'integer' | 'any'
  /** May stay unwired. */
  readonly optional?: true
  /** Present only with some attributes (`bias` of affine). */
  readonly enabled?: (attrs: A) => boolean
  /** A trainable port: unwired, it owns an implicit parameter of this shape. */
  readonly parameter?: {
    /** @throws ShapeProblem when an attribute that sizes it is missing. */
    readonly shape: (shapes: ShapesByPort, attrs: A) => SymbolicShape
    /** How many inputs feed one output: the bound of uniform initialisation is 1/√fanIn. */
    readonly fanIn: (shapes: ShapesByPort, attrs: A) => Dim
  }
}

export interface OutputSpec {
  readonly doc: string
}

/** How the Explain tab writes one backward rule. Placeholders: `{x}` values, `{dy}` deltas, `{attrs.name}`. */
export interface Derivative {
  /** LaTeX of the edge delta, e.g. `{dy} \cdot {y}(1 - {y})`. */
  readonly formula: string
  /** LaTeX of the local derivative alone, where it is one factor: `{y}(1 - {y})`. */
  readonly local?: string
  /** One plain sentence: what happens to the error on its way to this input. */
  readonly words: string
}

/** What a formula may look like for given attributes and shapes; what is absent stays as the op says in general. */
export interface Description {
  readonly formula?: Readonly<Record<string, string>>
  readonly derivative?: Readonly<Record<string, Derivative>>
}

/** What is wrong with the numbers at one port, in the manner of `ShapeProblem`. */
export interface ValueProblem {
  readonly port: string
  readonly message: string
  readonly hint: string
}

export interface OpExample {
  readonly attrs?: Attrs
  readonly inputs: Readonly<Record<string, Tensor>>
  readonly outputs: Readonly<Record<string, Tensor>>
}

type Inputs = Readonly<Record<string, InputSpec>>
type Outputs = Readonly<Record<string, OutputSpec>>
type Port<I extends Inputs, P extends keyof I> = I[P] extends { optional: true } | { enabled: unknown }
  ? Ref | undefined
  : Ref
type Refs<I extends Inputs> = { readonly [P in keyof I]: Port<I, P> }

/** What a backward rule reads: values of inputs and outputs by port name, `d`+name for the δ of an output. */
export type BackwardContext<I extends Inputs, O extends Outputs, A> = {
  readonly k: Kernels
  readonly attrs: A
} & Refs<I> & {
    readonly [P in keyof O]: Ref
  } & { readonly [P in keyof O & string as `d${P}`]: Ref } & { readonly saved: Readonly<Record<string, Ref>> }

type BackwardRule<I extends Inputs, O extends Outputs, A> = (context: BackwardContext<I, O, A>) => Ref

export interface OpSpec<I extends Inputs, O extends Outputs, S extends z.ZodObject> {
  readonly id: string
  readonly category: OpCategory
  readonly title: string
  /** Two to five characters for the palette's chip: `σ`, `Wx+b`. */
  readonly symbol: string
  /** The letter a new node is named with: `z` gives z₁, z₂ … */
  readonly letter: string
  /** A plain-words description, a student's words first. */
  readonly summary: string
  readonly inputs: I
  readonly outputs: O
  readonly attrs: S
  /** Output shapes from input shapes. @throws ShapeProblem in words. */
  readonly shape: (
    shapes: {
      readonly [P in keyof I]: I[P] extends { optional: true } | { enabled: unknown }
        ? SymbolicShape | undefined
        : SymbolicShape
    },
    attrs: z.output<S>,
  ) => { readonly [P in keyof O]: SymbolicShape }
  /** `saved` hands what backward needs beyond inputs and outputs (the winners of a max pool). */
  readonly forward: (
    k: Kernels,
    inputs: Refs<I>,
    attrs: z.output<S>,
  ) => { readonly [P in keyof O]: Ref } & { readonly saved?: Readonly<Record<string, Ref>> }
  /** The VJP of each input. `null`: no gradient flows here. */
  readonly backward: { readonly [P in keyof I]: BackwardRule<I, O, z.output<S>> | null }
  /** LaTeX by output port. */
  readonly formula: { readonly [P in keyof O]: string }
  readonly derivative: { readonly [P in keyof I]?: Derivative }
  /**
   * Formulas for one node: with its reduction, without the bias that it has not got, with the real n. `shapes` holds
   * the ports that are there, as far as known. Read through `describe` in `ops/describe.ts`.
   */
  readonly describe?: (attrs: z.output<S>, shapes: Readonly<Record<string, SymbolicShape | undefined>>) => Description
  /** Refuses inputs that no shape can tell to be wrong (a class index that does not exist), before forward runs. */
  readonly checkValues?: (inputs: { readonly [P in keyof I]?: Tensor }, attrs: z.output<S>) => ValueProblem | null
  /**
   * Scalar edges between an input and the output (the cost model counts one multiplication for each).
   * Absent: one for each output element.
   */
  readonly multiplications?: {
    readonly [P in keyof I]?: (shapes: Readonly<Record<string, readonly number[]>>, attrs: z.output<S>) => number
  }
  /** Losses that judge classes: how `input` is compared with `target` to count right answers. */
  readonly judges?: 'argmax' | 'logit' | 'probability'
  readonly examples: readonly OpExample[]
  /** The same op elsewhere; `{port}` and `{attrs.name}` stand for its arguments. */
  readonly spelling: { readonly torch: string; readonly onnx: string | null }
}

/** An op with its port types erased: what everything outside `ops/` works with. */
export interface Op {
  readonly id: string
  readonly category: OpCategory
  readonly title: string
  readonly symbol: string
  readonly letter: string
  readonly summary: string
  readonly inputs: Readonly<Record<string, InputSpec>>
  readonly outputs: Readonly<Record<string, OutputSpec>>
  readonly attrs: z.ZodObject
  readonly shape: (shapes: Readonly<Record<string, SymbolicShape | undefined>>, attrs: Attrs) => ShapesByPort
  readonly forward: (
    k: Kernels,
    inputs: Readonly<Record<string, Ref | undefined>>,
    attrs: Attrs,
  ) => Readonly<Record<string, Ref>> & { readonly saved?: Readonly<Record<string, Ref>> }
  readonly backward: Readonly<Record<string, ((context: any) => Ref) | null>>
  readonly formula: Readonly<Record<string, string>>
  readonly derivative: Readonly<Record<string, Derivative | undefined>>
  readonly describe?: (attrs: Attrs, shapes: Readonly<Record<string, SymbolicShape | undefined>>) => Description
  readonly checkValues?: (inputs: Readonly<Record<string, Tensor | undefined>>, attrs: Attrs) => ValueProblem | null
  readonly multiplications?: Readonly<
    Record<string, ((shapes: Readonly<Record<string, readonly number[]>>, attrs: Attrs) => number) | undefined>
  >
  /** Losses that judge classes: how `input` is compared with `target` to count right answers. */
  readonly judges?: 'argmax' | 'logit' | 'probability'
  readonly examples: readonly OpExample[]
  readonly spelling: { readonly torch: string; readonly onnx: string | null }
}

export function defineOp<const I extends Inputs, const O extends Outputs, S extends z.ZodObject>(
  spec: OpSpec<I, O, S>,
): Op {
  return spec as unknown as Op
}

/** Ops that the engine feeds instead of computing. */
export const SOURCE_OPS: ReadonlySet<string> = new Set(['input', 'parameter', 'constant'])

/**
 * A shape rule's refusal. In `message` and `hint`, `{node}` becomes the node's name and `{from:x}` the
 * name of the node wired to port x; shapes are already written out by the rule.
 */
export class ShapeProblem extends Error {
  constructor(
    readonly port: string | null,
    message: string,
    readonly hint: string,
    readonly code: string = 'shape',
  ) {
    super(message)
    this.name = 'ShapeProblem'
  }
}
