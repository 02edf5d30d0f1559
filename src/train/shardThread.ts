/** @file The other side of a shard: waits, computes the gradients of its rows, tells, waits again. */
import { check } from '../check'
import { makePlan } from '../engine'
import type { GraphDocument } from '../graph'
import type { Op } from '../ops'
import { typescriptKernels, type Tensor } from '../tensor'
import { compiledPasses } from './compiled'
import { BadValues, neededFor } from './pass'
import { plainPasses, type Passes, type TrainingPass } from './passes'
import { lodged, lossOf, QUIT, STATUS, WORD, words, type ShardResult, type ShardSetup, type ShardWork } from './shards'

/**
 * A thread's answer to each message it gets.
 * @param reply sends a result; buffers in `transfer` change hands.
 */
export function shardServer(
  ops: ReadonlyMap<string, Op>,
  reply: (result: ShardResult, transfer: ArrayBuffer[]) => void,
): (message: ShardSetup | ShardWork) => void {
  let work: ((message: ShardWork) => void) | null = null
  return (message) => {
    if ('memory' in message) return serveShard(message, ops)
    if (message.document) work = workFor(message.document, ops, reply)
    work!(message)
  }
}

function workFor(
  document: GraphDocument,
  ops: ReadonlyMap<string, Op>,
  reply: (result: ShardResult, transfer: ArrayBuffer[]) => void,
) {
  const values = new Map<string, Tensor>()
  let passes: Passes | null = null
  return ({ turn, dtype, inputs }: ShardWork) => {
    for (const [key, tensor] of inputs) values.set(key, tensor)
    try {
      passes ??= passesOf({ document, dtype }, ops, values)
      const { loss, score, gradients } = drain(passes.train(new Map(values)))
      // The next pass writes over what a pass gives.
      const own = [...gradients].map(([key, { data }]) => [key, data.slice()] as const)
      const transfer = own.map(([, data]) => data.buffer as ArrayBuffer)
      reply({ turn, refused: false, loss, score, gradients: new Map(own) }, transfer)
    } catch (thrown) {
      if (!(thrown instanceof BadValues)) throw thrown
      reply({ turn, refused: true, loss: NaN, score: null, gradients: new Map() }, [])
    }
  }
}

/** With shared memory: blocks its thread until training ends. */
function serveShard(setup: ShardSetup, ops: ReadonlyMap<string, Op>): void {
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
  { document, dtype }: Pick<ShardSetup, 'document' | 'dtype'>,
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
