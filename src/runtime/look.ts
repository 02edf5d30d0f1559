/** @file Answers what the page asks about the inside of a network that reads images, in slices. */
import { KernelHistory, LookPasses, LookProblem, mergeTop, peaks, type KernelSnapshot, type LookRun } from '../engine'
import { decodeTensor, edgeAt, portKey, type GraphDocument, type StoredTensor } from '../graph'
import type { Op } from '../ops'
import { numel, type Tensor } from '../tensor'
import { ascentPiece } from './lookAscent'
import { boxAt, feedsFor, layerOf, lookAt, rowOf, type Looked, type LookSource } from './lookSubject'
import type {
  KernelMoment,
  KernelNews,
  Ascent,
  AscentPiece,
  AscentWish,
  LookAnswer,
  LookedMaps,
  LookedNetwork,
  LookedSaliency,
  LookTensor,
  LookUnit,
  PatchScan,
  PatchWish,
} from './lookTypes'

/** Messages wait at most about this long, ms. */
const SLICE_MS = 12
/** How long one piece of a long answer takes, ms. */
const PIECE_MS = 90
/** Channels of a layer that are sent. */
const MOST_CHANNELS = 256
/** Numbers of one layer that a batch of a scan may have, and images in it. */
const BATCH = { numbers: 2 ** 22, images: 64 }

export interface LookHooks {
  readonly ops: ReadonlyMap<string, Op>
  readonly giveWay: () => Promise<void>
  readonly now: () => number
}

export class Looks {
  readonly #passes: LookPasses
  readonly #history = new KernelHistory()

  constructor(private readonly hooks: LookHooks) {
    this.#passes = new LookPasses(hooks.ops)
  }

  /** Another document: what was kept of the last one goes. */
  forget(): void {
    this.#history.clear()
  }

  /** While a network trains: its kernels at this step. Null where there are none, or they are too large to be kept. */
  note(step: number, document: GraphDocument, parameters: Readonly<Record<string, StoredTensor>>): KernelNews | null {
    const kernels = new Map<string, KernelSnapshot>()
    const keys = kernelKeys(document)
    for (const key of keys) {
      const stored = parameters[key]
      if (stored?.shape.length !== 4) continue
      kernels.set(key, { shape: stored.shape, data: Float32Array.from(decodeTensor(stored).data) })
    }
    this.#history.note(step, kernels)
    const steps = [...new Set(keys.flatMap((key) => this.#history.steps(key)))].sort((a, b) => a - b)
    return steps.includes(step) ? { moment: { step, kernels: Object.fromEntries(kernels) }, steps } : null
  }

  /** What another engine had noted. */
  remember(past: readonly KernelMoment[]): void {
    for (const { step, kernels } of past) this.#history.note(step, new Map(Object.entries(kernels)))
  }

  /** @param limit bytes */
  past(limit: number): KernelMoment[] {
    return this.#history.past(limit).map(({ step, kernels }) => ({ step, kernels: Object.fromEntries(kernels) }))
  }

  steps(key: string): readonly number[] {
    return this.#history.steps(key)
  }

  kernels(key: string, step: number): LookTensor | null {
    return this.#history.at(key, step)
  }

  network(source: LookSource): Promise<LookAnswer<LookedNetwork>> {
    return this.#answer(async () => {
      const { image, count, layers, checked } = lookAt(this.#passes, source, 0)
      return {
        image: { node: image.node, shape: image.shape.slice(1) },
        count,
        hasObjective: checked.objective !== null,
        layers: layers.map(({ node, op, shape, units, field }) => ({ node, op, shape: shape.slice(1), units, field })),
      }
    })
  }

  image(source: LookSource, example: number): Promise<LookAnswer<{ image: LookTensor }>> {
    return this.#answer(async () => {
      const looked = lookAt(this.#passes, source, example)
      return { image: imageIn(looked, await this.#work(this.#passes.forward(looked, [looked.image.node]))) }
    })
  }

  maps(source: LookSource, example: number): Promise<LookAnswer<LookedMaps>> {
    return this.#answer(async () => {
      const looked = lookAt(this.#passes, source, example)
      const targets = [looked.image.node, ...looked.layers.map(({ node }) => node)]
      const run = await this.#work(this.#passes.forward(looked, targets))
      const layers = looked.layers.map(({ node, port, units }) => ({
        node,
        ...rowOf(run.values.get(portKey(node, port))!, looked.row, MOST_CHANNELS),
        left: Math.max(0, units - MOST_CHANNELS),
      }))
      return { image: imageIn(looked, run), layers }
    })
  }

  saliency(source: LookSource, example: number, of: LookUnit | null): Promise<LookAnswer<LookedSaliency>> {
    return this.#answer(async () => {
      const looked = lookAt(this.#passes, source, example)
      const { objective } = looked.checked
      if (!of && !objective) throw new LookProblem('There is no loss to differentiate. Choose a unit instead.')
      const layer = of && layerOf(looked, of)
      const at = layer ?? objective!
      const run = await this.#work(this.#passes.forward(looked, [looked.image.node, at.node]))
      const value = run.values.get(portKey(at.node, at.port))!
      const seeded = of ? peakIn(value, of.unit, looked.row) : 0
      const data = new Float32Array(value.data.length)
      data[seeded] = 1
      const delta: Tensor = { dtype: 'float32', shape: value.shape, data }
      const from = { key: portKey(at.node, at.port), delta }
      const gradient = await this.#work(this.#passes.back(run, from, looked.image.node))
      if (!gradient) throw new LookProblem('No gradient reaches the image from here.')
      return { image: imageIn(looked, run), ...overChannels(rowOf(gradient, looked.row)), value: value.data[seeded]! }
    })
  }

  patches(source: LookSource, wish: PatchWish, from: PatchScan | null): Promise<LookAnswer<PatchScan>> {
    return this.#answer(async () => {
      const { now } = this.hooks
      let { next, best } = from ?? { next: 0, best: [] }
      const looked = lookAt(this.#passes, source, next)
      const layer = layerOf(looked, wish)
      const end = Math.min(wish.end, looked.count)
      // What the document holds itself goes through the graph as it is.
      const alone = source.data === null
      const largest = Math.max(...looked.layers.map(({ shape }) => numel(shape.slice(1))))
      const most = alone ? looked.count : Math.max(1, Math.min(BATCH.images, Math.floor(BATCH.numbers / largest)))
      const until = now() + PIECE_MS
      for (let size = alone ? most : 1; next < end && (now() < until || !from);) {
        const examples = Array.from({ length: Math.min(size, end - next) }, (_, i) => next + i)
        const began = now()
        const run = await this.#work(this.#passes.forward(looked, [layer.node], feedsFor(source, examples)))
        const found = peaks(run.values.get(portKey(layer.node, layer.port))!, wish.unit, examples)
        const places = found.slice(0, examples.length).map((place) => ({
          ...place,
          box: boxAt(looked, layer, place.row, place.column),
        }))
        best = mergeTop(best, places, wish.most) as typeof places
        next += examples.length
        if (now() >= until) break
        if (now() - began < SLICE_MS) size = Math.min(most, size * 2)
      }
      return { next, best }
    })
  }

  ascent(source: LookSource, wish: AscentWish, from: Ascent | null): Promise<LookAnswer<AscentPiece>> {
    return this.#answer(async () => {
      const looked = lookAt(this.#passes, source, wish.example)
      const work = <T>(steps: Generator<void, T>) => this.#work(steps)
      const until = this.hooks.now() + PIECE_MS
      return ascentPiece(looked, this.#passes, wish, from, { work, more: () => this.hooks.now() < until })
    })
  }

  async #work<T>(steps: Generator<void, T>): Promise<T> {
    const { now, giveWay } = this.hooks
    let until = now() + SLICE_MS
    for (;;) {
      const next = steps.next()
      if (next.done) return next.value
      if (now() < until) continue
      await giveWay()
      until = now() + SLICE_MS
    }
  }

  async #answer<T extends object>(make: () => Promise<T>): Promise<LookAnswer<T>> {
    try {
      return { ok: true, ...(await make()) }
    } catch (thrown) {
      if (!(thrown instanceof LookProblem)) throw thrown
      return { ok: false, reason: thrown.message }
    }
  }
}

/** Where the kernels of the convolutions are kept: their own, or a parameter that is wired to them. */
function kernelKeys(document: GraphDocument): string[] {
  return Object.entries(document.nodes).flatMap(([node, { op }]) => {
    if (op !== 'conv2d') return []
    const from = edgeAt(document, { node, port: 'weight' })?.from
    return [from ? portKey(from.node, from.port) : portKey(node, 'weight')]
  })
}

const imageIn = ({ image, row }: Looked, run: LookRun) => rowOf(run.values.get(portKey(image.node, 'y'))!, row)

/** Flat index of where a unit is largest in one example. */
function peakIn(y: Tensor, unit: number, row: number): number {
  const [, units, height = 1, width = 1] = y.shape as [number, number, number?, number?]
  const place = peaks(y, unit, [...new Array<number>(y.shape[0]!).keys()])[row]!
  return ((row * units + unit) * height + place.row) * width + place.column
}

/** Largest size, and sum, over the channels of a gradient [channels, height, width]. */
function overChannels({ shape, data }: LookTensor): { magnitude: LookTensor; signed: LookTensor } {
  const [channels, height, width] = shape as [number, number, number]
  const area = height * width
  const [magnitude, signed] = [new Float32Array(area), new Float32Array(area)]
  for (let channel = 0; channel < channels; channel++)
    for (let i = 0; i < area; i++) {
      const g = data[channel * area + i]!
      magnitude[i] = Math.max(magnitude[i]!, Math.abs(g))
      signed[i] = signed[i]! + g
    }
  return { magnitude: { shape: [height, width], data: magnitude }, signed: { shape: [height, width], data: signed } }
}
