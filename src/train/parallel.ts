/**
 * @file Data-parallel passes: each thread takes a shard of the batch; losses and gradients are added up in the order of the
 * shards, each in proportion to its rows, so that the same number of threads gives the same bits.
 */
import { nameOf, type CheckedNode } from '../check'
import type { Plan } from '../engine'
import { portKey, type GraphDocument } from '../graph'
import type { Tensor, TensorData } from '../tensor'
import { rowsOf, type ShardLink } from './links'
import { messageLinks } from './messageLinks'
import type { Passes, Pause, TrainingPass } from './passes'
import { sharedLinks } from './sharedLinks'
import { shardRows, type ShardResult, type ShardThread } from './shards'

/** How far sums of shards may differ from the sum of the batch, relatively. */
const ROUNDING = { float64: 1e-9, float32: 1e-3 } as const

export interface ParallelOptions {
  readonly document: GraphDocument
  readonly dtype: 'float64' | 'float32'
  readonly plan: Plan
  readonly nodes: readonly CheckedNode[]
  /** Threads beside this one. */
  readonly threads: readonly ShardThread[]
  /** Whether numbers reach them through shared memory, or as messages. */
  readonly sharing: boolean
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

export class ParallelPasses implements Passes<Pause> {
  #links: readonly ShardLink[] | null = null
  #most = 0
  #turn = 0
  #trusted = false
  #parameters: readonly string[] = []
  /** Why it goes on with one thread, in words. */
  refusal: string | null

  constructor(private readonly options: ParallelOptions) {
    const { document, plan, nodes } = options
    this.refusal = splitProblem(document, plan, nodes)
  }

  *train(values: Map<string, Tensor>): Generator<Pause, TrainingPass> {
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
    for (const link of this.#links ?? []) link.close()
    this.#links = null
  }

  *#split(values: Map<string, Tensor>, rows: number): Generator<Pause, TrainingPass | null> {
    const { threads, whole, plan } = this.options
    const shards = shardRows(rows, threads.length + 1)
    if (!this.#links) {
      this.#most = shards[0]!.count
      this.#links = this.#connect(values)
    }
    if (shards[0]!.count > this.#most) return null
    const links = this.#links
    const turn = ++this.#turn
    links.forEach((link, i) => link.begin({ turn, values, ...shards[i + 1]! }))
    const first = yield* whole.train(
      new Map(
        [...values].map(([key, tensor]) => [key, this.#isSplit(key) ? rowsOf(tensor, 0, shards[0]!.count) : tensor]),
      ),
    )
    const results: ShardResult[] = []
    for (const link of links) {
      let result = link.result(turn)
      while (!result) {
        yield 'waiting'
        result = link.result(turn)
      }
      results.push(result)
    }
    if (results.some(({ refused }) => refused)) return null

    const weigh = plan.byId.get(plan.objective!.node)!.attrs.reduction === 'mean'
    const weight = (i: number) => (weigh ? shards[i]!.count / rows : 1)
    const gradients = new Map(
      [...first.gradients].map(([key, tensor]) => {
        const others = results.map((result) => result.gradients.get(key)!)
        return [key, { ...tensor, data: weightedSum([tensor.data, ...others], weight) }]
      }),
    )
    const loss = results.reduce((sum, result, i) => sum + weight(i + 1) * result.loss, weight(0) * first.loss)
    return { loss, score: scoreOf(first, results), gradients, state: first.state }
  }

  #connect(values: ReadonlyMap<string, Tensor>): ShardLink[] {
    const { document, dtype, threads, sharing } = this.options
    const isSplit = (key: string) => this.#isSplit(key)
    const options = { document, dtype, threads, values, isSplit, most: this.#most, parameters: this.#parameters }
    return sharing ? sharedLinks(options) : messageLinks(options)
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

function scoreOf(first: TrainingPass, others: readonly ShardResult[]): TrainingPass['score'] {
  let sum = first.score
  for (const { score } of others)
    sum = sum && score && { right: sum.right + score.right, total: sum.total + score.total }
  return sum
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
