/** @file Commands for the exercise of a document: which numbers a student has to find, and what is asked. */
import { hiddenIsThere } from '../hidden'
import { DEFAULT_EXERCISE, exerciseSchema, type Exercise, type Hidden } from '../schema'
import { describeIssues } from '../sentences'
import { refuse, transact, type Command, type TransactOptions } from './transact'

/** Makes the document an exercise, or changes what is said in it. */
export function setExercise(changes: Partial<Exercise>, { mergeKey }: Pick<TransactOptions, 'mergeKey'> = {}): Command {
  return (document) => {
    const wanted = { ...(document.exercise ?? DEFAULT_EXERCISE), ...changes }
    const exercise = exerciseSchema.safeParse(wanted)
    if (!exercise.success)
      return refuse(
        'bad-exercise',
        describeIssues(exercise.error.issues, wanted).join(' '),
        'The exercise is as it was.',
      )
    return transact(
      document,
      document.exercise ? 'Change the exercise' : 'Make an exercise',
      (draft) => {
        if (!draft.exercise) draft.exercise = exercise.data
        else
          for (const field of Object.keys(changes))
            Object.assign(draft.exercise, { [field]: exercise.data[field as keyof Exercise] })
      },
      { mergeKey },
    )
  }
}

/** The graph is an ordinary one again; every number is shown. */
export function removeExercise(): Command {
  return (document) =>
    transact(document, 'Remove the exercise', (draft) => {
      delete draft.exercise
    })
}

/** Hides more numbers. A whole tensor takes the place of its single elements; what is hidden already is passed over. */
export function hideNumbers(items: readonly Hidden[]): Command {
  return (document) => {
    if (!items.length)
      return refuse(
        'nothing-to-hide',
        'There is no number to hide here.',
        'Select a node or an edge that computes one.',
      )
    const gone = items.find((item) => !hiddenIsThere(document, item))
    if (gone)
      return refuse(
        'missing-number',
        `There is no ${gone.kind} of "${gone.key}" in this graph, so it cannot be hidden.`,
      )
    let hidden = [...(document.exercise?.hidden ?? [])]
    for (const item of items) {
      if (hidden.some((other) => same(other, item) || (other.element === undefined && samePlace(other, item)))) continue
      if (item.element === undefined) hidden = hidden.filter((other) => !samePlace(other, item))
      hidden.push(item)
    }
    const result = setExercise({ hidden })(document)
    return result.ok
      ? { ...result, transaction: { ...result.transaction, label: `Hide ${numbers(items.length)}` } }
      : result
  }
}

/** Shows numbers again. An item without an element stands for all elements. */
export function showNumbers(items: readonly Hidden[]): Command {
  return (document) => {
    const before = document.exercise?.hidden ?? []
    const hidden = before.filter(
      (other) => !items.some((item) => (item.element === undefined ? samePlace(other, item) : same(other, item))),
    )
    return transact(document, `Show ${numbers(before.length - hidden.length)}`, (draft) => {
      if (draft.exercise && hidden.length < before.length) draft.exercise.hidden = hidden
    })
  }
}

const samePlace = (a: Hidden, b: Hidden) => a.kind === b.kind && a.key === b.key
const same = (a: Hidden, b: Hidden) => samePlace(a, b) && a.element === b.element
const numbers = (count: number) => (count === 1 ? 'a number' : `${count} numbers`)
