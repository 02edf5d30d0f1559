/** @file The contract of a learning-rate schedule: one file each, found by name. Kinds and names are PyTorch's lr_scheduler. */
import type { z } from 'zod'

/** What a schedule starts from. */
export interface ScheduleBase {
  /** The optimizer's `lr`. */
  readonly lr: number
  /** How many updates the run will make: t_max. */
  readonly steps: number
}

interface Spec<Hyper> {
  readonly kind: string
  readonly title: string
  /** One sentence: how the rate goes. */
  readonly summary: string
  /** η at update `step`, counted from 0. Depends on nothing else, so that training can be taken up anywhere. */
  readonly rate: (hyper: Hyper, base: ScheduleBase, step: number) => number
}

export interface Schedule extends Spec<Record<string, unknown>> {
  /** Settings with defaults and a sentence each; unknown ones are refused. */
  readonly hyper: z.ZodObject
  /** Settings that most people change; the others are kept out of the way. */
  readonly common: readonly string[]
}

export function defineSchedule<S extends z.ZodObject>(
  spec: Spec<z.output<S>> & { readonly hyper: S; readonly common: readonly (keyof z.output<S> & string)[] },
): Schedule {
  return spec as unknown as Schedule
}

const modules = import.meta.glob<{ default: Schedule }>('./schedules/*.schedule.ts', { eager: true })

export const schedules: ReadonlyMap<string, Schedule> = new Map(
  Object.values(modules).map((module) => [module.default.kind, module.default]),
)
