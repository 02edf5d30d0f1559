/**
 * @file Threads that share memory: a step has no messages, and no copies but the numbers themselves. They wait for each
 * other with Atomics.
 */
import type { Tensor, TensorData } from '../tensor'
import { rowsOf, type LinkOptions, type ShardLink, type Work } from './links'
import { TrainingProblem } from './problem'
import {
  Allotment,
  CONTROL_BYTES,
  lodged,
  lossOf,
  QUIT,
  STATUS,
  WORD,
  words,
  type Lodging,
  type ShardResult,
  type ShardSetup,
} from './shards'

/** Longer than any step may take, in seconds: a thread that has not answered by then is gone. */
const PATIENCE = 120

export function sharedLinks({ document, dtype, threads, values, isSplit, most, parameters }: LinkOptions): ShardLink[] {
  const space = new Allotment()
  const shared: Lodging[] = []
  for (const [key, { dtype: type, shape }] of values)
    if (!isSplit(key)) shared.push(space.lodge(key, type, shape, false))
  const plans = threads.map(() => ({
    control: space.take(CONTROL_BYTES),
    inputs: [...values]
      .filter(([key]) => isSplit(key))
      .map(([key, { dtype: type, shape }]) => space.lodge(key, type, [most, ...shape.slice(1)], true)),
    gradients: parameters.map((key) => space.lodge(key, dtype, values.get(key)!.shape, false)),
  }))
  const memory = new SharedArrayBuffer(space.bytes)
  // What all read alike is written once.
  const sent = new Map<string, Tensor>()
  return plans.map(({ control, inputs, gradients }, i) => {
    const setup = { document, dtype, memory, control, inputs: [...shared, ...inputs], gradients }
    threads[i]!.post(setup)
    return new SharedLink(setup, sent)
  })
}

class SharedLink implements ShardLink {
  constructor(
    private readonly setup: ShardSetup,
    private readonly sent: Map<string, Tensor>,
  ) {}

  begin({ turn, values, first, count }: Work): void {
    const { setup, sent } = this
    const control = words(setup)
    control[WORD.rows] = count
    for (const input of setup.inputs) {
      const tensor = values.get(input.key)!
      if (input.split) lodged(setup.memory, input, count).data.set(rowsOf(tensor, first, count).data)
      else if (sent.get(input.key) !== tensor) {
        lodged(setup.memory, input, 0).data.set(tensor.data)
        sent.set(input.key, tensor)
      }
    }
    Atomics.store(control, WORD.go, turn)
    Atomics.notify(control, WORD.go)
  }

  result(turn: number): ShardResult {
    const { setup } = this
    const control = words(setup)
    let patience = PATIENCE
    while (Atomics.load(control, WORD.done) !== turn)
      if (Atomics.wait(control, WORD.done, turn - 1, 1000) === 'timed-out' && --patience === 0)
        throw new TrainingProblem('threads', 'A thread did not answer for two minutes.', 'Train with one thread.')
    const gradients = setup.gradients.map((part): [string, TensorData] => [
      part.key,
      lodged(setup.memory, part, 0).data,
    ])
    const total = control[WORD.total]!
    return {
      turn,
      refused: control[WORD.status] === STATUS.refused,
      loss: lossOf(setup)[0]!,
      score: total < 0 ? null : { right: control[WORD.right]!, total },
      gradients: new Map(gradients),
    }
  }

  close(): void {
    const control = words(this.setup)
    Atomics.store(control, WORD.go, QUIT)
    Atomics.notify(control, WORD.go)
  }
}
