/**
 * @file Several optimizer steps kept for going back to. Each step descends by the gradients of one pass of the evaluator,
 * and keeps of it θ before and after, what it was fed, and a few numbers of each tensor; all the rest is made again when
 * somebody looks, with the same bits. So a recording takes the room of its parameters, whatever the size of the graph's values.
 */
import { portKey, type GraphDocument } from '../graph'
import type { Op } from '../ops'
import type { Tensor } from '../tensor'
import { RecordedNumbers } from './recordedNumbers'
import type { RecordedEvent, RecordedStep, RunTensors, StopNumbers } from './recordedTypes'
import { Session, type SessionOptions } from './session'
import type { Run } from './types'

export interface RecordedRunOptions extends SessionOptions {
  readonly document: GraphDocument
  readonly ops: ReadonlyMap<string, Op>
  /** LaTeX of the optimizer's update. */
  readonly formula: string
}

export class RecordedRun {
  readonly #session: Session
  readonly #steps: RecordedStep[] = []
  readonly #traces: (readonly RecordedEvent[])[] = []
  readonly #numbers = new RecordedNumbers()
  /** The pass of the step that was looked at last: looking around in it costs nothing more. */
  #latest: { readonly index: number; readonly run: Run } | null = null
  #known: { readonly trace: Run['trace']; readonly events: readonly RecordedEvent[] } | null = null

  constructor(private readonly options: RecordedRunOptions) {
    this.#session = new Session(options.ops, options)
  }

  get document(): GraphDocument {
    return this.options.document
  }

  get ops(): ReadonlyMap<string, Op> {
    return this.options.ops
  }

  get steps(): readonly RecordedStep[] {
    return this.#steps
  }

  /** How many events a step has: the same for each. */
  get eventsPerStep(): number {
    return this.#traces[0]?.length ?? 0
  }

  /** The pass by which a step is taken, which `add` then keeps. Pauses after each node. */
  *pass(feeds: Readonly<Record<string, Tensor>>): Generator<void, Run> {
    this.#latest = null
    return yield* this.#session.steps(this.options.document, feeds)
  }

  /** Keeps one more step, and the numbers of its pass. */
  add(step: RecordedStep, run: Run): void {
    // Who looked at another step meanwhile has left its tensors in the session: then this one is made again for looking.
    this.#latest = this.#latest ? null : { index: this.#steps.length, run }
    this.#steps.push(step)
    this.#traces.push(this.#eventsOf(run))
    this.#numbers.note(run, step)
  }

  /** Forward, backward, then one update a parameter, in the order in which their gradients became known. */
  trace(index: number): readonly RecordedEvent[] {
    return this.#traces[index] ?? []
  }

  /** All tensors of a step: the pass is done again from the parameters of that step. */
  run(index: number): Run {
    if (this.#latest?.index === index) return this.#latest.run
    const step = this.#steps[index]!
    const run = this.#session.run(this.options.document, { ...step.feeds(), ...Object.fromEntries(step.before) })
    this.#latest = { index, run }
    return run
  }

  /** What a node left behind in the step that was looked at last. */
  record(node: string): ReturnType<Session['record']> {
    return this.#session.record(node)
  }

  /** What stands for a tensor in each step: the number itself, or its norm; NaN where the step has no such tensor. */
  history(kind: RunTensors, key: string): readonly number[] {
    return this.#numbers.history(kind, key)
  }

  /** What breakpoints ask about the events of a step. */
  numbersAt(index: number): StopNumbers {
    return this.#numbers.at(index)
  }

  /** The same list for the same trace: whoever has it need not be given it again. */
  #eventsOf({ trace }: Run): readonly RecordedEvent[] {
    if (this.#known?.trace === trace) return this.#known.events
    const events: RecordedEvent[] = [...trace]
    for (const event of trace) {
      if (event.kind !== 'parameter-gradient') continue
      const { node, port } = event
      events.push({
        index: events.length,
        phase: 'update',
        kind: 'update',
        node,
        port,
        fromCache: [],
        reads: [portKey(node, port)],
        formula: this.options.formula,
        cost: 0,
      })
    }
    this.#known = { trace, events }
    return events
  }
}
