/** @file Grading an exercise: what was typed against what the graph computes, item by item, with reasons. */
import type { GraphDocument } from '../graph'
import type { Op } from '../ops'
import { indexText } from '../tensor'
import { mistake, numbersSentence, ruleOf, type Read } from './exerciseHints'
import {
  exerciseItems,
  KEPT_IN,
  withheldKeys,
  type ExerciseItem,
  type ExerciseProblem,
  type Shown,
} from './exerciseItems'
import { numberWords, placeName } from './exerciseNames'
import { isRight, readAnswer } from './exerciseNumber'
import type { Run } from './types'

/** `unreadable`: something was typed that is no number. */
export type ItemState = 'empty' | 'unreadable' | 'wrong' | 'right'

export interface GradedItem extends ExerciseItem {
  /** As it was typed; '' when nothing was. */
  readonly text: string
  readonly got: number | null
  readonly state: ItemState
}

export interface Grade {
  /** The part of the items that are right, 0 … 1. */
  readonly score: number
  readonly right: number
  readonly items: readonly GradedItem[]
  /** What the exercise asks for and cannot be asked for. */
  readonly problems: readonly ExerciseProblem[]
}

/** @param answers what was typed, by item. */
export function gradeExercise(document: GraphDocument, run: Run, answers: Readonly<Record<string, string>>): Grade {
  const { items, problems } = exerciseItems(document, run)
  const tolerance = toleranceOf(document)
  const scales = scalesOf(run)
  const graded = items.map((item): GradedItem => {
    const text = Object.hasOwn(answers, item.id) ? answers[item.id]! : ''
    if (text.trim() === '') return { ...item, text: '', got: null, state: 'empty' }
    const read = readAnswer(text)
    if (!read.ok) return { ...item, text, got: null, state: 'unreadable' }
    const scale = scales[item.kind === 'value' ? 'forward' : 'backward']
    const right = isRight(read.value, item.expected, tolerance, scale)
    return { ...item, text, got: read.value, state: right ? 'right' : 'wrong' }
  })
  const right = graded.filter(({ state }) => state === 'right').length
  return { score: graded.length ? right / graded.length : 0, right, items: graded, problems }
}

const toleranceOf = (document: GraphDocument) => document.exercise?.tolerance ?? 0

/** The largest finite size among the values, and among all that flows back. */
function scalesOf(run: Shown): { readonly forward: number; readonly backward: number } {
  const largest = (maps: readonly Shown['values'][]) => {
    let size = 0
    for (const map of maps)
      for (const { data } of map.values())
        for (const x of data) if (Number.isFinite(x)) size = Math.max(size, Math.abs(x))
    return size
  }
  return { forward: largest([run.values]), backward: largest([run.deltas, run.edges, run.gradients]) }
}

const hidesNothing = () => false

/** Everything about an item once it is graded, with all numbers: for the person who corrects. */
export function explainGrade(
  document: GraphDocument,
  ops: ReadonlyMap<string, Op>,
  run: Run,
  item: GradedItem,
): string {
  const { words, reads } = ruleOf(document, ops, run, item)
  const name = placeName(document, ops, item)
  const at = item.shape.some((size) => size > 1) ? `Element ${indexText(item.element, item.shape)} of ${name}` : name
  return [
    verdict(document, ops, run, item, hidesNothing),
    words,
    numbersSentence(document, ops, run, reads, hidesNothing),
    `${at.replace(/^[a-z]/, (c) => c.toUpperCase())} is ${numberWords(item.expected)}.`,
  ]
    .filter(Boolean)
    .join(' ')
}

/** What helps a student on: the rule here, and the numbers that may be seen. Never the answer. */
export function hintFor(
  document: GraphDocument,
  ops: ReadonlyMap<string, Op>,
  run: Run,
  item: GradedItem,
  withheld: ReturnType<typeof withheldKeys>,
): string {
  const isHidden = ({ kind, key }: Read) => withheld[KEPT_IN[kind]].has(key)
  const { words, reads } = ruleOf(document, ops, run, item)
  return [verdict(document, ops, run, item, isHidden), words, numbersSentence(document, ops, run, reads, isHidden)]
    .filter(Boolean)
    .join(' ')
}

function verdict(
  document: GraphDocument,
  ops: ReadonlyMap<string, Op>,
  run: Run,
  item: GradedItem,
  isHidden: (read: Read) => boolean,
): string {
  const { state, text, got } = item
  if (state === 'empty') return 'No answer.'
  if (state === 'right') return `${text.trim()} is right.`
  const read = readAnswer(text)
  if (!read.ok) return read.message
  const why = mistake(document, ops, run, item, got!, toleranceOf(document), isHidden)
  return `${text.trim()} is not right.${why ? ` ${why}` : ''}`
}

/** The keys that may not be shown while something is not found. */
export function withheldBy(
  { items, problems }: Pick<Grade, 'items' | 'problems'>,
  run: Run,
): ReturnType<typeof withheldKeys> {
  // What cannot be asked for stays hidden too: the teacher hid it.
  return withheldKeys([...items.filter(({ state }) => state !== 'right'), ...problems], run)
}
