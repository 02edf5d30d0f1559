/**
 * @file Keeps to itself what a student has to find: hidden numbers do not cross the border to the page, so that no view
 * can show them, whatever it draws.
 */
import {
  gradeExercise,
  graphHash,
  hintFor,
  KEPT_IN,
  placeName,
  withheldBy,
  type Grade,
  type GradedItem,
  type Run,
  type Shown,
} from '../engine'
import type { GraphDocument } from '../graph'
import type { Op } from '../ops'
import { indexText } from '../tensor'
import type { ExerciseReport, ItemReport, PlaceReport } from './practiceTypes'
import type { HiddenKeys, TensorKind } from './protocol'

/** Tensors larger than this are not written out around the numbers that are asked for. */
const WRITTEN_OUT = 64
const NOTHING: Grade = { score: 0, right: 0, items: [], problems: [] }

export class Practice {
  #authoring = false
  #answers: Readonly<Record<string, string>> = {}
  #open = true
  /** What the page was last told to be hidden. */
  #told = ''

  /** Another document: nothing is answered, and nobody has said that its hidden numbers may be seen. */
  reset(): void {
    this.#authoring = false
    this.#answers = {}
    this.#open = true
  }

  showHidden(on: boolean): void {
    this.#authoring = on
  }

  /** Whether something of this document is kept back; so it is until the first run has shown otherwise. */
  hides(document: GraphDocument): boolean {
    return this.#open && this.#asks(document)
  }

  #asks({ exercise }: GraphDocument): boolean {
    return !this.#authoring && exercise !== undefined && exercise.hidden.length > 0
  }

  /** The run as the page may know it. */
  cover(document: GraphDocument, run: Run): { readonly run: Run; readonly hidden: HiddenKeys | undefined } {
    if (!this.#asks(document)) return { run, hidden: undefined }
    const keys = withheldBy(gradeExercise(document, run, this.#answers), run)
    this.#open = Object.values(keys).some(({ size }) => size > 0)
    this.#told = signatureOf(keys)
    const visible = (kind: TensorKind) => new Map([...run[kind]].filter(([key]) => !keys[kind].has(key)))
    const shown: Shown = {
      values: visible('values'),
      deltas: visible('deltas'),
      edges: visible('edges'),
      gradients: visible('gradients'),
    }
    const loss = run.objective !== null && keys.values.has(run.objective) ? null : run.loss
    const hidden = {
      values: [...keys.values],
      deltas: [...keys.deltas],
      edges: [...keys.edges],
      gradients: [...keys.gradients],
    }
    return { run: { ...run, ...shown, loss }, hidden }
  }

  /** Whether the answers have changed what may be seen since the page was last told. */
  isNews(document: GraphDocument, run: Run): boolean {
    if (!this.#asks(document)) return false
    return this.#told !== signatureOf(withheldBy(gradeExercise(document, run, this.#answers), run))
  }

  grade(
    document: GraphDocument,
    ops: ReadonlyMap<string, Op>,
    run: Run,
    answers: Readonly<Record<string, string>>,
  ): ExerciseReport {
    this.#answers = answers
    const grade = gradeExercise(document, run, answers)
    const withheld = withheldBy(this.#authoring ? NOTHING : grade, run)
    const hints = document.exercise?.hints ?? false
    const places = new Map<string, GradedItem[]>()
    for (const item of grade.items) {
      const place = `${item.kind} ${item.key}`
      const list = places.get(place)
      if (list) list.push(item)
      else places.set(place, [item])
    }
    return {
      hash: graphHash(document),
      right: grade.right,
      total: grade.items.length,
      problems: grade.problems.map(({ message }) => message),
      places: [...places.values()].map((items): PlaceReport => {
        const { kind, key, shape } = items[0]!
        return {
          kind,
          key,
          shape,
          name: placeName(document, ops, { kind, key }),
          numbers: this.#numbers(run, items, grade),
          items: items.map((item): ItemReport => {
            const { id, element, state } = item
            const index = shape.some((size) => size > 1) ? indexText(element, shape) : ''
            const hint = hints || state === 'unreadable' ? hintFor(document, ops, run, item, withheld) : ''
            return { id, element, index, state, ...(state === 'right' || !hint ? {} : { hint }) }
          }),
        }
      }),
    }
  }

  /** Everything of a small tensor but what is still to be found here, or elsewhere under another name. */
  #numbers(run: Run, items: readonly GradedItem[], grade: Grade): (number | null)[] {
    const { kind, key } = items[0]!
    const data = run[KEPT_IN[kind]].get(key)!.data
    if (data.length > WRITTEN_OUT) return []
    if (this.#authoring) return [...data]
    const others = grade.items.filter((item) => item.kind !== kind || item.key !== key)
    const elsewhere = withheldBy({ items: others, problems: grade.problems }, run)[KEPT_IN[kind]].has(key)
    const open = new Set(items.filter(({ state }) => state !== 'right').map(({ element }) => element))
    return Array.from(data, (x, at) => (elsewhere || open.has(at) ? null : x))
  }
}

function signatureOf(keys: ReturnType<typeof withheldBy>): string {
  return Object.values(keys)
    .map((set) => [...set].join(' '))
    .join(',')
}
