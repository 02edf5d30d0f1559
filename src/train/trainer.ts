/** @file The training loop, one step at a time: whoever calls it decides when to go on, look, or stop. */
import { describeProblem } from '../check'
import { inMode, type Plan } from '../engine'
import { encodeTensor, type StoredTensor } from '../graph'
import { createRandom, typescriptKernels, type Kernels, type Tensor } from '../tensor'
import { copyMemory, requireFit, type Checkpoint } from './checkpoint'
import { endlessBatches, feedingFor, type Batch, type Feeding } from './feeding'
import { firstLook } from './firstLook'
import { settled } from './inPlace'
import { judge } from './judge'
import { badUpdate, firstBad, firstNonFinite, type NonFinite } from './nonFinite'
import type { Memory } from './optimizer'
import { compiledPasses } from './compiled'
import { BadValues, neededFor } from './pass'
import { ParallelPasses } from './parallel'
import { plainPasses, type Descent, type Passes, type Pause } from './passes'
import { TrainingProblem } from './problem'
import { makeRule, type UpdateRule } from './rule'
import { preparePlan } from './setup'
import { buffersAfter, randomKeys } from './state'
import type { StepResult, TrainerOptions } from './trainerTypes'
import { largestChange, updated } from './update'

/** @throws TrainingProblem when the graph has errors, no objective, no parameter, or settings that are refused. */
export class Trainer {
  readonly #k: Kernels
  readonly #plan: Plan
  readonly #needed: ReturnType<typeof neededFor>
  readonly #passes: Passes<Pause>
  readonly #parallel: ParallelPasses | null
  readonly #rule: UpdateRule
  readonly #batches: ReturnType<typeof endlessBatches>
  readonly #train: Feeding
  readonly #heldOut: Feeding | null
  readonly #fixed: ReadonlyMap<string, Tensor>
  /** Parameters that the loss does not depend on, by "node.port": they stay as they are. */
  readonly untouched: ReadonlyMap<string, Tensor>
  readonly #batchesPerEpoch: number
  #parameters: Map<string, Tensor>
  /** The nodes' own state, which a pass changes and no gradient does. */
  #buffers: Map<string, Tensor>
  #memory: Map<string, Memory>
  #step = 0

  constructor(private readonly options: TrainerOptions) {
    const { document, ops, settings, data = null, dtype = 'float64', memoryBudget, from, compiled = true } = options
    this.#k = typescriptKernels(dtype)
    this.#rule = makeRule(settings)
    const { train, heldOut } = feedingFor(document, data)
    this.#train = train
    this.#heldOut = heldOut
    const batchSize = settings.batchSize === null || settings.batchSize >= train.size ? null : settings.batchSize
    this.#batchesPerEpoch = batchSize === null ? 1 : Math.ceil(train.size / batchSize)
    this.#plan = preparePlan({
      document,
      ops,
      feeding: train,
      batchSize,
      rule: this.#rule,
      bytesPerElement: dtype === 'float64' ? 8 : 4,
      ...(memoryBudget ? { memoryBudget } : {}),
    })
    this.#needed = neededFor(this.#plan)
    const evaluating = this.#needed.map((node) => inMode(node, 'evaluate'))
    const work = { plan: this.#plan, nodes: this.#needed, evaluating }
    const plain = plainPasses(this.#k, work)
    const whole = options.passes?.(work, plain) ?? (compiled ? compiledPasses(dtype, work, plain) : plain)
    this.#parallel = options.threads?.length
      ? new ParallelPasses({
          document,
          dtype,
          whole,
          threads: options.threads,
          sharing: options.sharing ?? true,
          ...work,
        })
      : null
    this.#passes = this.#parallel ?? whole
    const probe = train.batch(batchSize === null ? null : Uint32Array.from({ length: batchSize }, (_, i) => i), this.#k)
    const { parameters, fixed, buffers, untouched } = firstLook(options, this.#needed, this.#plan.order, probe)
    this.#parameters = parameters
    this.#fixed = fixed
    this.untouched = untouched
    this.#buffers = buffers
    this.#memory = new Map(
      [...this.#parameters].map(([key, { data }]) => [key, this.#rule.remember(() => data.slice().fill(0))]),
    )
    if (from) {
      requireFit(from, this.#parameters, this.#memory)
      const keys = [...this.#parameters.keys()]
      this.#parameters = new Map(keys.map((key) => [key, from.parameters[key]!]))
      this.#memory = new Map(keys.map((key) => [key, copyMemory(from.memory[key]!)]))
      this.#buffers = new Map([...this.#buffers].map(([key, tensor]) => [key, from.buffers?.[key] ?? tensor]))
      this.#step = from.step
    }
    this.#batches = endlessBatches(train.size, batchSize, createRandom(settings.seed), this.#step)
  }

  get step(): number {
    return this.#step
  }

  get examples(): number {
    return this.#train.size
  }

  /** Why it computes on one thread although it has more, in words; null when it does not, or has not found out yet. */
  get oneThreadBecause(): string | null {
    return this.#parallel?.refusal ?? null
  }

  /** Lets go of the threads that it was given. */
  close(): void {
    this.#parallel?.close()
  }

  get hasHeldOut(): boolean {
    return this.#heldOut !== null
  }

  /** θ, and the state of nodes beside it, as the document stores them. */
  parameters(): Record<string, StoredTensor> {
    return Object.fromEntries([...this.parameterTensors()].map(([key, tensor]) => [key, encodeTensor(tensor)]))
  }

  parameterTensors(): ReadonlyMap<string, Tensor> {
    return new Map([...settled(this.#parameters), ...this.#buffers])
  }

  /** Where the run stands; steps to come do not change it. */
  checkpoint(): Checkpoint {
    return {
      step: this.#step,
      parameters: Object.fromEntries(settled(this.#parameters)),
      buffers: Object.fromEntries(this.#buffers),
      memory: Object.fromEntries([...this.#memory].map(([key, memory]) => [key, copyMemory(memory)])),
    }
  }

  /**
   * One update of every parameter against its gradient.
   * @throws TrainingProblem when an op refuses numbers of this batch.
   */
  advance(): StepResult {
    const work = this.steps()
    for (;;) {
      const next = work.next()
      if (next.done) return next.value
      if (next.value === 'waiting') throw new Error('Threads that get messages need a caller who gives way to them.')
    }
  }

  /** The same in small pieces, one node at a time; left before its end, it changes nothing but the order of examples. */
  *steps(): Generator<Pause, StepResult> {
    try {
      return yield* this.#advance()
    } catch (thrown) {
      if (!(thrown instanceof BadValues)) throw thrown
      const { node, problem } = thrown
      const { code, message, hint, port, edge } = describeProblem(this.options.document, node.id, node.wires, {
        code: 'value',
        ...problem,
      })
      throw new TrainingProblem(code, message, hint, node.id, port, edge)
    }
  }

  *#advance(): Generator<Pause, StepResult> {
    const { settings } = this.options
    const batch: Batch = this.#batches.next().value
    const values = this.#values(this.#train.batch(batch.indices, this.#k))
    const pass = yield* this.#passes.train(values)
    const { loss, score, gradients } = pass

    // What was handed out stays as it was, and a step that diverges can be thrown away.
    const { watch } = this.options
    const before = watch ? settled(this.#parameters) : this.#parameters
    const rate = this.#rule.rate(this.#step)
    const descended = this.#rule.isPlainDescent ? pass.descend?.(rate) : undefined
    const moved = descended
      ? new Map([...before.keys()].map((key) => [key, descended.parameters.get(key)!]))
      : updated(this.#rule, this.#parameters, gradients, this.#memory, this.#step)
    const after = watch ? settled(moved) : moved
    watch?.(gradients, before, after)
    const change = descended?.change ?? largestChange(before, after)
    const finite = Number.isFinite(loss) && Number.isFinite(change)
    const cause = finite ? undefined : this.#cause(batch, gradients, settled(after), rate, descended)
    const epoch = Math.floor(this.#step / this.#batchesPerEpoch)
    this.#step++
    if (finite) {
      this.#parameters = moved
      this.#buffers = buffersAfter(this.#buffers, pass.state)
    }
    const { tolerance, steps } = settings
    return {
      step: this.#step,
      loss,
      accuracy: score && score.right / score.total,
      change,
      rate,
      examples: batch.indices?.length ?? this.#train.size,
      epoch,
      epochEnds: batch.epochEnds,
      stopped: cause
        ? 'diverged'
        : tolerance !== null && change < tolerance
          ? 'converged'
          : this.#step >= steps
            ? 'finished'
            : null,
      ...(cause ? { cause } : {}),
    }
  }

  /** Does the step again, from the parameters before it, and looks where it went wrong. */
  #cause(
    { indices }: Batch,
    gradients: ReadonlyMap<string, Tensor>,
    after: ReadonlyMap<string, Tensor>,
    rate: number,
    descended: Descent | undefined,
  ): NonFinite {
    descended?.takeBack()
    const { document } = this.options
    const scene = { k: this.#k, document, plan: this.#plan, nodes: this.#needed }
    const found = firstNonFinite({ ...scene, values: this.#values(this.#train.batch(indices, this.#k)) })
    if (found) return found
    const key = [...after.keys()].find((name) => firstBad(after.get(name)!.data) >= 0) ?? [...after.keys()][0]!
    return badUpdate(document, key, gradients.get(key)!.data, rate)
  }

  /** Loss and accuracy on the held-out examples, a chunk at a time. */
  evaluate(chunk = 200): Generator<void, { loss: number; accuracy: number | null }> {
    const sums = this.#plan.byId.get(this.#plan.objective!.node)!.attrs.reduction === 'sum'
    return judge(this.#heldOut!, this.#passes, this.#k, (feeds) => this.#values(feeds), chunk, sums)
  }

  #values(feeds: Map<string, Tensor>): Map<string, Tensor> {
    for (const [key, tensor] of this.#fixed) if (!feeds.has(key)) feeds.set(key, tensor)
    for (const [key, tensor] of this.#parameters) feeds.set(key, tensor)
    for (const [key, tensor] of this.#buffers) feeds.set(key, tensor)
    for (const [key, tensor] of randomKeys(this.#needed, this.options.settings.seed, this.#step + 1))
      feeds.set(key, tensor)
    return feeds
  }
}
