import { describe, expect, test } from 'vitest'
import {
  gradeExercise,
  graphHash,
  hintFor,
  readAnswersFile,
  Session,
  withheldBy,
  writeAnswersFile,
} from '../../src/engine'
import { DEFAULT_EXERCISE, DEFAULT_TRAINING, type GraphDocument, type Hidden } from '../../src/graph'
import { ops } from '../../src/ops'
import { documentOf } from '../support/documents'
import { poseExercise } from '../support/exercise'

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

const pose = (hidden: readonly Hidden[], document: GraphDocument = base) => poseExercise(document, hidden)

const number = (value: number) => ({ dtype: 'float64' as const, shape: [], data: [value] })
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

  test('takes spaces for no answer, and what is near enough for right', () => {
    const { grade } = pose([edge('e1'), edge('e3')])
    const { items } = grade({ 'edge:e1': '  ', 'edge:e3': '12.01' })
    expect(items.map(({ state, text }) => [state, text])).toEqual([
      ['empty', ''],
      ['right', '12.01'],
    ])
  })

  test('of a graph that asks for nothing has no items', () => {
    const run = new Session(ops).run(base)
    expect(gradeExercise(base, run, {})).toEqual({ score: 0, right: 0, items: [], problems: [] })
  })

  test('forgives what rounding leaves of numbers as large as those around, and no more', () => {
    // 10⁶ + 0.1 − 10⁶ − 0.1 is some 10⁻¹¹, and nothing flows back that is larger than 1.
    const forward = documentOf(
      {
        a: { op: 'input', attrs: { shape: [] } },
        b: { op: 'input', attrs: { shape: [] } },
        s: { op: 'add' },
        u: { op: 'sub' },
        v: { op: 'sub' },
        l: { op: 'log' },
        zero: { op: 'constant', attrs: { shape: [] } },
      },
      ['a s.a', 'b s.b', 's u.a', 'a u.b', 'u v.a', 'b v.b', 'zero l.x'],
      { tensors: { 'a.y': number(1e6), 'b.y': number(0.1) }, objective: { node: 'v', port: 'y' } },
    )
    const value = pose([{ kind: 'value', key: 'v.y' }], forward)
    // A −∞ elsewhere forgives nothing.
    expect(value.run.values.get('l.y')!.data[0]).toBe(-Infinity)
    expect(Math.abs(value.run.values.get('v.y')!.data[0]!)).toBeGreaterThan(1e-12)
    expect(value.grade({ 'value:v.y': '0' }).right).toBe(1)
    expect(value.grade({ 'value:v.y': '1e-6' }).right).toBe(0)

    // The other way round: √p is small and steep at p = 10⁻¹².
    const backward = documentOf(
      {
        p: { op: 'parameter', attrs: { shape: [], value: 1e-12 } },
        r: { op: 'sqrt' },
        n: { op: 'sqrt' },
        tenth: { op: 'constant', attrs: { shape: [], value: 0.1 } },
        m: { op: 'mul' },
        a: { op: 'add' },
        b: { op: 'sub' },
        c: { op: 'sub' },
      },
      ['p r.x', 'p n.x', 'p m.a', 'tenth m.b', 'r a.a', 'm a.b', 'a b.a', 'n b.b', 'b c.a', 'm c.b'],
      { objective: { node: 'c', port: 'y' } },
    )
    const delta = pose([{ kind: 'delta', key: 'p.y' }, edge('e1')], backward)
    expect(delta.run.edges.get('e1')!.data[0]).toBe(5e5)
    expect(delta.grade({ 'delta:p.y': '1e-9', 'edge:e1': '500000' }).right).toBe(2)
    expect(delta.grade({ 'delta:p.y': '1e-6', 'edge:e1': '500001' }).right).toBe(1)
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
      { kind: 'gradient', key: 'w.y', element: 1 },
      edge('gone'),
      edge('constructor'),
    ]).grade()
    expect(items).toEqual([])
    expect(problems.map(({ message }) => message)).toEqual([
      'The exercise asks for the value of x.y, but that number stands in the file itself. Hide what is computed from it instead.',
      'The exercise asks for the value of w.y, but that number stands in the file itself. Hide what is computed from it instead.',
      'The exercise asks for δ of m.nothing, which this graph does not compute. Take it out of the exercise, or wire the graph so that it leads to the objective.',
      'The exercise asks for element 1 of w.y, which has only 1. Choose another element.',
      'The exercise asks for what comes back along edge gone, which this graph does not compute. Take it out of the exercise, or wire the graph so that it leads to the objective.',
      'The exercise asks for what comes back along edge constructor, which this graph does not compute. Take it out of the exercise, or wire the graph so that it leads to the objective.',
    ])
  })

  test('names both ends of an edge that carries nothing back', () => {
    const { problems } = pose([edge('e3')], { ...base, objective: { node: 'm', port: 'y' } }).grade()
    expect(problems.map(({ message }) => message)).toEqual([
      'The exercise asks for what comes back along edge e3 (m → q), which this graph does not compute. Take it out of the exercise, or wire the graph so that it leads to the objective.',
    ])
  })

  test('asks for 64 numbers of a tensor at most, unless they are chosen one by one', () => {
    const row = (size: number) =>
      documentOf(
        { p: { op: 'parameter', attrs: { shape: [size] } }, z: { op: 'affine', attrs: { out_features: 1 } } },
        ['p z.x'],
        { objective: { node: 'z', port: 'y' } },
      )
    const weight: Hidden = { kind: 'gradient', key: 'z.weight' }
    expect(pose([weight], row(64)).grade().items).toHaveLength(64)
    expect(pose([{ ...weight, element: 64 }], row(65)).grade().items).toHaveLength(1)
    const { items, problems } = pose([weight, { kind: 'value', key: 'z.weight', element: 0 }], row(65)).grade()
    expect(items).toEqual([])
    expect(problems.map(({ message }) => message)).toEqual([
      'The exercise asks for all 65 numbers of z.weight; at most 64 of one tensor can be asked for. Choose single elements.',
      'The exercise asks for the value of z.weight, but that number stands in the file itself. Hide what is computed from it instead.',
    ])
  })
})

describe('while a change of the graph is not computed yet', () => {
  const { run } = pose(all)
  const exercise = { ...DEFAULT_EXERCISE, hidden: [...all, { kind: 'value', key: 'L.y' } as const] }
  const told = (document: GraphDocument) => {
    const posed = { ...document, exercise }
    const grade = gradeExercise(posed, run, {})
    return {
      problems: grade.problems.map(({ key }) => key),
      hints: grade.items.map((item) => hintFor(posed, ops, run, item, withheldBy(grade, run))),
    }
  }

  test('nothing is asked of what is gone', () => {
    const { q: _, ...nodes } = base.nodes
    const { e3: __, e4: ___, ...edges } = base.edges
    const { problems, hints } = told({ ...base, nodes, edges })
    expect(problems).toEqual(['e3'])
    expect(hints).toHaveLength(5)
    expect(hints.join(' ')).not.toContain('undefined')
  })

  test('an op that took the place of another has no rule for its ports', () => {
    const { problems, hints } = told({ ...base, nodes: { ...base.nodes, L: { op: 'mse_loss' }, m: { op: 'exp' } } })
    expect(problems).toEqual([])
    expect(hints).toHaveLength(6)
    expect(hints[0]).toBe('No answer.')
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

  test('is a gradient alone, where a parameter belongs to its node and has no δ of its own', () => {
    const layer = documentOf(
      { x: { op: 'input', attrs: { shape: [1, 2] } }, z: { op: 'affine', attrs: { out_features: 1 } } },
      ['x z.x'],
      { tensors: { 'x.y': { dtype: 'float64', shape: [1, 2], data: [5, 7] } }, objective: { node: 'z', port: 'y' } },
    )
    const { grade, run } = pose([{ kind: 'gradient', key: 'z.bias' }], layer)
    expect([...withheldBy(grade(), run).gradients]).toEqual(['z.bias'])
    expect([...withheldBy(grade(), run).deltas]).toEqual([])
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
  const { explain } = pose(all)
  const words = (id: string) => explain(id, { 'edge:e1': ' 39 ', 'delta:m.y': '12' })
  expect(words('edge:e1')).toBe(
    '39 is right. The error of m reaches w multiplied by the other factor, x. Here δ of m is 13 and x is 3. What comes back along w → m is 39.',
  )
  // The person who corrects may see all: also that this is one of the hidden terms.
  expect(words('delta:m.y')).toContain('12 is what comes back along m → q alone; add what')
  expect(words('delta:m.y')).toContain('Here what comes back along m → q is 12 and what comes back along m → L is 1.')
  expect(words('gradient:w.y')).toMatch(/^No answer\. .* The gradient of w is 39\.$/)
  expect(pose([{ kind: 'delta', key: 'L.y' }]).explain('delta:L.y', { 'delta:L.y': '1' })).toBe(
    '1 is right. L is the objective: it changes exactly as much as itself, so its δ is 1. δ of L is 1.',
  )
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
    expect(graphHash(document)).toMatch(/^[0-9a-f]{16}$/)
  })

  test.each<[string, Partial<GraphDocument>]>([
    ['a number', { tensors: { ...document.tensors, 'x.y': { dtype: 'float64', shape: [], data: [3.0001] } } }],
    ['an op', { nodes: { ...document.nodes, q: { op: 'exp' } } }],
    ['an attribute', { nodes: { ...document.nodes, q: { op: 'square', attrs: { a: 1 } } } }],
    ['a wire', { edges: { ...document.edges, e5: { from: { node: 'w', port: 'y' }, to: { node: 'L', port: 'b' } } } }],
    ['the objective', { objective: { node: 'q', port: 'y' } }],
    ['what is asked for', { exercise: { ...document.exercise!, hidden: all.slice(1) } }],
    ['the seed', { training: { ...DEFAULT_TRAINING, seed: 7 } }],
    ['the data', { data: { set: 'two-moons', inputs: {}, settings: {} } as unknown as GraphDocument['data'] }],
    ['that nothing is asked for', { exercise: undefined }],
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

  test.each([undefined, ' '])('need not say whose it is: %j', (student) => {
    const read = readAnswersFile(writeAnswersFile({ exercise: 'One', student, hash: '00ff', answers: {} }))
    expect(read.ok && Object.keys(read.file)).toEqual(['format', 'version', 'exercise', 'hash', 'answers'])
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
