/** @file Ops that take any number of numbered inputs: x0, x1, … How they are written down, and which ports a node has. */
import type { z } from 'zod'
import type { Kernels, Ref, Shape, SymbolicShape } from '../tensor'
import { type Pattern } from './dependence'
import type { Derivative, InputSpec, Op, OutputSpec, Spelling } from './op'

type Outputs = Readonly<Record<string, OutputSpec>>

/** More are refused: a card with more ports could not be read. */
export const MOST_INPUTS = 64
const PREFIX = 'x'

/** What the backward rule of one numbered input reads. */
export type EachContext<O extends Outputs, A> = {
  readonly k: Kernels
  readonly attrs: A
  readonly xs: readonly Ref[]
  /** Which input the gradient is for. */
  readonly index: number
} & { readonly [P in keyof O]: Ref } & { readonly [P in keyof O & string as `d${P}`]: Ref }

export interface VariadicSpec<O extends Outputs, S extends z.ZodObject> extends Pick<
  Op,
  'id' | 'category' | 'title' | 'symbol' | 'letter' | 'summary' | 'examples'
> {
  /** Every numbered input. */
  readonly each: Pick<InputSpec, 'doc' | 'dtype'>
  /** How many must be wired. */
  readonly min: number
  /** How many a fresh node shows. */
  readonly fresh: number
  readonly outputs: O
  readonly attrs: S
  /** Inputs in their order. @throws ShapeProblem, whose port is `x` and a number. */
  readonly shape: (xs: readonly SymbolicShape[], attrs: z.output<S>) => { readonly [P in keyof O]: SymbolicShape }
  readonly forward: (k: Kernels, xs: readonly Ref[], attrs: z.output<S>) => { readonly [P in keyof O]: Ref }
  readonly backward: (context: EachContext<O, z.output<S>>) => Ref
  /** Which elements of the (first) output depend on which of input `index`. */
  readonly dependence: (index: number, xs: readonly Shape[], y: Shape, attrs: z.output<S>) => Pattern
  /** @param ports the names of the inputs, for as many placeholders. */
  readonly formula: (ports: readonly string[]) => { readonly [P in keyof O]: string }
  /** `{x}` stands for the input. */
  readonly derivative: Derivative
  readonly spelling: (ports: readonly string[]) => Spelling
}

/** The op for a fresh node; `opFor` gives it the ports that a node has. */
export function defineVariadic<const O extends Outputs, S extends z.ZodObject>(spec: VariadicSpec<O, S>): Op {
  const { each, min, fresh, formula, derivative, spelling, shape, forward, backward, dependence, ...common } = spec
  const output = Object.keys(spec.outputs)[0]!
  const pattern = (index: number, shapes: Readonly<Record<string, Shape>>, attrs: unknown) =>
    dependence(index, inOrder(shapes), shapes[output]!, attrs as z.output<S>)
  const byCount = new Map<number, Op>()
  const withCount = (count: number): Op => {
    const known = byCount.get(count)
    if (known) return known
    const ports = Array.from({ length: count }, (_, index) => `${PREFIX}${index}`)
    const forEach = <T>(make: (port: string, index: number) => T) =>
      Object.fromEntries(ports.map((port, index) => [port, make(port, index)]))
    const op: Op = {
      ...common,
      inputs: forEach(() => each),
      variadic: { prefix: PREFIX, min, max: MOST_INPUTS, withCount },
      shape: (shapes, attrs) => shape(inOrder(shapes), attrs as z.output<S>),
      forward: (k, inputs, attrs) => forward(k, inOrder(inputs), attrs as z.output<S>),
      backward: forEach((_, index) => (context: Record<string, unknown>) => {
        const xs = inOrder(context as Record<string, Ref | undefined>)
        return backward({ ...context, xs, index } as unknown as EachContext<O, z.output<S>>)
      }),
      dependence: forEach((_, index) => (shapes, attrs) => pattern(index, shapes, attrs)),
      formula: formula(ports),
      derivative: forEach((port) => naming(derivative, port)),
      spelling: spelling(ports),
    }
    byCount.set(count, op)
    return op
  }
  return withCount(fresh)
}

/** What is at x0, x1, … up to the first that is not there. */
function inOrder<T>(byPort: Readonly<Record<string, T | undefined>>): T[] {
  const found: T[] = []
  for (let index = 0; index < MOST_INPUTS; index++) {
    const item = byPort[`${PREFIX}${index}`]
    if (item === undefined) break
    found.push(item)
  }
  return found
}

function naming({ formula, local, words }: Derivative, port: string): Derivative {
  const named = (text: string) => text.replaceAll('{x}', `{${port}}`)
  return { formula: named(formula), ...(local === undefined ? {} : { local: named(local) }), words: named(words) }
}

/** The number of a port of a variadic op; −1 when it is none of them. */
function indexOf(port: string, prefix: string): number {
  const digits = port.startsWith(prefix) ? port.slice(prefix.length) : ''
  return /^(0|[1-9]\d?)$/.test(digits) && Number(digits) < MOST_INPUTS ? Number(digits) : -1
}

function wiredCount(wired: Iterable<string>, prefix: string): number {
  let count = 0
  for (const port of wired) count = Math.max(count, indexOf(port, prefix) + 1)
  return count
}

/**
 * The op with the inputs that a node of it must have: itself, unless it takes any number. Then they reach up to the
 * last one that is wired.
 * @param wired names of the input ports that have a wire.
 */
export function opFor(op: Op, wired: Iterable<string>): Op {
  if (!op.variadic) return op
  const { min, prefix, withCount } = op.variadic
  return withCount(Math.max(min, wiredCount(wired, prefix)))
}

/** The same with the inputs that are shown and may be wired: always one free port after the last that is wired. */
export function opShown(op: Op, wired: Iterable<string>): Op {
  if (!op.variadic) return op
  const { max, prefix, withCount } = op.variadic
  const fresh = Object.keys(op.inputs).length
  return withCount(Math.min(max, Math.max(fresh, wiredCount(wired, prefix) + 1)))
}
