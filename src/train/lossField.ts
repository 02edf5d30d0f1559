/**
 * @file The loss as a function of all parameters, θ as one flat vector, on fixed examples: what a picture of the loss
 * asks at many places. Passes are those of training, from a recording where the machine can.
 */
import { check } from '../check'
import { makePlan, Session } from '../engine'
import { portKey, type GraphDocument } from '../graph'
import { SOURCE_OPS, type Op } from '../ops'
import { numel, storageFor, typescriptKernels, type Shape, type Tensor } from '../tensor'
import { compiledPasses } from './compiled'
import { BadValues, neededFor } from './pass'
import { plainPasses, type Passes } from './passes'
import { TrainingProblem } from './problem'
import { randomKeys } from './state'

export interface FieldOptions {
  readonly document: GraphDocument
  readonly ops: ReadonlyMap<string, Op>
  /** What a data set feeds, by "node.y". */
  readonly feeds?: Readonly<Record<string, Tensor>>
  readonly memoryBudget?: number
}

/** One parameter tensor's place in θ. */
export interface FieldPart {
  /** "node.port" */
  readonly key: string
  readonly shape: Shape
  readonly offset: number
  readonly size: number
}

export interface FieldSample {
  readonly loss: number
  /** ∂L/∂θ, as long as θ. */
  readonly gradient: Float64Array
}

/** From so many parameters on, float64 costs more time than its digits are worth in a picture. */
const MANY = 500_000

export class LossField {
  readonly parts: readonly FieldPart[]
  /** How many numbers θ has. */
  readonly size: number
  /** θ of the document. */
  readonly start: Float64Array
  /** The loss there, by the evaluator. */
  readonly loss: number
  readonly dtype: 'float64' | 'float32'
  readonly #fixed = new Map<string, Tensor>()
  readonly #passes: Passes
  #passing = false

  /** @throws TrainingProblem when the graph has errors, no objective, or a loss that depends on no parameter. */
  constructor({ document, ops, feeds = {}, memoryBudget }: FieldOptions) {
    const checked = check(document, ops, feeds)
    const wrong =
      checked.diagnostics.find((d) => d.severity === 'error') ??
      (checked.objective ? undefined : checked.diagnostics.at(-1))
    if (wrong) throw new TrainingProblem(wrong.code, wrong.message, wrong.hint, wrong.node, wrong.port, wrong.edge)
    const run = new Session(ops, memoryBudget ? { memoryBudget } : {}).run(document, feeds)
    const [error] = run.errors
    if (error) throw new TrainingProblem(error.code, error.message, error.hint ?? '', error.node, error.port)
    if (run.loss === null)
      throw new TrainingProblem('objective', 'There is no loss yet.', 'Add a loss, or set the objective.')
    if (!run.gradients.size)
      throw new TrainingProblem(
        'no-parameters',
        'The loss depends on no parameter, so there is nothing to descend in.',
        'Add an affine node or a parameter on the way to the loss.',
      )
    let offset = 0
    this.parts = [...run.gradients.keys()].map((key) => {
      const { shape } = run.values.get(key)!
      const part = { key, shape, offset, size: numel(shape) }
      offset += part.size
      return part
    })
    this.size = offset
    this.start = new Float64Array(offset)
    for (const part of this.parts) this.start.set(run.values.get(part.key)!.data, part.offset)
    this.loss = run.loss
    this.dtype = offset > MANY ? 'float32' : 'float64'

    const plan = makePlan(checked)
    const nodes = neededFor(plan)
    const k = typescriptKernels(this.dtype)
    const own = new Set(run.gradients.keys())
    const keep = (key: string) => {
      const tensor = run.values.get(key)!
      const floating = tensor.dtype === 'float64' || tensor.dtype === 'float32'
      if (!own.has(key))
        this.#fixed.set(key, floating && tensor.dtype !== k.dtype ? (k.toFloat(tensor) as Tensor) : tensor)
    }
    for (const node of nodes) {
      if (SOURCE_OPS.has(node.op.id)) keep(portKey(node.id, 'y'))
      for (const port of [...node.parameters, ...node.buffers]) keep(portKey(node.id, port))
    }
    // Looking draws the random numbers of step 0: the surface holds still.
    for (const [key, tensor] of randomKeys(nodes, document.training?.seed ?? 0, 0)) this.#fixed.set(key, tensor)
    // Everything is done as the canvas does it, so judging takes the same nodes as training.
    const work = { plan, nodes, evaluating: nodes }
    this.#passes = compiledPasses(this.dtype, work, plainPasses(k, work))
  }

  /**
   * Whether a pass is under way. All passes use one memory: whoever finds one that is another's lets that end first, and
   * whoever leaves one for good ends it with `return`.
   */
  get passing(): boolean {
    return this.#passing
  }

  /** Loss and gradient at θ; NaN where an op refuses the numbers that it gets. Pauses now and then. */
  *at(theta: Float64Array): Generator<void, FieldSample> {
    const gradient = new Float64Array(this.size)
    this.#passing = true
    try {
      const { loss, gradients } = yield* this.#passes.train(this.#values(theta))
      for (const { key, offset } of this.parts) gradient.set(gradients.get(key)!.data, offset)
      return { loss, gradient }
    } catch (thrown) {
      if (!(thrown instanceof BadValues)) throw thrown
      return { loss: NaN, gradient: gradient.fill(NaN) }
    } finally {
      this.#passing = false
    }
  }

  /** The loss alone: about a third of the work. */
  *lossAt(theta: Float64Array): Generator<void, number> {
    this.#passing = true
    try {
      return (yield* this.#passes.evaluate(this.#values(theta))).loss
    } catch (thrown) {
      if (!(thrown instanceof BadValues)) throw thrown
      return NaN
    } finally {
      this.#passing = false
    }
  }

  /** A part of θ as the tensor that it is. */
  tensor({ shape, offset, size }: FieldPart, theta: Float64Array): Tensor {
    const data = storageFor(this.dtype, size)
    data.set(theta.subarray(offset, offset + size))
    return { dtype: this.dtype, shape, data }
  }

  /** As `tensor`, without a copy where none is needed: good for one pass, in which θ stays as it is. */
  #view(part: FieldPart, theta: Float64Array): Tensor {
    if (this.dtype !== 'float64') return this.tensor(part, theta)
    const { shape, offset, size } = part
    return { dtype: 'float64', shape, data: theta.subarray(offset, offset + size) }
  }

  #values(theta: Float64Array): Map<string, Tensor> {
    const values = new Map(this.#fixed)
    for (const part of this.parts) values.set(part.key, this.#view(part, theta))
    return values
  }
}
