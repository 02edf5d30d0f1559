/** @file All that a run of training is made of, so that it can be stopped here and taken up elsewhere. */
import type { Tensor } from '../tensor'
import type { Memory } from './optimizer'
import { TrainingProblem } from './problem'

/** Plain data, fit for a message between threads. Taken up again, a run goes on with the same bits. */
export interface Checkpoint {
  /** t: updates done. */
  readonly step: number
  /** θ by "node.port". */
  readonly parameters: Readonly<Record<string, Tensor>>
  /** The nodes' own state (running statistics); absent: as the document has it. */
  readonly buffers?: Readonly<Record<string, Tensor>>
  /** What the optimizer remembers of each parameter. */
  readonly memory: Readonly<Record<string, Memory>>
}

export function copyMemory(memory: Memory): Memory {
  return Object.fromEntries(Object.entries(memory).map(([name, data]) => [name, data.slice()]))
}

/** @throws TrainingProblem when the checkpoint is not one of this graph with these settings. */
export function requireFit(
  { parameters, memory }: Checkpoint,
  own: ReadonlyMap<string, Tensor>,
  ownMemory: ReadonlyMap<string, Memory>,
): void {
  const fits = [...own].every(([key, tensor]) => {
    const names = Object.entries(ownMemory.get(key)!)
    return (
      parameters[key]?.data.length === tensor.data.length &&
      names.every(([name, data]) => memory[key]?.[name]?.length === data.length)
    )
  })
  if (fits && Object.keys(parameters).length === own.size) return
  throw new TrainingProblem(
    'checkpoint',
    'The training that was to go on belongs to another graph or other settings.',
    'Start training again.',
  )
}
