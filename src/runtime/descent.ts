/**
 * @file The descent lab's side of the engine: one loss field of the open graph, kept while the graph stays as it is, and
 * long questions about it in slices. One question of each kind at a time: a newer one stops the older.
 */
import {
  criticalsOf,
  curveSteps,
  directionSpace,
  elementSpace,
  filterNormalised,
  gridSteps,
  landscapeIn,
  type Grid,
  type GridWindow,
  type Subspace,
} from '../engine'
import { encodeTensor, type GraphDocument, type StoredTensor, type TrainingSettings } from '../graph'
import type { LoadedData } from '../data'
import type { Op } from '../ops'
import { hashSeed } from '../tensor'
import { LossField, TrainingProblem } from '../train'
import { followSteps, rangeSteps, rateCurves } from './descentFollow'
import { trailSteps } from './descentTrail'
import type {
  DescentKind,
  DescentScene,
  ElementAt,
  EndWish,
  RangeWish,
  SpaceWish,
  Trail,
  WalkWish,
} from './descentTypes'
import type { Subject } from './study'
import type { StudyAnswer, StudyProgress } from './studyTypes'
import type { RunUpdate } from './protocol'

/** Messages wait at most about this long, ms. */
const SLICE_MS = 15
/** What takes longer than this says how far it is, so often. */
const QUIET_MS = 250
const TELL_EVERY_MS = 100

export interface DescentHooks {
  readonly ops: ReadonlyMap<string, Op>
  readonly progress: (progress: StudyProgress) => void
  readonly giveWay: () => Promise<void>
  readonly now: () => number
  readonly memoryBudget?: number | undefined
}

export interface DescentSubject extends Subject {
  readonly examples: RunUpdate['examples']
}

/** Some know how far they are. A result of null: it was stopped before there was any. */
type Steps<T> = Generator<Omit<StudyProgress, 'kind'> | void, T | null>

/** What was done of these is worth something: they are asked to end instead of being left. */
const HALTED: ReadonlySet<DescentKind> = new Set(['follow', 'range'])

export class Descents {
  readonly #tickets = new Map<DescentKind, symbol>()
  readonly #halted = new Set<DescentKind>()
  #kept: { readonly of: DescentSubject; readonly field: LossField } | null = null
  /** Whose pass over the field is under way. */
  #passing: symbol | null = null

  constructor(private readonly hooks: DescentHooks) {}

  scene(subject: DescentSubject): Promise<StudyAnswer<DescentScene>> {
    return this.#run('scene', () => once(sceneOf(this.#field(subject), subject)))
  }

  curve(
    subject: DescentSubject,
    space: SpaceWish,
    [from, to]: readonly [number, number],
    points: number,
    critical: boolean,
  ) {
    return this.#run('curve', () => {
      const field = this.#field(subject)
      const count = Math.max(3, Math.min(2001, Math.round(points)))
      return curveSteps(landscapeIn(field, spaceOf(field, space)), from, to, count, critical)
    })
  }

  grid(
    subject: DescentSubject,
    space: SpaceWish,
    window: GridWindow,
    size: readonly [number, number],
    sloped: boolean,
    known: Grid | null,
  ) {
    return this.#run('grid', () => {
      const field = this.#field(subject)
      const [columns, rows] = size.map((count) => Math.max(3, Math.min(201, Math.round(count)))) as [number, number]
      return gridSteps(landscapeIn(field, spaceOf(field, space)), window, columns, rows, sloped, known)
    })
  }

  criticals(subject: DescentSubject, space: SpaceWish, grid: Grid) {
    return this.#run('criticals', () => {
      const field = this.#field(subject)
      return criticalsOf(landscapeIn(field, spaceOf(field, space)), grid)
    })
  }

  walk(subject: DescentSubject, wish: WalkWish, kind: 'walk' | 'trails'): Promise<StudyAnswer<readonly Trail[]>> {
    return this.#run(kind, () => walks(this.#field(subject), wish))
  }

  theta(subject: DescentSubject, space: SpaceWish, at: readonly number[]) {
    return this.#run('scene', () => {
      const field = this.#field(subject)
      return once(changedTensors(field, spaceOf(field, space).theta(at)))
    })
  }

  /** Walks once more, since θ of each iterate of each walk would be too much to keep. */
  end(subject: DescentSubject, wish: EndWish) {
    return this.#run('end', () => endOf(this.#field(subject), wish))
  }

  follow({ document }: DescentSubject, data: LoadedData | null, settings: TrainingSettings) {
    return this.#run('follow', () => followSteps(this.#training(document, data, 'follow'), settings))
  }

  range({ document }: DescentSubject, data: LoadedData | null, wish: RangeWish) {
    return this.#run('range', () => rangeSteps(this.#training(document, data, 'range'), wish))
  }

  rates(settings: TrainingSettings) {
    return this.#run('scene', () => once(rateCurves(settings)))
  }

  /** @param kind without it, everything. */
  stop(kind?: DescentKind): void {
    if (kind && HALTED.has(kind)) this.#halted.add(kind)
    else if (kind) this.#tickets.delete(kind)
    else this.#tickets.clear()
  }

  #training(document: GraphDocument, data: LoadedData | null, kind: DescentKind) {
    const { ops, memoryBudget } = this.hooks
    const halted = () => this.#halted.has(kind)
    return { document, ops, data, halted, ...(memoryBudget ? { memoryBudget } : {}) }
  }

  /** @throws TrainingProblem */
  #field(subject: DescentSubject): LossField {
    const { document, feeds } = subject
    const of = this.#kept?.of
    const same =
      of &&
      of.feeds === feeds &&
      of.document.nodes === document.nodes &&
      of.document.edges === document.edges &&
      of.document.tensors === document.tensors &&
      of.document.objective === document.objective &&
      of.document.training?.seed === document.training?.seed
    if (same) return this.#kept!.field
    const { ops, memoryBudget } = this.hooks
    const field = new LossField({ document, ops, feeds, ...(memoryBudget ? { memoryBudget } : {}) })
    this.#kept = { of: subject, field }
    this.#passing = null
    return field
  }

  async #run<T>(kind: DescentKind, begin: () => Steps<T>): Promise<StudyAnswer<T>> {
    const { giveWay, now, progress } = this.hooks
    const ticket = Symbol(kind)
    this.#tickets.set(kind, ticket)
    this.#halted.delete(kind)
    let tell = now() + QUIET_MS
    try {
      const steps = begin()
      let until = now() + SLICE_MS
      for (;;) {
        // A large pass is left in its middle: nobody else's may begin then, all are made in one memory.
        while (this.#passing && this.#passing !== ticket) {
          await giveWay()
          if (this.#tickets.get(kind) !== ticket) return { state: 'stopped' }
          until = now() + SLICE_MS
        }
        const next = steps.next()
        this.#passing = this.#kept?.field.passing ? ticket : null
        if (next.done) return next.value === null ? { state: 'stopped' } : { state: 'done', result: next.value }
        if (now() < until) continue
        if (now() >= tell) {
          tell = now() + TELL_EVERY_MS
          progress({ kind, ...(next.value ?? { done: 0, total: 0 }) })
        }
        await giveWay()
        if (this.#tickets.get(kind) !== ticket) {
          steps.return(null)
          return { state: 'stopped' }
        }
        until = now() + SLICE_MS
      }
    } catch (thrown) {
      if (!(thrown instanceof TrainingProblem)) throw thrown
      const { code, message, hint, node, port } = thrown
      return { state: 'refused', problem: { code, message, hint, ...(node && { node }), ...(port && { port }) } }
    } finally {
      // However it ends: nobody may be left waiting for it.
      if (this.#passing === ticket) this.#passing = null
      if (this.#tickets.get(kind) === ticket) this.#tickets.delete(kind)
    }
  }
}

type Tensors = Readonly<Record<string, StoredTensor>>

/** What of θ is another than the document's, as the document stores it. */
function changedTensors(field: LossField, theta: Float64Array): Tensors {
  const moved = field.parts.filter(({ offset, size }) =>
    theta.subarray(offset, offset + size).some((x, i) => x !== field.start[offset + i]),
  )
  return Object.fromEntries(moved.map((part) => [part.key, encodeTensor(field.tensor(part, theta))]))
}

/** An answer that needs no slices. */
function* once<T>(result: T): Steps<T> {
  return result
}

function* walks(field: LossField, { space: wish, start, settings, moves }: WalkWish): Steps<Trail[]> {
  const space = spaceOf(field, wish)
  const trails: Trail[] = []
  const total = settings.reduce((sum, { steps }) => sum + steps, 0)
  let before = 0
  for (const each of settings) {
    const work = trailSteps(field, space, start ?? [...space.origin], each, moves)
    for (let next = work.next(); ; next = work.next()) {
      if (next.done) {
        trails.push(next.value.trail)
        break
      }
      yield { done: before + next.value, total }
    }
    before += each.steps
  }
  return trails
}

function* endOf(field: LossField, { space: wish, start, settings, moves }: EndWish): Steps<Tensors> {
  const space = spaceOf(field, wish)
  const work = trailSteps(field, space, start ?? [...space.origin], settings, moves)
  for (let next = work.next(); ; next = work.next()) {
    if (next.done) return changedTensors(field, next.value.theta)
    yield { done: next.value, total: settings.steps }
  }
}

function sceneOf({ parts, size, loss }: LossField, { examples }: DescentSubject): DescentScene {
  const sorted = [...parts].sort((a, b) => a.key.localeCompare(b.key, 'en', { numeric: true }))
  return { parts: sorted.map((part) => ({ key: part.key, shape: part.shape, size: part.size })), size, loss, examples }
}

/** @throws TrainingProblem when an element is not there (any more), or is not a parameter of this loss. */
function spaceOf(field: LossField, wish: SpaceWish): Subspace {
  const { parts, start } = field
  if (wish.kind === 'elements')
    return elementSpace(
      start,
      wish.at.map((at) => indexOf(field, at)),
    )
  const direction = (name: string) => filterNormalised(parts, start, hashSeed(wish.seed, name))
  return directionSpace(start, [direction('a'), direction('b')])
}

function indexOf({ parts }: LossField, { key, element }: ElementAt): number {
  const part = parts.find((candidate) => candidate.key === key)
  if (part && Number.isInteger(element) && element >= 0 && element < part.size) return part.offset + element
  throw new TrainingProblem(
    'no-element',
    part ? `${key} has ${part.size} numbers; there is no number ${element}.` : `The loss does not depend on ${key}.`,
    'Choose one of the parameters that are listed.',
  )
}
