/** @file What the network makes of its examples by now, and of a drawing. */
import type { LoadedData, OwnInfo } from '../data'
import { LookProblem } from '../engine'
import { portKey, type GraphDocument } from '../graph'
import type { Op } from '../ops'
import type { Tensor } from '../tensor'
import type { Drawing } from './dataFeed'
import { surenessOf, targetOf } from './dataJudge'
import { Scenes, type Scene } from './dataScene'
import type { Classified, DataAnswer, Results } from './dataTypes'
import { NoResults } from './noResults'
import { Bench, type BenchHooks } from './results/bench'
import { drawingSide } from './results/classes'
import { onlyInput } from './results/kind'
import { resultsOf } from './results/kinds'

export interface ResultsHooks extends BenchHooks {
  readonly ops: ReadonlyMap<string, Op>
}

interface Source {
  readonly document: GraphDocument
  readonly data: LoadedData | null
  readonly own: readonly OwnInfo[]
}

export class DataResults {
  readonly #scenes: Scenes
  readonly #bench: Bench

  constructor(hooks: ResultsHooks) {
    this.#scenes = new Scenes(hooks.ops)
    this.#bench = new Bench(this.#scenes, hooks)
  }

  /** The network moves: whoever counts all examples just now ends with those that it has, so that newer numbers can follow. */
  hurry(): void {
    this.#bench.hurried = true
  }

  results({ document, data, own }: Source, quick: boolean): Promise<DataAnswer<Results>> {
    this.#bench.hurried = quick
    return this.#answer(async () => resultsOf(this.#bench, this.#scenes.scene(document, data, own)))
  }

  classify(source: Source, pixels: Float32Array): Promise<DataAnswer<Classified>> {
    return this.#answer(async () => {
      const { sure, scene } = await this.#said(source, pixels)
      return { sure, names: scene.names }
    })
  }

  /**
   * A drawing as what enters the graph in the place of one example.
   * @param label the class that it is meant to be.
   */
  drawing(source: Source, pixels: Float32Array, label: number): Promise<DataAnswer<{ readonly drawing: Drawing }>> {
    return this.#answer(async () => {
      const { scene, judges, node, image, sure } = await this.#said(source, pixels)
      const like = scene.train.shapes(1)[scene.target.key]
      const target = like && label >= 0 && label < sure.length ? targetOf(judges, label, like) : null
      if (!target)
        throw new NoResults(
          `It cannot be told to this graph that the drawing is meant to be ${className(scene, label)}.`,
          'Wire an input that names the class of each example to the target of the loss.',
        )
      const looked: Tensor = { ...image, dtype: 'float64', data: Float64Array.from(pixels) }
      const feeds = { [portKey(node, 'y')]: looked, [scene.target.key]: target }
      return { drawing: { feeds, drawn: { label, name: className(scene, label) } } }
    })
  }

  /** @throws NoResults when no grey image of that size goes in. */
  async #said({ document, data, own }: Source, pixels: Float32Array) {
    const scene = this.#scenes.scene(document, data, own)
    const { judges } = scene.loss.op
    const only = onlyInput(scene)
    const side = only && drawingSide(only.shape)
    if (!judges || !only || !side || pixels.length !== side * side)
      throw new NoResults(
        'No grey image goes into this network.',
        'Feed an input from a data set of grey images, such as MNIST.',
      )
    const image: Tensor = { dtype: 'float32', shape: [1, ...only.shape], data: pixels }
    const answer = await this.#bench.work(this.#scenes.ask(scene, only.node, image))
    return { scene, judges, node: only.node, image, sure: surenessOf(judges, answer, 0) }
  }

  async #answer<T extends object>(make: () => Promise<T>): Promise<DataAnswer<T>> {
    try {
      return { ok: true, ...(await make()) }
    } catch (thrown) {
      if (thrown instanceof NoResults) return { ok: false, problem: { message: thrown.message, hint: thrown.hint } }
      if (thrown instanceof LookProblem)
        return { ok: false, problem: { message: thrown.message, hint: 'Mend it, then come back.' } }
      throw thrown
    }
  }
}

const className = ({ names }: Scene, label: number) => names?.[label] ?? String(label)
