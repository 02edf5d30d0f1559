import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addNode,
  connect,
  disconnect,
  duplicate,
  History,
  moveNodes,
  removeSelection,
  setAttr,
  setLabel,
  setName,
  setObjective,
  setTensor,
  setTraining,
  type Command,
  type GraphDocument,
} from '../../src/graph'
import { expectSound, sample } from './helpers'

function push(history: History, command: Command, time: number) {
  const result = command(history.document)
  if (result.ok) history.push(result.transaction, time)
  return result
}

test('a slider scrub is one entry, and its patches do not pile up', () => {
  const history = new History(sample())
  for (let i = 1; i <= 100; i++) push(history, setAttr('y1', 'slope', i, { mergeKey: 'slope' }), i * 16)
  expect(history.undoLabel).toBe('Set slope of ŷ₁')
  expect(history.undo()!.length).toBeLessThanOrEqual(2)
  expect(history.document).toEqual(sample())
  expect(history.undoLabel).toBeNull()
  expect(history.redo()!.length).toBeLessThanOrEqual(2)
  expect(history.document.nodes.y1?.attrs).toEqual({ slope: 100 })
})

test('a pause, another key or an undo begins a new entry', () => {
  const history = new History(sample())
  const move = (x: number, mergeKey = 'drag') => moveNodes({ x: { x, y: 0 } }, { mergeKey })
  push(history, move(1), 0)
  push(history, move(2), 700)
  push(history, move(3, 'other'), 710)
  expect(history.document.layout.x).toEqual({ x: 3, y: 0 })
  history.undo()
  expect(history.redoLabel).toBe('Move x')
  push(history, move(9), 720)
  expect(history.redoLabel).toBeNull()
  history.undo()
  expect(history.document.layout.x).toEqual({ x: 2, y: 0 })
  history.undo()
  expect(history.document.layout.x).toEqual({ x: 1, y: 0 })
})

test('who says so joins its like after any time, but not after an undo, nor across another entry', () => {
  const history = new History(sample())
  const train = (step: number) =>
    setTensor('x.y', { dtype: 'float64', shape: [], data: [step] }, { mergeKey: 'run', mergeMs: Infinity })
  push(history, train(1), 0)
  push(history, train(2), 1e9)
  history.undo()
  expect(history.document).toEqual(sample())
  history.redo()
  push(history, train(3), 1e9)
  push(history, setName('other'), 1e9)
  push(history, train(4), 1e9)
  const steps = [history.document.tensors['x.y']!.data![0]]
  while (history.undo()) steps.push(history.document.tensors['x.y']?.data?.[0] ?? 0)
  expect(steps).toEqual([4, 3, 3, 2, 0])
})

test('merging keeps the right order when a part is written after the whole', () => {
  const history = new History({ ...sample(), training: undefined } as GraphDocument)
  for (let i = 1; i <= 5; i++) push(history, setTraining({ steps: i }, { mergeKey: 'training' }), i)
  history.undo()
  expect(history.document.training).toBeUndefined()
  history.redo()
  expect(history.document.training?.steps).toBe(5)
})

test('documents are frozen, history is capped', () => {
  const history = new History(sample())
  expect(() => {
    history.document.nodes.x!.op = 'no'
  }).toThrow()
  for (let i = 0; i < 520; i++) push(history, setName(`n${i}`), i * 1000)
  expect(() => {
    history.document.layout.x!.x = 1
  }).toThrow()
  let count = 0
  while (history.undo()) count++
  expect(count).toBe(500)
})

test('a patch that does not fit throws and changes nothing', () => {
  const history = new History(sample())
  const patches = [{ op: 'replace' as const, path: ['nodes', 'q', 'op'], value: 'x' }]
  expect(() => history.push({ label: 'Bad', patches, inverse: [] }, 0)).toThrow()
  expect(history.document).toEqual(sample())
  expect(history.undoLabel).toBeNull()
})

/** Picks by number, so that shrinking stays meaningful whatever the document holds. */
const pick = (record: object, n: number) => Object.keys(record)[n % Math.max(1, Object.keys(record).length)] ?? 'none'
const randomCommand = fc
  .tuple(fc.nat(12), fc.nat(50), fc.nat(50), fc.integer({ min: -500, max: 500 }))
  .map(([kind, a, b, value]) => (document: GraphDocument): Command => {
    const node = pick(document.nodes, a)
    const other = pick(document.nodes, b)
    const merge = b % 2 ? { mergeKey: 'm' } : {}
    switch (kind) {
      case 0:
      case 1:
        return addNode({ op: 'affine', letter: ['z', 'x', 'ŷ'][b % 3]!, position: { x: value, y: a } })
      case 2:
      case 3:
      case 4:
        return connect({ from: { node, port: 'y' }, to: { node: other, port: ['x', 'weight'][value & 1]! } })
      case 5:
        return disconnect(pick(document.edges, a))
      case 6:
        return removeSelection({ nodes: [node], edges: [pick(document.edges, b)] })
      case 7:
        return moveNodes({ [node]: { x: value, y: b }, [other]: { x: a, y: value } }, merge)
      case 8:
        return setAttr(node, ['p', 'q'][b % 2]!, value % 3 ? value : undefined, merge)
      case 9:
        return setLabel(node, value % 4 ? `l${value}` : undefined)
      case 10:
        return setTensor(
          `${node}.weight`,
          value % 3 ? { dtype: 'float64', shape: [2], data: [value, 'NaN'] } : undefined,
          merge,
        )
      case 11:
        return value % 2 ? duplicate([node, other]) : setObjective(value % 4 ? { node, port: 'y' } : undefined)
      default:
        return setTraining({ steps: a + 1, seed: b }, merge)
    }
  })

test('random edits: every document is sound; undoing all gives the start, redoing all the end', () => {
  fc.assert(
    fc.property(
      fc.array(randomCommand, { maxLength: 60 }),
      fc.array(fc.nat(900), { minLength: 60, maxLength: 60 }),
      (commands, pauses) => {
        const start = sample()
        const history = new History(start)
        let time = 0
        commands.forEach((command, i) => push(history, command(history.document), (time += pauses[i]!)))
        const end = history.document
        expectSound(end)
        while (history.undo()) continue
        expect(history.document).toEqual(start)
        while (history.redo()) continue
        expect(history.document).toEqual(end)
      },
    ),
    { seed: 20260730, numRuns: 150 },
  )
}, 60_000)
