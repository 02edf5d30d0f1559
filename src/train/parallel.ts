/**
 * @file Data-parallel passes: each thread takes a shard of the batch; losses and gradients are added up in the order of the
 * shards, each in proportion to its rows, so that the same number of threads gives the same bits.
 */
import { nameOf, type CheckedNode } from '../check'
import type { Plan } from '../engine'
import { portKey, type GraphDocument } from '../graph'
import type { Tensor, TensorData } from '../tensor'
import type { Passes, TrainingPass } from './passes'
import { TrainingProblem } from './problem'
import {
  Allotment,
  CONTROL_BYTES,
  lodged,
  lossOf,
  QUIT,
  shardRows,
  STATUS,
  WORD,
  words,
  type Lodging,
  type ShardSetup,
  type ShardThread,
} from './shards'

/** Longer than any step may take, in seconds: a thread that has not answered by then is gone. */
const PATIENCE = 120
/** How far sums of shards may differ from the sum of the batch, relatively. */
const ROUNDING = { float64: 1e-9, float32: 1e-3 } as const

export interface ParallelOptions {
  readonly document: GraphDocument
  readonly dtype: 'float64' | 'float32'
  readonly plan: Plan
  readonly nodes: readonly CheckedNode[]
  /** Threads beside this one. */
  readonly threads: readonly ShardThread[]
  /** Whole batches, and the shard of this thread. */
  readonly whole: Passes
}

/** Why a graph cannot be split by examples, in words; null when nothing speaks against it. */
export function splitProblem(document: GraphDocument, plan: Plan, nodes: readonly CheckedNode[]): string | null {
  const objective = plan.byId.get(plan.objective!.node)!
  const name = (node: CheckedNode) => nameOf(document, node.id)
  for (const node of nodes) {
    if (node.buffers.length && node.attrs.training)
      return `${name(node)} (${node.op.id}) takes its statistics over the whole batch, and a part of it has others.`
    if (node.op.random) return `${name(node)} (${node.op.id}) draws random numbers for the whole batch at once.`
  }
  const { reduction } = objective.attrs
  if (objective.op.category !== 'loss' || (reduction !== 'mean' && reduction !== 'sum'))
    return `${name(objective)} (${objective.op.id}) is no loss that is a mean or a sum over examples.`
  if (reduction === 'mean' && objective.wires.weight && objective.op.judges === 'argmax')
    return `${name(objective)} weighs classes, so parts of a batch count by their classes and not by their size.`
  return null
}

export class ParallelPasses implements Passes {
  #setups: readonly ShardSetup[] | null = null
  #turn = 0
  #trusted = false
  #parameters: readonly string[] = []
  readonly #sent = new Map<string, Tensor>()
  /** Why it goes on with one thread, in words. */
  refusal: string | null

  constructor(private readonly options: ParallelOptions) {
    const { document, plan, nodes } = options
    this.refusal = splitProblem(document, plan, nodes)
  }

  *train(values: Map<string, Tensor>): Generator<void, TrainingPass> {
    const { whole, threads } = this.options
    const rows = this.#rows(values)
    if (this.refusal || rows <= threads.length || this.#ignores(values)) return yield* whole.train(values)
    // What the graph does with a batch cannot be read off it; so the first batch is computed both ways.
    const reference = this.#trusted ? null : copyOf(yield* whole.train(values))
    if (reference) this.#parameters = [...reference.gradients.keys()]
    const split = yield* this.#split(values, rows)
    if (!split) return yield* whole.train(values)
    if (reference && !this.#same(split, reference)) {
      this.refusal = 'Its examples are not independent: parts of a batch give other gradients than the whole.'
      this.close()
      return yield* whole.train(values)
    }
    this.#trusted = true
    return split
  }

  evaluate(values: Map<string, Tensor>) {
    return this.options.whole.evaluate(values)
  }

  /** Lets the threads go. */
  close(): void {
    for (const setup of this.#setups ?? []) {
      const control = words(setup)
      Atomics.store(control, WORD.go, QUIT)
      Atomics.notify(control, WORD.go)
    }
    this.#setups = null
  }

  *#split(values: Map<string, Tensor>, rows: number): Generator<void, TrainingPass | null> {
    const { threads, whole, plan } = this.options
    const shards = shardRows(rows, threads.length + 1)
    const setups = (this.#setups ??= this.#start(values, shards[0]!.count))
    if (shards[0]!.count > (setups[0]!.inputs.find(({ split }) => split)?.shape[0] ?? 0)) return null
    const shared = new Set(setups[0]!.inputs.filter(({ split }) => !split).map(({ key }) => key))
    for (const key of shared) {
      const tensor = values.get(key)!
      if (this.#sent.get(key) === tensor) continue
      const input = setups[0]!.inputs.find((lodging) => lodging.key === key)!
      lodged(setups[0]!.memory, input, 0).data.set(tensor.data)
      this.#sent.set(key, tensor)
    }
    this.#turn++
    setups.forEach((setup, i) => {
      const { first, count } = shards[i + 1]!
      const control = words(setup)
      control[WORD.rows] = count
      for (const input of setup.inputs)
        if (input.split) lodged(setup.memory, input, count).data.set(rowsOf(values.get(input.key)!, first, count).data)
      Atomics.store(control, WORD.go, this.#turn)
      Atomics.notify(control, WORD.go)
    })
    const own = new Map(
      [...values].map(([key, tensor]) => [key, shared.has(key) ? tensor : rowsOf(tensor, 0, shards[0]!.count)]),
    )
    const first = yield* whole.train(own)
    const statuses = setups.map((setup) => this.#await(setup))
    if (statuses.includes(STATUS.refused)) return null

    const weigh = plan.byId.get(plan.objective!.node)!.attrs.reduction === 'mean'
    const weight = (i: number) => (weigh ? shards[i]!.count / rows : 1)
    const gradients = new Map(
      [...first.gradients].map(([key, tensor]) => {
        const parts = setups.map((setup) => setup.gradients.find((lodging) => lodging.key === key)!)
        const others = parts.map((part, i) => lodged(setups[i]!.memory, part, 0).data)
        return [key, { ...tensor, data: weightedSum([tensor.data, ...others], weight) }]
      }),
    )
    const loss = setups.reduce((sum, setup, i) => sum + weight(i + 1) * lossOf(setup)[0]!, weight(0) * first.loss)
    const counts = setups.map((setup) => ({ right: words(setup)[WORD.right]!, total: words(setup)[WORD.total]! }))
    const judged = first.score && counts.every(({ total }) => total >= 0)
    const score = judged
      ? counts.reduce((sum, { right, total }) => ({ right: sum.right + right, total: sum.total + total }), first.score!)
      : null
    return { loss, score, gradients, state: first.state }
  }

  /** Splits what has a row for each example; tells the threads what to expect. */
  #start(values: ReadonlyMap<string, Tensor>, most: number): ShardSetup[] {
    const { document, dtype, threads } = this.options
    const space = new Allotment()
    const shared: Lodging[] = []
    for (const [key, { dtype: type, shape }] of values)
      if (!this.#isSplit(key)) shared.push(space.lodge(key, type, shape, false))
    const plans = threads.map(() => ({
      control: space.take(CONTROL_BYTES),
      inputs: [...values]
        .filter(([key]) => this.#isSplit(key))
        .map(([key, { dtype: type, shape }]) => space.lodge(key, type, [most, ...shape.slice(1)], true)),
      gradients: this.#parameters.map((key) => space.lodge(key, dtype, values.get(key)!.shape, false)),
    }))
    const memory = new SharedArrayBuffer(space.bytes)
    return plans.map(({ control, inputs, gradients }, i) => {
      const setup = { document, dtype, memory, control, inputs: [...shared, ...inputs], gradients }
      threads[i]!.start(setup)
      return setup
    })
  }

  #await(setup: ShardSetup): number {
    const control = words(setup)
    let patience = PATIENCE
    while (Atomics.load(control, WORD.done) !== this.#turn)
      if (Atomics.wait(control, WORD.done, this.#turn - 1, 1000) === 'timed-out' && --patience === 0)
        throw new TrainingProblem('threads', 'A thread did not answer for two minutes.', 'Train with one thread.')
    return control[WORD.status]!
  }

  /** Inputs whose first size is a symbol hold one example a row. */
  #isSplit(key: string): boolean {
    const node = this.options.document.nodes[key.slice(0, -2)]
    return node?.op === 'input' && key.endsWith('.y') && typeof (node.attrs?.shape as unknown[])?.[0] === 'string'
  }

  #rows(values: ReadonlyMap<string, Tensor>): number {
    const rows = [...values].filter(([key]) => this.#isSplit(key)).map(([, { shape }]) => shape[0]!)
    return rows.every((count) => count === rows[0]) ? (rows[0] ?? 0) : 0
  }

  /** Ignored examples count nothing: then parts count by what is left of them. */
  #ignores(values: ReadonlyMap<string, Tensor>): boolean {
    const { plan } = this.options
    const { attrs, wires } = plan.byId.get(plan.objective!.node)!
    const target = wires.target && values.get(portKey(wires.target.node, wires.target.port))
    return attrs.ignore_index !== undefined && target !== undefined && target.data.includes(attrs.ignore_index as never)
  }

  #same(split: TrainingPass, whole: TrainingPass): boolean {
    const within = ROUNDING[this.options.dtype]
    return [...whole.gradients].every(([key, { data }]) => {
      const other = split.gradients.get(key)!.data
      let [off, size] = [0, 0]
      for (let i = 0; i < data.length; i++) {
        off = Math.max(off, Math.abs(data[i]! - other[i]!))
        size = Math.max(size, Math.abs(data[i]!))
      }
      // Where a sum is not finite, both ways lead to the same end.
      return off <= within * size + 1e-30 || !Number.isFinite(size)
    })
  }
}

function rowsOf(tensor: Tensor, first: number, count: number): Tensor {
  const width = tensor.shape[0] ? tensor.data.length / tensor.shape[0] : 0
  return {
    dtype: tensor.dtype,
    shape: [count, ...tensor.shape.slice(1)],
    data: tensor.data.subarray(first * width, (first + count) * width),
  }
}

function weightedSum(parts: readonly TensorData[], weight: (i: number) => number): TensorData {
  const sum = parts[0]!.slice()
  for (let i = 0; i < parts.length; i++) {
    const [part, factor] = [parts[i]!, weight(i)]
    for (let j = 0; j < sum.length; j++) sum[j] = (i ? sum[j]! : 0) + factor * part[j]!
  }
  return sum
}

/** The next pass writes over views. */
function copyOf(pass: TrainingPass): TrainingPass {
  const copied = [...pass.gradients].map(([key, tensor]) => [key, { ...tensor, data: tensor.data.slice() }] as const)
  return { ...pass, gradients: new Map(copied) }
}
