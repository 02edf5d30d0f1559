/** @file The other side of a shard: waits, computes the gradients of its rows, tells, waits again. */
import { check } from '../check'
import { makePlan } from '../engine'
import type { Op } from '../ops'
import { typescriptKernels, type Tensor } from '../tensor'
import { compiledPasses } from './compiled'
import { BadValues, neededFor } from './pass'
import { plainPasses, type Passes, type TrainingPass } from './passes'
import { lodged, lossOf, QUIT, STATUS, WORD, words, type ShardSetup } from './shards'

/** Blocks its thread until training ends. */
export function serveShard(setup: ShardSetup, ops: ReadonlyMap<string, Op>): void {
  const control = words(setup)
  let passes: Passes | null = null
  for (let turn = 0; ; turn++) {
    Atomics.wait(control, WORD.go, turn)
    if (Atomics.load(control, WORD.go) === QUIT) return
    const rows = control[WORD.rows]!
    const values = new Map(setup.inputs.map((input) => [input.key, lodged(setup.memory, input, rows)]))
    try {
      passes ??= passesOf(setup, ops, values)
      report(setup, drain(passes.train(values)))
      control[WORD.status] = STATUS.good
    } catch (thrown) {
      // The first thread does the batch again as a whole, and says what was refused.
      if (!(thrown instanceof BadValues)) throw thrown
      control[WORD.status] = STATUS.refused
    }
    Atomics.store(control, WORD.done, turn + 1)
    Atomics.notify(control, WORD.done)
  }
}

function passesOf(
  { document, dtype }: ShardSetup,
  ops: ReadonlyMap<string, Op>,
  values: ReadonlyMap<string, Tensor>,
): Passes {
  const plan = makePlan(check(document, ops, Object.fromEntries(values)))
  const nodes = neededFor(plan)
  const work = { plan, nodes, evaluating: nodes }
  return compiledPasses(dtype, work, plainPasses(typescriptKernels(dtype), work))
}

function report(setup: ShardSetup, { loss, score, gradients }: TrainingPass): void {
  const control = words(setup)
  lossOf(setup)[0] = loss
  control[WORD.right] = score?.right ?? 0
  control[WORD.total] = score?.total ?? -1
  for (const gradient of setup.gradients) lodged(setup.memory, gradient, 0).data.set(gradients.get(gradient.key)!.data)
}

export function drain<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const next = work.next()
    if (next.done) return next.value
  }
}
