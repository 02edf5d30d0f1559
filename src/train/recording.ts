/**
 * @file One pass over a batch of given shapes, recorded once and run again: forward, backward, and what is asked of them, as
 * a list of calls into one memory. Nothing is decided and nothing allocated in a step.
 */
import type { CheckedNode } from '../check'
import { backwardPort, forwardNode, gatherInputs, type NodeRecord, type Plan } from '../engine'
import { portKey } from '../graph'
import { SOURCE_OPS } from '../ops'
import { Recorder, sameShape, Tape, WasmMachine, type Kernels, type Ref, type Slot, type Tensor } from '../tensor'
import { InPlace } from './inPlace'
import { backwardPass, BadValues } from './pass'
import { stateOf, type Descent } from './passes'

/**
 * What a run leaves to be read. `values`: forward only. `gradients`: of parameters as well. `everything`: also every
 * value, every δ and every edge delta, as the evaluator keeps them.
 */
export type Wanted = 'values' | 'gradients' | 'everything'

export interface Recorded {
  readonly loss: number
  /** What the loss node reads; with `everything`, all values. */
  readonly values: ReadonlyMap<string, Tensor>
  readonly state: ReadonlyMap<string, Tensor>
  readonly gradients: ReadonlyMap<string, Tensor>
  /** By "node.port" and by edge; empty unless `everything` was wanted. */
  readonly deltas: ReadonlyMap<string, Tensor>
  readonly edges: ReadonlyMap<string, Tensor>
}

type Refs = Iterable<readonly [string, Ref]>

export class Recording {
  readonly #tape: Tape
  readonly #inputs: ReadonlyMap<string, Slot>
  readonly #written = new Map<string, Tensor>()
  readonly #loss: Slot
  readonly #kept: Readonly<Record<Exclude<keyof Recorded, 'loss'>, ReadonlyMap<string, Slot>>>

  /**
   * @param given sources, parameters, buffers and random keys by "node.port"; only their shapes and dtypes count.
   * @throws RangeError when the machine has not enough memory.
   */
  private constructor(
    machine: WasmMachine,
    plan: Plan,
    nodes: readonly CheckedNode[],
    given: ReadonlyMap<string, Tensor>,
    wanted: Wanted,
  ) {
    const recorder = new Recorder(machine.dtype)
    this.#inputs = new Map([...given].map(([key, tensor]) => [key, recorder.input(tensor.shape, tensor.dtype)]))
    const values = new Map<string, Ref>(this.#inputs)
    const records = recordForward(recorder, nodes, values)
    const { node, port } = plan.objective!
    const judged = Object.values(plan.byId.get(node)!.wires).map((wire) => portKey(wire.node, wire.port))
    const back = recordBackward(recorder.kernels, plan, records, wanted)
    const slots = (refs: Refs) => new Map([...refs].map(([key, ref]) => [key, recorder.slot(ref)]))
    this.#loss = recorder.slot(values.get(portKey(node, port))!)
    this.#kept = {
      values: slots(wanted === 'everything' ? values : judged.map((key) => [key, values.get(key)!])),
      state: slots(stateOf(records)),
      gradients: slots(back.gradients),
      deltas: slots(back.deltas),
      edges: slots(back.edges),
    }
    const kept = Object.values(this.#kept).flatMap((map) => [...map.values()])
    this.#tape = new Tape(machine, recorder, [this.#loss, ...kept], [...this.#inputs.values()])
    for (const key of this.#kept.gradients.keys()) this.#tape.reserve(this.#inputs.get(key)!)
  }

  /** Null where WebAssembly SIMD is not to be had, or not with so much memory. */
  static make(
    dtype: 'float64' | 'float32',
    plan: Plan,
    nodes: readonly CheckedNode[],
    given: ReadonlyMap<string, Tensor>,
    wanted: Wanted,
  ): Recording | null {
    try {
      const machine = WasmMachine.create(dtype)
      return machine && new Recording(machine, plan, nodes, given, wanted)
    } catch (thrown) {
      if (thrown instanceof RangeError) return null
      throw thrown
    }
  }

  /** Whether these are of the shapes and dtypes that it was recorded for. */
  fits(given: ReadonlyMap<string, Tensor>): boolean {
    if (given.size !== this.#inputs.size) return false
    for (const [key, { shape, dtype }] of this.#inputs) {
      const tensor = given.get(key)
      if (tensor?.dtype !== dtype || !sameShape(tensor.shape, shape)) return false
    }
    return true
  }

  /** Puts numbers in their places. Tensors are immutable: the same one is there already. */
  write(given: ReadonlyMap<string, Tensor>): void {
    for (const [key, slot] of this.#inputs) {
      const tensor = given.get(key)!
      if (this.#written.get(key) === tensor) continue
      this.#tape.write(slot, tensor.data)
      this.#written.set(key, tensor)
    }
  }

  /** @throws BadValues when an op refuses what it is given. */
  run(): void {
    this.#tape.run()
  }

  /** The same with pauses, so that a long run can be left. */
  runWithPauses(): Generator<void, void> {
    return this.#tape.runWithPauses()
  }

  /**
   * Gradient descent on the parameters as they were written: θ ← θ − η·g where they lie, by "node.port", and the largest
   * |Δθ| (NaN where a number is not finite any more). What was there before is gone, unless it is taken back at once.
   */
  descend(rate: number): Descent {
    const before = new Map<string, Tensor>()
    const parameters = new Map<string, Tensor>()
    let change = 0
    for (const [key, gradient] of this.#kept.gradients) {
      const slot = this.#inputs.get(key)!
      before.set(key, this.#written.get(key)!)
      const moved = this.#tape.addScaled(slot, gradient, -rate)
      parameters.set(key, this.#inPlace(key, slot))
      // NaN fails every comparison, so it has to be let through here.
      if (!(moved <= change)) change = moved
    }
    const takeBack = () => {
      for (const [key, tensor] of before) {
        this.#tape.takeBack(this.#inputs.get(key)!)
        this.#written.set(key, tensor)
      }
    }
    return { parameters, change, takeBack }
  }

  /**
   * Whatever lies at the place of an input now. A function of its own: made in `descend`, what reads it would keep the
   * tensors before it, these the ones before them, and so on to the first step.
   */
  #inPlace(key: string, slot: Slot): Tensor {
    const tensor = new InPlace(slot.dtype, slot.shape, () => {
      if (this.#written.get(key) !== tensor) throw new Error(`The numbers of ${key} have been written over.`)
      return this.#tape.read(slot).data
    })
    this.#written.set(key, tensor)
    return tensor
  }

  get loss(): number {
    return this.#tape.read(this.#loss).data[0]!
  }

  /** Views, good until the next run; only the state is copied. */
  read(): Recorded {
    const state = new Map<string, Tensor>()
    for (const [key, slot] of this.#kept.state) {
      const tensor = this.#tape.read(slot)
      state.set(key, { ...tensor, data: tensor.data.slice() })
    }
    return { ...this.#look(), loss: this.loss, state }
  }

  #views: (Omit<Recorded, 'loss' | 'state'> & { readonly buffer: ArrayBuffer }) | null = null

  /** The views are made once for as long as the memory does not grow. */
  #look() {
    const { buffer } = this.#tape
    if (this.#views?.buffer === buffer) return this.#views
    const { values, gradients, deltas, edges } = this.#kept
    const of = (slots: ReadonlyMap<string, Slot>) =>
      new Map([...slots].map(([key, slot]) => [key, this.#tape.read(slot)]))
    this.#views = { buffer, values: of(values), gradients: of(gradients), deltas: of(deltas), edges: of(edges) }
    return this.#views
  }
}

/** What `forwardPass` does, with slots for tensors; ops look at numbers when the recording runs. */
function recordForward(
  recorder: Recorder,
  nodes: readonly CheckedNode[],
  values: Map<string, Ref>,
): Map<string, NodeRecord> {
  const records = new Map<string, NodeRecord>()
  for (const node of nodes) {
    if (SOURCE_OPS.has(node.op.id)) continue
    const inputs = gatherInputs(node, values as Map<string, Ref> as Map<string, Tensor>)
    const { checkValues } = node.op
    if (checkValues) {
      const ports = Object.keys(inputs).filter((port) => inputs[port])
      recorder.look(
        ports.map((port) => inputs[port]!),
        (tensors) => {
          const refused = checkValues(Object.fromEntries(ports.map((port, i) => [port, tensors[i]])), node.attrs)
          if (refused) throw new BadValues(node, refused)
        },
      )
    }
    const made = forwardNode(recorder.kernels, node, inputs)
    records.set(node.id, made)
    for (const [port, value] of Object.entries(made.outputs)) values.set(portKey(node.id, port), value)
  }
  return records
}

interface Back {
  readonly gradients: Refs
  readonly deltas: Refs
  readonly edges: Refs
}

function recordBackward(k: Kernels, plan: Plan, records: ReadonlyMap<string, NodeRecord>, wanted: Wanted): Back {
  if (wanted === 'values') return { gradients: [], deltas: [], edges: [] }
  if (wanted === 'everything') return everyDelta(k, plan, records)
  const pass = backwardPass(k, plan, records)
  let next = pass.next()
  while (!next.done) next = pass.next()
  return { gradients: next.value, deltas: [], edges: [] }
}

/** The evaluator's backward pass: each δ once, each edge once, also where no parameter is. */
function everyDelta(k: Kernels, plan: Plan, records: ReadonlyMap<string, NodeRecord>): Back {
  const [gradients, deltas, edges] = [new Map<string, Ref>(), new Map<string, Ref>(), new Map<string, Ref>()]
  const objective = portKey(plan.objective!.node, plan.objective!.port)
  for (const node of [...plan.order].reverse()) {
    if (!plan.reaching.has(node.id)) continue
    const record = records.get(node.id)
    const incoming: Record<string, Ref | undefined> = {}
    for (const port of Object.keys(node.op.outputs)) {
      const key = portKey(node.id, port)
      const terms = (plan.returning.get(key) ?? []).map(({ edge }) => edges.get(edge)!)
      if (key === objective) terms.unshift(k.full(record!.outputs[port]!.shape, 1))
      const [first, ...rest] = terms
      if (!first) continue
      incoming[port] = rest.reduce((sum, term) => k.add(sum, term), first)
      deltas.set(key, incoming[port])
    }
    if (node.op.id === 'parameter') gradients.set(portKey(node.id, 'y'), incoming.y!)
    if (!record) continue
    for (const port of [...Object.keys(node.wires), ...node.parameters]) {
      if (!node.op.backward[port]) continue
      const delta = backwardPort(k, node, port, record, incoming)
      const wire = node.wires[port]
      if (wire) edges.set(wire.edge, delta)
      else gradients.set(portKey(node.id, port), delta)
    }
  }
  return { gradients, deltas, edges }
}
