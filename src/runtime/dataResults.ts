/** @file What the network makes of its examples by now: right and wrong, everywhere in the plane, along a curve. */
import type { LoadedData, OwnInfo } from '../data'
import { LookProblem } from '../engine'
import { portKey, type GraphDocument } from '../graph'
import type { Op } from '../ops'
import type { Feeding } from '../train'
import { numel, type Shape, type Tensor } from '../tensor'
import type { Drawing } from './dataFeed'
import { classesIn, labelOf, largest, surenessOf, targetOf, type Judges } from './dataJudge'
import { NoResults, Scenes, type Scene } from './dataScene'
import type { Boundary, Classified, DataAnswer, Fit, Judged, Mistake, Part, Results } from './dataTypes'

/** Messages wait at most about this long, ms. */
const SLICE_MS = 12
/** What quick results may cost while training goes on beside them, ms of work. */
const QUICK_MS = 90
/** And how long they may take where the machine has other things to do, ms: they are to come twice a second. */
const QUICK_WALL_MS = 250
/** Numbers of one chunk of examples, examples in it, and in the first one. */
const CHUNK = { numbers: 2 ** 17, examples: 100, first: 8 }
const SIDE = 48
const CURVE_POINTS = 160
const MOST_POINTS = 600
const MOST_MISTAKES = 200
const MOST_CLASSES = 200
const MOST_PICTURES = 48

export interface ResultsHooks {
  readonly ops: ReadonlyMap<string, Op>
  readonly giveWay: () => Promise<void>
  readonly now: () => number
}

interface Source {
  readonly document: GraphDocument
  readonly data: LoadedData | null
  readonly own: readonly OwnInfo[]
}

export class DataResults {
  readonly #scenes: Scenes

  constructor(private readonly hooks: ResultsHooks) {
    this.#scenes = new Scenes(hooks.ops)
  }

  /** The network moves: whoever counts all examples just now ends with those that it has, so that newer numbers can follow. */
  hurry(): void {
    this.#hurried = true
  }

  results({ document, data, own }: Source, quick: boolean): Promise<DataAnswer<Results>> {
    this.#hurried = quick
    return this.#answer(async () => {
      const scene = this.#scenes.scene(document, data, own)
      const { judges } = scene.loss.op
      const only = scene.inputs.length === 1 ? scene.inputs[0]! : null
      const size = only ? numel(only.shape) : 0
      const probe = await this.#outputs(scene, scene.train, [0])
      const classes = judges ? classesIn(judges, probe.answer) : null
      const judged =
        judges && classes && classes <= MOST_CLASSES && (await this.#labels(scene, judges))
          ? await this.#judge(scene, judges, classes)
          : null
      const boundary =
        judged && judges && only && size === 2 && only.shape.length === 1
          ? await this.#boundary(scene, only.node, judges)
          : null
      const fit =
        !judged && only && size === 1 && numel(probe.answer.shape) === 1
          ? await this.#fit(scene, only.node, only.shape)
          : null
      const drawing = judged && only ? drawingSide(only.shape) : null
      if (!judged && !fit)
        throw new NoResults(
          'Results are shown for networks that tell classes apart, and for curves: one number in, one number out.',
          'Use a loss such as cross entropy with a target of classes, or watch the loss in Training.',
        )
      return { judged, boundary, fit, drawing }
    })
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
    const only = scene.inputs.length === 1 ? scene.inputs[0]! : null
    const side = only && drawingSide(only.shape)
    if (!judges || !only || !side || pixels.length !== side * side)
      throw new NoResults(
        'No grey image goes into this network.',
        'Feed an input from a data set of grey images, such as MNIST.',
      )
    const image: Tensor = { dtype: 'float32', shape: [1, ...only.shape], data: pixels }
    const answer = await this.#work(this.#scenes.ask(scene, only.node, image))
    return { scene, judges, node: only.node, image, sure: surenessOf(judges, answer, 0) }
  }

  async #judge(scene: Scene, judges: Judges, classes: number): Promise<Judged> {
    const part: Part = scene.heldOut ? 'heldOut' : 'train'
    const feeding = scene.heldOut ?? scene.train
    const matrix = new Uint32Array(classes * classes)
    const mistakes: Mistake[] = []
    const width = scene.inputs.reduce((sum, { shape }) => sum + numel(shape), 1)
    const most = Math.max(1, Math.min(CHUNK.examples, Math.floor(CHUNK.numbers / width)))
    this.#spent = 0
    const until = this.hooks.now() + QUICK_WALL_MS
    const enough = () => this.#hurried && (this.#spent >= QUICK_MS || this.hooks.now() >= until)
    let seen = 0
    for (let size = Math.min(CHUNK.first, most); seen < feeding.size && (seen === 0 || !enough());) {
      const many = Math.min(size, feeding.size - seen)
      const before = this.#spent
      const { answer, target } = await this.#outputs(
        scene,
        feeding,
        Uint32Array.from({ length: many }, (_, i) => seen + i),
      )
      // Few examples at first: a large network shall not hold up the training beside it.
      if (this.#spent - before < QUICK_MS / 4) size = Math.min(most, 2 * size)
      for (let row = 0; row < many; row++) {
        const label = labelOf(judges, target, row)
        if (label === null || label >= classes) continue
        const sure = surenessOf(judges, answer, row)
        const said = largest(sure)
        matrix[label * classes + said]!++
        if (said !== label) mistakes.push({ example: seen + row, label, answer: said, sure: sure[said]! })
      }
      seen += many
    }
    mistakes.sort((a, b) => b.sure - a.sure || a.example - b.example)
    let right = 0
    for (let c = 0; c < classes; c++) right += matrix[c * classes + c]!
    return {
      part,
      seen,
      size: feeding.size,
      right,
      classes,
      names: scene.names?.length === classes ? scene.names : null,
      matrix,
      mistakes: mistakes.slice(0, MOST_MISTAKES),
      pictures: this.#pictures(scene, feeding, mistakes),
    }
  }

  #pictures(scene: Scene, feeding: Feeding, mistakes: readonly Mistake[]): Judged['pictures'] {
    const only = scene.inputs.length === 1 ? scene.inputs[0]! : null
    if (only?.shape.length !== 3 || (only.shape[0] !== 1 && only.shape[0] !== 3)) return null
    const indices = mistakes.slice(0, MOST_PICTURES).map(({ example }) => example)
    const { shape, data } = this.#scenes.feeds(feeding, indices)[portKey(only.node, 'y')]!
    return { shape, data }
  }

  async #boundary(scene: Scene, node: string, judges: Judges): Promise<Boundary> {
    const [train, heldOut] = await Promise.all([
      this.#points(scene, scene.train, node, judges),
      scene.heldOut ? this.#points(scene, scene.heldOut, node, judges) : new Float32Array(0),
    ])
    const [left, right, bottom, top] = [...spanOf(train, 0), ...spanOf(train, 1)] as [number, number, number, number]
    const grid = new Float32Array(2 * SIDE * SIDE)
    for (let row = 0; row < SIDE; row++)
      for (let column = 0; column < SIDE; column++) {
        const at = 2 * (row * SIDE + column)
        grid[at] = left + ((right - left) * (column + 0.5)) / SIDE
        grid[at + 1] = top - ((top - bottom) * (row + 0.5)) / SIDE
      }
    const image: Tensor = { dtype: 'float32', shape: [SIDE * SIDE, 2], data: grid }
    const answer = await this.#work(this.#scenes.ask(scene, node, image))
    const classes = new Uint8Array(SIDE * SIDE)
    const sure = new Float32Array(SIDE * SIDE)
    for (let i = 0; i < classes.length; i++) {
      const all = surenessOf(judges, answer, i)
      classes[i] = largest(all)
      sure[i] = all[classes[i]!]!
    }
    return { side: SIDE, range: [left, right, bottom, top], classes, sure, train, heldOut }
  }

  async #fit(scene: Scene, node: string, shape: Shape): Promise<Fit> {
    const pairs = async (feeding: Feeding) => {
      const feeds = this.#scenes.feeds(feeding, first(feeding.size))
      const values = await this.#work(this.#scenes.forward(scene, feeds, [node, scene.target.node]))
      const [x, y] = [values.get(portKey(node, 'y'))!.data, values.get(scene.target.key)!.data]
      return Float32Array.from({ length: 2 * x.length }, (_, i) => (i % 2 ? y : x)[i >> 1]!)
    }
    const train = await pairs(scene.train)
    const heldOut = scene.heldOut ? await pairs(scene.heldOut) : new Float32Array(0)
    const [low, high] = spanOf(train, 0, 2)
    const x = Float32Array.from({ length: CURVE_POINTS }, (_, i) => low + ((high - low) * i) / (CURVE_POINTS - 1))
    const line: Tensor = { dtype: 'float32', shape: [CURVE_POINTS, ...shape], data: x }
    const answer = await this.#work(this.#scenes.ask(scene, node, line))
    return { train, heldOut, x, y: Float32Array.from(answer.data) }
  }

  /** x, y and class of the first examples. */
  async #points(scene: Scene, feeding: Feeding, node: string, judges: Judges): Promise<Float32Array> {
    const feeds = this.#scenes.feeds(feeding, first(feeding.size))
    const values = await this.#work(this.#scenes.forward(scene, feeds, [node, scene.target.node]))
    const [at, target] = [values.get(portKey(node, 'y'))!, values.get(scene.target.key)!]
    const points = new Float32Array(3 * at.shape[0]!)
    for (let i = 0; i < at.shape[0]!; i++)
      points.set([at.data[2 * i]!, at.data[2 * i + 1]!, labelOf(judges, target, i) ?? 0], 3 * i)
    return points
  }

  /** Whether targets name classes at all: mean squared error compares with any numbers. */
  async #labels(scene: Scene, judges: Judges): Promise<boolean> {
    const indices = first(Math.min(64, scene.train.size))
    const feeds = this.#scenes.feeds(scene.train, indices)
    const target = (await this.#work(this.#scenes.forward(scene, feeds, [scene.target.node]))).get(scene.target.key)!
    return [...indices].every((_, row) => labelOf(judges, target, row) !== null)
  }

  async #outputs(scene: Scene, feeding: Feeding, indices: ArrayLike<number>) {
    const feeds = this.#scenes.feeds(feeding, indices)
    const values = await this.#work(this.#scenes.forward(scene, feeds, [scene.answer.node, scene.target.node]))
    return { answer: values.get(scene.answer.key)!, target: values.get(scene.target.key)! }
  }

  #hurried = false

  /** ms of work since it was set to 0, without what was done in between for others. */
  #spent = 0

  async #work<T>(steps: Generator<void, T>): Promise<T> {
    const { now, giveWay } = this.hooks
    let began = now()
    for (;;) {
      const next = steps.next()
      const spent = now() - began
      if (!next.done && spent < SLICE_MS) continue
      this.#spent += spent
      if (next.done) return next.value
      await giveWay()
      began = now()
    }
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

const first = (size: number) => Uint32Array.from({ length: Math.min(size, MOST_POINTS) }, (_, i) => i)

const className = ({ names }: Scene, label: number) => names?.[label] ?? String(label)

/** [1, side, side] is a grey image. */
function drawingSide(shape: Shape): number | null {
  return shape.length === 3 && shape[0] === 1 && shape[1] === shape[2] && shape[1]! >= 8 ? shape[1]! : null
}

/** From the lowest to the highest of every `stride`-th number, with some room on both sides. */
function spanOf(points: Float32Array, offset: number, stride = 3): [number, number] {
  let low = Infinity
  let high = -Infinity
  for (let i = offset; i < points.length; i += stride) {
    low = Math.min(low, points[i]!)
    high = Math.max(high, points[i]!)
  }
  const room = 0.12 * (high - low) || 1
  return [low - room, high + room]
}
