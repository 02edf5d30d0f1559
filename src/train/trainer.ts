/** @file The training loop, one step at a time: whoever calls it decides when to go on, look, or stop. */
import { check, describeProblem, nameOf } from '../check'
import type { LoadedData } from '../data'
import { DEFAULT_MEMORY_BUDGET, makePlan, memoryProblem, Session, type Plan } from '../engine'
import { encodeTensor, portKey, type GraphDocument, type StoredTensor, type TrainingSettings } from '../graph'
import type { Op } from '../ops'
import { createRandom, typescriptKernels, type Kernels, type Tensor } from '../tensor'
import { endlessBatches, feedingFor, type Feeding } from './feeding'
import { countRight } from './metrics'
import { optimizers, type OptimizerState } from './optimizer'
import { backwardPass, BadValues, forwardPass, neededFor } from './pass'

/** Training cannot start or go on; `message` and `hint` are for people. */
export class TrainingProblem extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly hint: string,
    readonly node?: string,
  ) {
    super(message)
    this.name = 'TrainingProblem'
  }
}

export interface StepResult {
  /** t after this update. */
  readonly step: number
  /** Before this update, on this step's examples. */
  readonly loss: number
  readonly accuracy: number | null
  /** Largest |Δθ| over all scalar parameters. */
  readonly change: number
  readonly examples: number
  readonly epoch: number
  readonly epochEnds: boolean
  readonly stopped: 'converged' | 'finished' | 'diverged' | null
}

export interface TrainerOptions {
  readonly document: GraphDocument
  readonly ops: ReadonlyMap<string, Op>
  readonly settings: TrainingSettings
  readonly data?: LoadedData | null
  readonly dtype?: 'float64' | 'float32'
  readonly memoryBudget?: number
}

/** @throws TrainingProblem when the graph has errors, no objective, no parameter, or an unknown optimizer. */
export class Trainer {
  readonly #k: Kernels
  readonly #plan: Plan
  readonly #needed: ReturnType<typeof neededFor>
  readonly #optimizer: OptimizerState
  readonly #batches: ReturnType<typeof endlessBatches>
  readonly #train: Feeding
  readonly #heldOut: Feeding | null
  readonly #fixed = new Map<string, Tensor>()
  #parameters: Map<string, Tensor>
  #step = 0
  #epoch = 0

  constructor(private readonly options: TrainerOptions) {
    const { document, ops, settings, data = null, dtype = 'float64' } = options
    this.#k = typescriptKernels(dtype)
    const { train, heldOut } = feedingFor(document, data)
    this.#train = train
    this.#heldOut = heldOut
    const batchSize = settings.batchSize === null || settings.batchSize >= train.size ? null : settings.batchSize
    this.#batches = endlessBatches(train.size, batchSize, createRandom(settings.seed))
    const probe = train.batch(batchSize === null ? null : Uint32Array.from({ length: batchSize }, (_, i) => i), this.#k)
    const checked = check(document, ops, Object.fromEntries(probe))
    const wrong =
      checked.diagnostics.find((d) => d.severity === 'error') ??
      (checked.objective ? undefined : checked.diagnostics[0])
    if (wrong) throw new TrainingProblem(wrong.code, wrong.message, wrong.hint, wrong.node)
    this.#plan = makePlan(checked)
    const problem = memoryProblem(
      this.#plan,
      checked.shapes,
      dtype === 'float64' ? 8 : 4,
      options.memoryBudget ?? DEFAULT_MEMORY_BUDGET,
    )
    if (problem)
      throw new TrainingProblem(
        'memory',
        `One step would need ${Math.round(problem.bytes / 2 ** 20)} MiB when it reaches ${nameOf(document, problem.node)}.`,
        'Use a smaller batch.',
        problem.node,
      )
    this.#needed = neededFor(this.#plan)
    this.#parameters = this.#initial(probe)
    if (!this.#parameters.size)
      throw new TrainingProblem(
        'no-parameters',
        'Nothing in this graph can be trained: the loss depends on no parameter.',
        'Add an affine node or a parameter on the way to the loss.',
      )
    this.#optimizer = makeOptimizer(settings)
  }

  get step(): number {
    return this.#step
  }

  get examples(): number {
    return this.#train.size
  }

  get hasHeldOut(): boolean {
    return this.#heldOut !== null
  }

  /** θ as the document stores it. */
  parameters(): Record<string, StoredTensor> {
    return Object.fromEntries([...this.#parameters].map(([key, tensor]) => [key, encodeTensor(tensor)]))
  }

  parameterTensors(): ReadonlyMap<string, Tensor> {
    return this.#parameters
  }

  /**
   * One update of every parameter against its gradient.
   * @throws TrainingProblem when an op refuses numbers of this batch.
   */
  advance(): StepResult {
    try {
      return this.#advance()
    } catch (thrown) {
      if (!(thrown instanceof BadValues)) throw thrown
      const { node, problem } = thrown
      const { code, message, hint } = describeProblem(this.options.document, node.id, node.wires, {
        code: 'value',
        ...problem,
      })
      throw new TrainingProblem(code, message, hint, node.id)
    }
  }

  #advance(): StepResult {
    const { settings } = this.options
    const { indices, epochEnds } = this.#batches.next().value as { indices: Int32Array | null; epochEnds: boolean }
    const values = this.#values(this.#train.batch(indices, this.#k))
    const records = forwardPass(this.#k, this.#needed, values)
    const { objective } = this.#plan
    const loss = values.get(portKey(objective!.node, objective!.port))!.data[0]!
    const score = countRight(this.#plan.byId.get(objective!.node)!, values)
    const gradients = backwardPass(this.#k, this.#plan, records)

    // Updates go into copies: what was handed out stays as it was, and a step that diverges can be thrown away.
    const before = this.#parameters
    const after = new Map<string, Tensor>()
    let change = 0
    let slot = 0
    for (const [key, parameter] of before) {
      const data = parameter.data.slice()
      this.#optimizer.update(slot++, data, gradients.get(key)!.data)
      for (let i = 0; i < data.length; i++) {
        const moved = Math.abs(data[i]! - parameter.data[i]!)
        // NaN fails every comparison, so it has to be let through here.
        if (!(moved <= change)) change = moved
      }
      after.set(key, { ...parameter, data })
    }
    this.#step++
    const finite = Number.isFinite(loss) && Number.isFinite(change)
    if (finite) this.#parameters = after
    const epoch = this.#epoch
    if (epochEnds) this.#epoch++
    const { tolerance, steps } = settings
    return {
      step: this.#step,
      loss,
      accuracy: score && score.right / score.total,
      change,
      examples: indices?.length ?? this.#train.size,
      epoch,
      epochEnds,
      stopped: !finite
        ? 'diverged'
        : tolerance !== null && change < tolerance
          ? 'converged'
          : this.#step >= steps
            ? 'finished'
            : null,
    }
  }

  /** Loss and accuracy on the held-out examples, a chunk at a time. */
  *evaluate(chunk = 200): Generator<void, { loss: number; accuracy: number | null }> {
    const held = this.#heldOut!
    const { objective } = this.#plan
    let loss = 0
    let right = 0
    let total = 0
    let judged = true
    for (let start = 0; start < held.size; start += chunk) {
      const size = Math.min(chunk, held.size - start)
      const values = this.#values(
        held.batch(
          Uint32Array.from({ length: size }, (_, i) => start + i),
          this.#k,
        ),
      )
      forwardPass(this.#k, this.#needed, values)
      loss += values.get(portKey(objective!.node, objective!.port))!.data[0]! * size
      const score = countRight(this.#plan.byId.get(objective!.node)!, values)
      if (score) {
        right += score.right
        total += score.total
      } else judged = false
      yield
    }
    return { loss: loss / held.size, accuracy: judged && total ? right / total : null }
  }

  #values(feeds: Map<string, Tensor>): Map<string, Tensor> {
    for (const [key, tensor] of this.#fixed) if (!feeds.has(key)) feeds.set(key, tensor)
    for (const [key, tensor] of this.#parameters) feeds.set(key, tensor)
    return feeds
  }

  /** Parameters that the loss depends on, and constants, as a first look at the graph gives them. */
  #initial(probe: Map<string, Tensor>): Map<string, Tensor> {
    const { document, ops, dtype = 'float64', memoryBudget } = this.options
    const session = new Session(ops, { dtype, ...(memoryBudget ? { memoryBudget } : {}) })
    const { values, gradients, errors } = session.run(document, Object.fromEntries(probe))
    if (errors[0]) throw new TrainingProblem(errors[0].code, errors[0].message, errors[0].hint ?? '', errors[0].node)
    for (const node of this.#needed) {
      const key = portKey(node.id, 'y')
      if (node.op.id === 'constant' || node.op.id === 'parameter') this.#fixed.set(key, values.get(key)!)
      for (const port of node.parameters) this.#fixed.set(portKey(node.id, port), values.get(portKey(node.id, port))!)
    }
    return new Map([...gradients.keys()].map((key) => [key, values.get(key)!]))
  }
}

function makeOptimizer(settings: TrainingSettings): OptimizerState {
  const { kind, ...hyper } = settings.optimizer
  const optimizer = optimizers.get(kind)
  if (!optimizer)
    throw new TrainingProblem(
      'optimizer',
      `There is no optimizer "${kind}".`,
      `Use one of: ${[...optimizers.keys()].join(', ')}.`,
    )
  const parsed = optimizer.hyper.safeParse(hyper)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!
    throw new TrainingProblem(
      'optimizer',
      `${optimizer.title}: ${issue.path.join('.')} ${issue.message}`.trim(),
      'Change it in the Training tab.',
    )
  }
  return optimizer.create(parsed.data)
}
