import { describe, expect, test } from 'vitest'
import {
  explainGrade,
  gradeExercise,
  graphHash,
  hintFor,
  readAnswersFile,
  Session,
  withheldBy,
  writeAnswersFile,
} from '../../src/engine'
import { DEFAULT_EXERCISE, type GraphDocument, type Hidden } from '../../src/graph'
import { ops } from '../../src/ops'
import { documentOf } from '../support/documents'

/** m = w · x, used twice: L = m² + m, with w = 2 and x = 3. */
const base = documentOf(
  {
    w: { op: 'parameter', attrs: { shape: [] } },
    x: { op: 'input', attrs: { shape: [] } },
    m: { op: 'mul' },
    q: { op: 'square' },
    L: { op: 'add' },
  },
  ['w m.a', 'x m.b', 'm q.x', 'q L.a', 'm L.b'],
  {
    tensors: {
      'w.y': { dtype: 'float64', shape: [], data: [2] },
      'x.y': { dtype: 'float64', shape: [], data: [3] },
    },
    objective: { node: 'L', port: 'y' },
  },
)

function pose(hidden: readonly Hidden[], document: GraphDocument = base) {
  const posed: GraphDocument = { ...document, exercise: { ...DEFAULT_EXERCISE, hidden: [...hidden] } }
  const run = new Session(ops).run(posed)
  return {
    document: posed,
    run,
    grade: (answers: Readonly<Record<string, string>> = {}) => gradeExercise(posed, run, answers),
    hint(id: string, text: string) {
      const grade = gradeExercise(posed, run, { [id]: text })
      return hintFor(
        posed,
        ops,
        run,
        grade.items.find((item) => item.id === id)!,
        withheldBy(grade, run),
      )
    },
  }
}

const edge = (key: string): Hidden => ({ kind: 'edge', key })
const all: Hidden[] = [
  edge('e1'),
  edge('e3'),
  edge('e5'),
  { kind: 'delta', key: 'm.y' },
  { kind: 'gradient', key: 'w.y' },
]

describe('grading', () => {
  test('counts what is right, and keeps what was typed', () => {
    const { grade } = pose(all)
    // δ of m is 2 · 6 + 1 = 13, the gradient of w 13 · 3 = 39.
    const result = grade({ 'edge:e1': '39', 'edge:e3': '12', 'edge:e5': 'one', 'delta:m.y': '12', unknown: '7' })
    expect(result.items.map(({ id, state, got, expected }) => [id, state, got, expected])).toEqual([
      ['edge:e1', 'right', 39, 39],
      ['edge:e3', 'right', 12, 12],
      ['edge:e5', 'unreadable', null, 1],
      ['delta:m.y', 'wrong', 12, 13],
      ['gradient:w.y', 'empty', null, 39],
    ])
    expect([result.score, result.right]).toEqual([2 / 5, 2])
  })

  test('asks for each element of a tensor, or for those that were chosen', () => {
    const layer = documentOf(
      {
        x: { op: 'input', attrs: { shape: [1, 2] } },
        z: { op: 'affine', attrs: { out_features: 2 } },
        L: { op: 'sum' },
      },
      ['x z.x', 'z L.x'],
      { tensors: { 'x.y': { dtype: 'float64', shape: [1, 2], data: [5, 7] } }, objective: { node: 'L', port: 'y' } },
    )
    const whole = pose([{ kind: 'gradient', key: 'z.weight' }], layer).grade({ 'gradient:z.weight[1]': '7' })
    expect(whole.items.map(({ id, expected }) => [id, expected])).toEqual([
      ['gradient:z.weight[0]', 5],
      ['gradient:z.weight[1]', 7],
      ['gradient:z.weight[2]', 5],
      ['gradient:z.weight[3]', 7],
    ])
    expect(whole.score).toBe(1 / 4)
    const one = pose([{ kind: 'gradient', key: 'z.weight', element: 3 }], layer).grade()
    expect(one.items.map(({ id }) => id)).toEqual(['gradient:z.weight[3]'])
  })

  test('says of what it cannot ask for why not', () => {
    const { problems, items } = pose([
      { kind: 'value', key: 'x.y' },
      { kind: 'value', key: 'w.y' },
      { kind: 'delta', key: 'm.nothing' },
      { kind: 'gradient', key: 'w.y', element: 4 },
    ]).grade()
    expect(items).toEqual([])
    expect(problems.map(({ message }) => message)).toEqual([
      'The exercise asks for the value of x.y, but that number stands in the file itself. Hide what is computed from it instead.',
      'The exercise asks for the value of w.y, but that number stands in the file itself. Hide what is computed from it instead.',
      'The exercise asks for δ of m.nothing, which this graph does not compute. Take it out of the exercise, or wire the graph so that it leads to the objective.',
      'The exercise asks for element 4 of w.y, which has only 1. Choose another element.',
    ])
  })
})

describe('what is withheld', () => {
  const keys = (hidden: readonly Hidden[], answers: Record<string, string> = {}) => {
    const { grade, run } = pose(hidden)
    const withheld = withheldBy(grade(answers), run)
    return Object.fromEntries(Object.entries(withheld).flatMap(([kind, set]) => (set.size ? [[kind, [...set]]] : [])))
  }

  test('is the number wherever the run keeps the very same one', () => {
    // w is used once: what comes back along e1 is δ of w, and w is a parameter: that is its gradient.
    const same = { edges: ['e1'], deltas: ['w.y'], gradients: ['w.y'] }
    expect(keys([edge('e1')])).toEqual(same)
    expect(keys([{ kind: 'gradient', key: 'w.y' }])).toEqual(same)
    expect(keys([{ kind: 'delta', key: 'w.y' }])).toEqual(same)
  })

  test('is not the sum, where a number is one of its terms', () => {
    expect(keys([edge('e3')])).toEqual({ edges: ['e3'] })
    expect(keys([{ kind: 'delta', key: 'm.y' }])).toEqual({ deltas: ['m.y'] })
  })

  test('becomes visible when it is found, and not when it is not', () => {
    expect(keys([edge('e3')], { 'edge:e3': '12' })).toEqual({})
    expect(keys([edge('e3')], { 'edge:e3': '13' })).toEqual({ edges: ['e3'] })
    expect(keys([edge('e3')], { 'edge:e3': 'NaN' })).toEqual({ edges: ['e3'] })
  })

  test('is also what cannot be asked for', () => {
    expect(keys([{ kind: 'delta', key: 'm.y', element: 9 }])).toEqual({ deltas: ['m.y'] })
  })
})

describe('a hint', () => {
  test('gives the rule with the numbers that may be seen', () => {
    expect(pose([edge('e1')]).hint('edge:e1', '40')).toBe(
      '40 is not right. The error of m reaches w multiplied by the other factor, x. Here δ of m is 13 and x is 3.',
    )
  })

  test('sends to what has to be found first, and never tells it', () => {
    const { hint } = pose(all)
    expect(hint('edge:e1', '5')).toBe(
      '5 is not right. The error of m reaches w multiplied by the other factor, x. Here x is 3. δ of m is still hidden: find it first.',
    )
    expect(hint('delta:m.y', '5')).toBe(
      '5 is not right. δ of m is the sum of what comes back from the 2 places that use it (q, L). What comes back along m → q and what comes back along m → L are still hidden: find them first.',
    )
    for (const id of ['edge:e1', 'edge:e3', 'edge:e5', 'delta:m.y', 'gradient:w.y'])
      expect(hint(id, '5')).not.toMatch(/\b(39|12|13)\b/)
  })

  test('knows the common mistakes', () => {
    const { hint } = pose([edge('e1')])
    expect(hint('edge:e1', '-39')).toContain('The size is right, the sign is not.')
    expect(hint('edge:e1', '13')).toContain(
      'That is δ of m itself; it still has to be multiplied by the local derivative.',
    )
    expect(hint('edge:e1', '3')).toContain(
      'That is the local derivative alone; it still has to be multiplied by δ of m.',
    )
    expect(pose([{ kind: 'delta', key: 'm.y' }]).hint('delta:m.y', '12')).toContain(
      '12 is what comes back along m → q alone; add what comes back from the other places.',
    )
    // The same answer, where that edge is hidden too, must not confirm it.
    expect(pose([{ kind: 'delta', key: 'm.y' }, edge('e3')]).hint('delta:m.y', '12')).not.toContain('alone')
  })

  test('of the objective is that it changes as much as itself', () => {
    expect(pose([{ kind: 'delta', key: 'L.y' }]).hint('delta:L.y', '2')).toBe(
      '2 is not right. L is the objective: it changes exactly as much as itself, so its δ is 1.',
    )
  })
})

test('an explanation has all numbers, and the right one', () => {
  const { document, run, grade } = pose(all)
  const items = grade({ 'edge:e1': '39', 'delta:m.y': '12' }).items
  const words = (id: string) =>
    explainGrade(
      document,
      ops,
      run,
      items.find((item) => item.id === id)!,
    )
  expect(words('edge:e1')).toBe(
    '39 is right. The error of m reaches w multiplied by the other factor, x. Here δ of m is 13 and x is 3. What comes back along w → m is 39.',
  )
  expect(words('delta:m.y')).toContain('Here what comes back along m → q is 12 and what comes back along m → L is 1.')
  expect(words('gradient:w.y')).toMatch(/^No answer\. .* The gradient of w is 39\.$/)
})

describe('the fingerprint of a graph', () => {
  const { document } = pose(all)
  test('does not change with names, places, and the order of keys', () => {
    const other: GraphDocument = {
      ...document,
      name: 'other',
      layout: { m: { x: 5, y: 5 } },
      nodes: Object.fromEntries(
        Object.entries(document.nodes)
          .reverse()
          .map(([id, node]) => [id, { ...node, label: `${id}!` }]),
      ),
      exercise: { ...document.exercise!, task: 'More words.', hints: false },
    }
    expect(graphHash(other)).toBe(graphHash(document))
  })

  test.each<[string, Partial<GraphDocument>]>([
    ['a number', { tensors: { ...document.tensors, 'x.y': { dtype: 'float64', shape: [], data: [3.0001] } } }],
    ['an op', { nodes: { ...document.nodes, q: { op: 'exp' } } }],
    ['an attribute', { nodes: { ...document.nodes, q: { op: 'square', attrs: { a: 1 } } } }],
    ['a wire', { edges: { ...document.edges, e5: { from: { node: 'w', port: 'y' }, to: { node: 'L', port: 'b' } } } }],
    ['the objective', { objective: { node: 'q', port: 'y' } }],
    ['what is asked for', { exercise: { ...document.exercise!, hidden: all.slice(1) } }],
    ['the tolerance', { exercise: { ...document.exercise!, tolerance: 0.5 } }],
  ])('changes with %s', (_, change) => {
    expect(graphHash({ ...document, ...change })).not.toBe(graphHash(document))
  })
})

describe('a file of answers', () => {
  test('is read as it was written, without what is empty', () => {
    const text = writeAnswersFile({
      exercise: 'One',
      student: ' Ada ',
      hash: '00ff',
      answers: { 'edge:e1': ' 3/16', 'edge:e2': '  ' },
    })
    expect(readAnswersFile(text)).toEqual({
      ok: true,
      file: {
        format: 'gradwire-answers',
        version: 1,
        exercise: 'One',
        student: 'Ada',
        hash: '00ff',
        answers: { 'edge:e1': ' 3/16' },
      },
    })
  })

  test.each([
    ['', /^This is not JSON/],
    ['{"format":"gradwire","version":1}', /^This is a graph, not a file of answers\.$/],
    ['null', /^This is no file of answers/],
    ['{"format":"gradwire-answers","version":1,"exercise":"x","hash":"y","answers":{"a":5}}', /answers → a/],
  ])('is refused in words: %s', (text, message) => {
    const read = readAnswersFile(text)
    expect(read).toMatchObject({ ok: false })
    expect(!read.ok && read.message).toMatch(message)
  })
})
