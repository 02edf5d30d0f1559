/** Commands about the exercise of a document; `apply` also undoes, saves and re-checks. */
import { expect, test } from 'vitest'
import {
  connect,
  disconnect,
  hideNumbers,
  removeExercise,
  removeSelection,
  setExercise,
  showNumbers,
  validateDocument,
  type Hidden,
} from '../../src/graph'
import { apply, refused, sample } from './helpers'

const e2: Hidden = { kind: 'edge', key: 'e2' }
const weight: Hidden = { kind: 'gradient', key: 'z1.weight' }
const value: Hidden = { kind: 'value', key: 'y1.y' }

test('the first hidden number makes an exercise, with its defaults', () => {
  const document = apply(sample(), hideNumbers([e2]))
  expect(document.exercise).toEqual({ title: 'Exercise', task: '', hidden: [e2], tolerance: 1e-3, hints: true })
})

test('a whole tensor takes the place of its elements, and nothing is hidden twice', () => {
  let document = apply(sample(), hideNumbers([{ ...weight, element: 1 }, { ...weight, element: 0 }, value]))
  expect(document.exercise!.hidden).toHaveLength(3)
  document = apply(document, hideNumbers([weight, weight, { ...weight, element: 1 }]))
  expect(document.exercise!.hidden).toEqual([value, weight])
})

test('numbers are shown again one by one, or as a whole tensor', () => {
  let document = apply(sample(), hideNumbers([e2, { ...weight, element: 0 }, { ...weight, element: 1 }]))
  document = apply(document, showNumbers([{ ...weight, element: 1 }]))
  expect(document.exercise!.hidden).toEqual([e2, { ...weight, element: 0 }])
  document = apply(document, showNumbers([weight]))
  expect(document.exercise!.hidden).toEqual([e2])
  expect(apply(document, removeExercise()).exercise).toBeUndefined()
})

test('title, task, tolerance and hints are checked', () => {
  const document = apply(sample(), setExercise({ title: 'Two edges', tolerance: 0.01, hints: false }))
  expect(document.exercise).toMatchObject({ title: 'Two edges', tolerance: 0.01, hints: false, hidden: [] })
  expect(refused(document, setExercise({ tolerance: 2 })).message).toContain('tolerance must be at most 1')
  expect(refused(document, hideNumbers([{ kind: 'edge', key: 'gone' }])).code).toBe('missing-number')
  expect(refused(document, hideNumbers([{ kind: 'value', key: 'e2' }])).code).toBe('missing-number')
  expect(refused(document, hideNumbers([])).code).toBe('nothing-to-hide')
})

test('whatever takes a node or an edge away takes its hidden numbers too', () => {
  const document = apply(sample(), hideNumbers([e2, weight, value]))
  expect(apply(document, disconnect('e2')).exercise!.hidden).toEqual([weight, value])
  expect(apply(document, removeSelection({ nodes: ['z1'] })).exercise!.hidden).toEqual([value])
  const rewired = apply(document, connect({ from: { node: 'x', port: 'y' }, to: { node: 'y1', port: 'x' } }))
  expect(rewired.exercise!.hidden).toEqual([weight, value])
})

test('a file that hides what is not there is opened with a warning', () => {
  const raw = { ...sample(), exercise: { hidden: [e2, { kind: 'edge', key: 'e9' }, { kind: 'delta', key: 'no.y' }] } }
  const read = validateDocument(JSON.parse(JSON.stringify(raw)))
  expect(read).toMatchObject({ ok: true, document: { exercise: { hidden: [e2] } } })
  expect(read.ok && read.warnings.map(({ message }) => message)).toEqual([
    'The exercise hid numbers of nodes or edges that do not exist; they were taken out.',
  ])
  const bad = validateDocument({ ...sample(), exercise: { hidden: [{ kind: 'edge', key: 'a b' }] } })
  expect(bad).toMatchObject({ ok: false })
})
