/**
 * @file Composite ops: written down as a graph of simpler ops. Forward runs that graph; backward sweeps it once with
 * the ops' own rules. So a composite and its opened inside give the same numbers.
 */
import type { z } from 'zod'
import type { Kernels, Ref, SymbolicShape } from '../tensor'
import type { OpSpec } from './defineOp'
import { InsideBuilder, type Inside, type Source } from './inside'
import { insideForward, Sweep } from './insideRun'
import type { Attrs, InputSpec, Op, OutputSpec, SomeShapes } from './op'

type Inputs = Readonly<Record<string, InputSpec>>
type Outputs = Readonly<Record<string, OutputSpec>>
type Sources<I extends Inputs> = {
  readonly [P in keyof I]: I[P] extends { optional: true } | { enabled: unknown } ? Source | undefined : Source
}

export interface CompositeSpec<I extends Inputs, O extends Outputs, S extends z.ZodObject> extends Omit<
  OpSpec<I, O, S>,
  'forward' | 'backward' | 'random' | 'evaluation'
> {
  /**
   * The graph. Sizes that it is built from come from `shapes`.
   * @throws ShapeProblem while such a size is not known.
   */
  readonly inside: (
    build: InsideBuilder,
    inputs: Sources<I>,
    attrs: z.output<S>,
    shapes: Readonly<Record<keyof I, SymbolicShape>>,
  ) => { readonly [P in keyof O]: Source }
}

export function defineComposite<const I extends Inputs, const O extends Outputs, S extends z.ZodObject>(
  spec: CompositeSpec<I, O, S>,
): Op {
  const { inside: write, ...common } = spec
  const outputs = Object.keys(spec.outputs)
  const known = new WeakMap<Attrs, Map<string, Inside>>()

  const inside = (attrs: Attrs, shapes: SomeShapes): Inside => {
    let byShapes = known.get(attrs)
    if (!byShapes) known.set(attrs, (byShapes = new Map()))
    const present = Object.keys(spec.inputs).filter((port) => shapes[port])
    const key = present.map((port) => `${port} ${shapes[port]!.join()}`).join(' ')
    const found = byShapes.get(key)
    if (found) return found
    const build = new InsideBuilder()
    const sources = Object.fromEntries(present.map((port) => [port, { node: null, port }]))
    const made: Inside = {
      nodes: build.nodes,
      outputs: write(build, sources as Sources<I>, attrs as z.output<S>, shapes as Record<keyof I, SymbolicShape>),
    }
    // A training run meets few shapes (a last, smaller batch); a person who tries many sizes should not fill the memory.
    if (byShapes.size >= 16) byShapes.clear()
    byShapes.set(key, made)
    return made
  }

  /** One backward sweep for one pass and one set of δ, shared by the rules of all inputs. */
  const sweeps = new WeakMap<object, { k: Kernels; deltas: readonly Ref[]; sweep: Sweep }>()
  const sweepOf = (k: Kernels, attrs: Attrs, saved: Readonly<Record<string, Ref>>, deltas: readonly Ref[]): Sweep => {
    const last = sweeps.get(saved)
    if (last && last.k === k && last.deltas.every((delta, i) => delta === deltas[i])) return last.sweep
    const shapes = Object.fromEntries(Object.keys(spec.inputs).map((port) => [port, saved[`.${port}`]?.shape]))
    const sweep = new Sweep(
      k,
      inside(attrs, shapes),
      saved,
      Object.fromEntries(outputs.map((port, i) => [port, deltas[i]!])),
    )
    sweeps.set(saved, { k, deltas, sweep })
    return sweep
  }

  const backward = Object.fromEntries(
    Object.entries(spec.inputs).map(([port, input]) => {
      if (input.buffer || input.dtype === 'integer') return [port, null]
      const rule = ({ k, attrs, saved, ...rest }: Record<string, any>) =>
        sweepOf(
          k,
          attrs,
          saved,
          outputs.map((output) => rest[`d${output}`] as Ref),
        ).gradient(port)
      return [port, rule]
    }),
  )
  return {
    ...(common as unknown as Op),
    inside,
    forward: (k, inputs, attrs) => {
      const shapes = Object.fromEntries(Object.entries(inputs).map(([port, ref]) => [port, ref?.shape]))
      return insideForward(k, inside(attrs, shapes), inputs)
    },
    backward,
  }
}
