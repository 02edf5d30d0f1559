/** @file The update rule of a run: optimizer, schedule and clipping, read from the settings. */
import type { TrainingSettings } from '../graph'
import type { TensorData } from '../tensor'
import type { z } from 'zod'
import { clipGradients } from './clip'
import { optimizers, type Memory } from './optimizer'
import { TrainingProblem } from './problem'
import { schedules } from './schedule'

/** One parameter at one step: θ and its memory are changed in place. */
export interface RuleItem {
  readonly parameter: TensorData
  readonly gradient: TensorData
  readonly memory: Memory
}

export interface UpdateRule {
  /** Memory of one parameter before the first step; `zeros` makes an array of its length and dtype. */
  readonly remember: (zeros: () => TensorData) => Memory
  /** η at update `step`, counted from 0. */
  readonly rate: (step: number) => number
  /** Whether a step is θ −= η·g and nothing else, which the module does by itself. */
  readonly isPlainDescent: boolean
  /** Clips all gradients together, then moves every parameter. `step` counts from 0. */
  readonly apply: (items: readonly RuleItem[], step: number) => void
}

/** @throws TrainingProblem when a kind is unknown or a hyper-parameter is refused. */
export function makeRule({ optimizer, schedule, clip, steps }: TrainingSettings): UpdateRule {
  const { kind, ...given } = optimizer
  const method = find(optimizers, 'optimizer', kind)
  const hyper = parse(method, 'optimizer', given)
  const base = { lr: hyper.lr as number, steps }
  let rate = (_step: number) => base.lr
  if (schedule) {
    const { kind: plan, ...settings } = schedule
    const found = find(schedules, 'schedule', plan)
    const chosen = parse(found, 'schedule', settings)
    rate = (step) => found.rate(chosen, base, step)
  }
  return {
    remember: (zeros) => method.remember(hyper, zeros),
    rate,
    isPlainDescent: kind === 'sgd' && !clip && !hyper.momentum && !hyper.weight_decay,
    apply(items, step) {
      const gradients = items.map((item) => item.gradient)
      const clipped = clip ? clipGradients(gradients, clip).gradients : gradients
      const lr = rate(step)
      items.forEach(({ parameter, memory }, i) =>
        method.update(hyper, { parameter, gradient: clipped[i]!, memory, lr, t: step + 1 }),
      )
    },
  }
}

function find<T>(choices: ReadonlyMap<string, T>, what: 'optimizer' | 'schedule', kind: string): T {
  const found = choices.get(kind)
  if (found) return found
  throw new TrainingProblem(
    what,
    `There is no ${what} "${kind}".`,
    `Set the kind of training.${what} to one of: ${[...choices.keys()].join(', ')}.`,
  )
}

function parse(
  { title, hyper }: { readonly title: string; readonly hyper: z.ZodObject },
  what: 'optimizer' | 'schedule',
  given: Record<string, unknown>,
): Record<string, unknown> {
  const parsed = hyper.safeParse(given)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]!
  const [name] = issue.code === 'unrecognized_keys' ? issue.keys : issue.path
  const known = Object.keys(hyper.shape)
  throw new TrainingProblem(
    what,
    issue.code === 'unrecognized_keys'
      ? `${title} has no setting "${String(name)}".`
      : `${title}: ${issue.path.join('.')} is not right: ${issue.message}.`,
    issue.code === 'unrecognized_keys'
      ? `It has ${known.join(', ')}.`
      : `Change ${String(name)} in training.${what}, or in the Training tab.`,
  )
}
