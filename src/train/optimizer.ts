/** @file The contract of an optimizer: one file each, found by name. Formulas and hyper-parameter names are PyTorch's. */
import type { z } from 'zod'
import type { TensorData } from '../tensor'

/**
 * What an optimizer remembers of one parameter from step to step, by name (a momentum, a running mean square).
 * The trainer keeps it, so that training can be stopped, saved and taken up again with the same bits.
 */
export type Memory = Record<string, TensorData>

/** One parameter at one step. */
export interface Update {
  /** θ; changed in place. */
  readonly parameter: TensorData
  /** ∂L/∂θ, of the same length. */
  readonly gradient: TensorData
  /** Changed in place. */
  readonly memory: Memory
  /** η of this step, as the schedule gives it; without a schedule it is the hyper-parameter `lr`. */
  readonly lr: number
  /** Which update this is, counted from 1. */
  readonly t: number
}

interface Spec<Hyper> {
  readonly kind: string
  readonly title: string
  /** One sentence: what it does, and when it is a good choice. */
  readonly summary: string
  /** LaTeX of the update. */
  readonly formula: string
  /** Memory before the first step. `zeros` makes an array of the parameter's length and dtype. */
  readonly remember: (hyper: Hyper, zeros: () => TensorData) => Memory
  readonly update: (hyper: Hyper, update: Update) => void
}

export interface Optimizer extends Spec<Record<string, unknown>> {
  /** Hyper-parameters with defaults and a sentence each; unknown ones are refused. */
  readonly hyper: z.ZodObject
  /** Hyper-parameters that most people set; the others are kept out of the way. */
  readonly common: readonly string[]
}

export function defineOptimizer<S extends z.ZodObject>(
  spec: Spec<z.output<S>> & { readonly hyper: S; readonly common: readonly (keyof z.output<S> & string)[] },
): Optimizer {
  return spec as unknown as Optimizer
}

const modules = import.meta.glob<{ default: Optimizer }>('./optimizers/*.optimizer.ts', { eager: true })

export const optimizers: ReadonlyMap<string, Optimizer> = new Map(
  Object.values(modules).map((module) => [module.default.kind, module.default]),
)
