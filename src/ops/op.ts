/** @file The contract of an op with its port types erased: what check, engine, editor and exporters read. */
import type { z } from 'zod'
import type { Dim, Kernels, Ref, SymbolicShape, Tensor } from '../tensor'
import type { DependenceRule } from './dependence'

export { ShapeProblem } from './shapeProblem'

export type OpCategory =
  | 'source'
  | 'linear'
  | 'convolution'
  | 'recurrent'
  | 'attention'
  | 'normalization'
  | 'shape'
  | 'arithmetic'
  | 'reduction'
  | 'activation'
  | 'loss'

export type Attrs = Record<string, unknown>
export type ShapesByPort = Record<string, SymbolicShape>
/** Shapes of the ports that are there; the others are absent. */
export type SomeShapes = Readonly<Record<string, SymbolicShape | undefined>>

export type InitScheme =
  'kaiming_uniform' | 'xavier_uniform' | 'normal' | 'standard_normal' | 'zeros' | 'ones' | 'gabor'

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
    /** How it starts whatever the attribute `init` says: a scheme, or the number that every element has. */
    readonly init?: InitScheme | number
  }
  /**
   * The node's own state: unwired, it is kept like a parameter but never trained. What it is after a pass is what
   * forward gives as `state`; training keeps that, looking does not.
   */
  readonly buffer?: {
    /** @throws ShapeProblem */
    readonly shape: (shapes: ShapesByPort, attrs: A) => SymbolicShape
    /** The number that every element has before the first pass. */
    readonly init: number
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

/** The same op elsewhere; `{port}` and `{attrs.name}` stand for its arguments. */
export interface Spelling {
  readonly torch: string
  readonly onnx: string | null
}

/** Beside the outputs of a forward rule. */
export interface Kept {
  /** What backward needs beyond inputs and outputs (the winners of a max pool). */
  readonly saved?: Readonly<Record<string, Ref>>
  /** By buffer port: what the state is after this pass. */
  readonly state?: Readonly<Record<string, Ref>>
}

/** Any number of numbered inputs: x0, x1, … */
export interface Variadic {
  readonly prefix: string
  /** How many must be wired at least. */
  readonly min: number
  /** At most this many. */
  readonly max: number
  /** The op with just so many inputs; the same object for the same count. Read through `opFor`. */
  readonly withCount: (count: number) => Op
}

/** Where a value comes from: an output of a node inside, or (node null) an input of the composite. */
export interface Source {
  readonly node: string | null
  readonly port: string
}

export interface InsideNode {
  /** Unique inside; becomes part of the node's name when the composite is opened. */
  readonly name: string
  readonly op: Op
  /** As a document writes them. */
  readonly given: Attrs
  /** With defaults filled in. */
  readonly attrs: Attrs
  readonly inputs: Readonly<Record<string, Source>>
  /** Constants only: their numbers, where they are not all the same. */
  readonly data?: readonly number[]
}

export interface Inside {
  /** Each after all that feed it. */
  readonly nodes: readonly InsideNode[]
  readonly outputs: Readonly<Record<string, Source>>
}

export interface Op {
  readonly id: string
  readonly category: OpCategory
  readonly title: string
  /** Two to five characters for the palette's chip: `σ`, `Wx+b`. */
  readonly symbol: string
  /** The letter a new node is named with: `z` gives z₁, z₂ … */
  readonly letter: string
  /** A plain-words description, a student's words first. */
  readonly summary: string
  /** Of a variadic op: those that a fresh node shows. */
  readonly inputs: Readonly<Record<string, InputSpec>>
  readonly outputs: Readonly<Record<string, OutputSpec>>
  readonly attrs: z.ZodObject
  /** What a new node starts with where the defaults leave a size open that no wire tells yet. */
  readonly fresh?: Attrs
  readonly variadic?: Variadic
  /** Output shapes from input shapes. @throws ShapeProblem in words. */
  readonly shape: (shapes: SomeShapes, attrs: Attrs) => ShapesByPort
  readonly forward: (
    k: Kernels,
    inputs: Readonly<Record<string, Ref | undefined>>,
    attrs: Attrs,
  ) => Readonly<Record<string, Ref>> & Kept
  /** The VJP of each input. `null`: no gradient flows here. */
  readonly backward: Readonly<Record<string, ((context: any) => Ref) | null>>
  /** LaTeX by output port. */
  readonly formula: Readonly<Record<string, string>>
  readonly derivative: Readonly<Record<string, Derivative | undefined>>
  /**
   * Formulas for one node: with its reduction, without the bias that it has not got, with the real n. `shapes` holds
   * the ports that are there, as far as known. Read through `describe` in `ops/describe.ts`.
   */
  readonly describe?: (attrs: Attrs, shapes: SomeShapes) => Description
  /** Refuses inputs that no shape can tell to be wrong (a class index that does not exist), before forward runs. */
  readonly checkValues?: (inputs: Readonly<Record<string, Tensor | undefined>>, attrs: Attrs) => ValueProblem | null
  /**
   * By input port: which elements of an output depend on which elements of the input, by structure (`dependence.ts` has
   * the words for it). Absent: element by element, as in broadcasting.
   */
  readonly dependence?: Readonly<Record<string, DependenceRule | undefined>>
  /** Losses that judge classes: how `input` is compared with `target` to count right answers. */
  readonly judges?: 'argmax' | 'logit' | 'probability' | 'sign'
  /**
   * The op draws random numbers: beside its ports, forward and backward get the hidden input `key`, an int64 tensor
   * [stream, step] for `Kernels.uniform`. The engine makes it from the document's seed, the node and the training step.
   */
  readonly random?: true
  /** Attributes that take these values while the network is judged or used, instead of trained: `{ training: false }`. */
  readonly evaluation?: Attrs
  /**
   * Composite ops: the graph of simpler ops that this one is. `shapes` are those of the inputs that are there.
   * @throws ShapeProblem while a size that it is built from is not known.
   */
  readonly inside?: (attrs: Attrs, shapes: SomeShapes) => Inside
  readonly examples: readonly OpExample[]
  readonly spelling: Spelling
}
