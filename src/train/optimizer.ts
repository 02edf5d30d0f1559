/** @file The contract of an optimizer: one file each, found by name. Formulas and hyper-parameter names are PyTorch's. */
import type { z } from 'zod'
import type { TensorData } from '../tensor'

export interface OptimizerState {
  /**
   * One update of one parameter, in place.
   * @param slot which parameter: the same index gets the same memory (momentum) every time.
   */
  update(slot: number, parameter: TensorData, gradient: TensorData): void
}

export interface Optimizer {
  readonly kind: string
  readonly title: string
  /** LaTeX of the update. */
  readonly formula: string
  /** Hyper-parameters with defaults and a sentence each; unknown ones are refused. */
  readonly hyper: z.ZodObject
  readonly create: (hyper: Record<string, unknown>) => OptimizerState
}

export function defineOptimizer<S extends z.ZodObject>(spec: {
  readonly kind: string
  readonly title: string
  readonly formula: string
  readonly hyper: S
  readonly create: (hyper: z.output<S>) => OptimizerState
}): Optimizer {
  return spec as unknown as Optimizer
}

const modules = import.meta.glob<{ default: Optimizer }>('./optimizers/*.optimizer.ts', { eager: true })

export const optimizers: ReadonlyMap<string, Optimizer> = new Map(
  Object.values(modules).map((module) => [module.default.kind, module.default]),
)
