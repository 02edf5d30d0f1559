/** @file The few numbers of each tensor that a recording keeps, and where a walk has to stop by them. */
import { describe, expect, it } from 'vitest'
import { runNumbers, Session, stopsIn, type RecordedEvent, type RecordedStep, type Stop } from '../../src/engine'
import { numbersOf, RecordedNumbers } from '../../src/engine/recordedNumbers'
import { ops } from '../../src/ops'
import { fromArray, type Tensor } from '../../src/tensor'
import { documentOf } from '../support/documents'

const row = (...data: number[]) => fromArray([data.length], data)

describe('the numbers of a tensor', () => {
  it('are its element or its norm, the largest size, and whether all is finite', () => {
    expect(numbersOf(row(-3))).toEqual({ shown: -3, largest: 3, finite: true })
    expect(numbersOf(row(3, -4))).toEqual({ shown: 5, largest: 4, finite: true })
    expect(numbersOf(row(-4, 3))).toEqual({ shown: 5, largest: 4, finite: true })
  })

  it('take the largest over the finite elements only', () => {
    expect(numbersOf(row(-5, NaN, 2))).toEqual({ shown: NaN, largest: 5, finite: false })
    expect(numbersOf(row(5, Infinity, -2))).toEqual({ shown: NaN, largest: 5, finite: false })
    expect(numbersOf(row(-Infinity))).toEqual({ shown: -Infinity, largest: NaN, finite: false })
  })

  it('are finite also where squares are not, and where there is no element', () => {
    expect(numbersOf(row(1e200))).toEqual({ shown: 1e200, largest: 1e200, finite: true })
    expect(numbersOf(row(1e200, -2e200))).toMatchObject({ largest: 2e200, finite: true })
    expect(numbersOf(row())).toEqual({ shown: 0, largest: NaN, finite: true })
  })
})

/** L = Σ w · x, so that what comes back along e1 is x. */
const document = documentOf(
  {
    w: { op: 'parameter', attrs: { shape: [2], value: 1 } },
    x: { op: 'input', attrs: { shape: [2] } },
    m: { op: 'mul' },
    L: { op: 'sum' },
  },
  ['w m.a', 'x m.b', 'm L.x'],
  { objective: { node: 'L', port: 'y' } },
)
const runWith = (x: Tensor) => new Session(ops).run(document, { 'x.y': x })

/** One step in which w goes from `before` to `after`. */
function noted(x: Tensor, before: Tensor, after: Tensor, key = 'w.y') {
  const run = runWith(x)
  const numbers = new RecordedNumbers()
  const step: RecordedStep = {
    t: 1,
    loss: 0,
    rate: 1,
    before: new Map([[key, before]]),
    after: new Map([[key, after]]),
    feeds: () => ({}),
  }
  numbers.note(run, step)
  const update: RecordedEvent = {
    index: run.trace.length,
    phase: 'update',
    kind: 'update',
    node: 'w',
    port: 'y',
    fromCache: [],
    reads: [],
    formula: '',
    cost: 0,
  }
  return { run, numbers, update, trace: [...run.trace, update] }
}

describe('the numbers of a step', () => {
  it('are those of what each event makes: a value, a δ, an edge delta, a gradient, a moved parameter', () => {
    const { numbers, trace } = noted(row(3, -4), row(1, 1), row(-9, 1))
    const at = numbers.at(0)
    const largest = Object.fromEntries(
      trace.map((event) => [`${event.kind} ${event.edge ?? `${event.node}.${event.port}`}`, at.largest(event)]),
    )
    expect(largest).toMatchObject({
      'value x.y': 4,
      'value m.y': 4,
      'value L.y': 1,
      'accumulate L.y': 1,
      'edge-delta e1': 4,
      'accumulate w.y': 4,
      'parameter-gradient w.y': 4,
      'update w.y': 9,
    })
    expect(trace.every((event) => at.finite(event))).toBe(true)
  })

  it('say nothing of what is not there, and call it finite', () => {
    const { numbers, update } = noted(row(3, -4), row(1, 1), row(2, 2), 'other.y')
    const at = numbers.at(0)
    expect(at.largest(update)).toBeNaN()
    expect(at.finite(update)).toBe(true)
    expect(at.changesSign('w.y')).toBe(false)
    const live = runNumbers(runWith(row(1, -2)))
    expect(live.largest({ ...update, kind: 'value', phase: 'forward', node: 'x' })).toBe(2)
    const nowhere = { ...update, kind: 'accumulate', phase: 'backward', node: 'gone' } as const
    expect(live.largest(nowhere)).toBeNaN()
    expect(live.finite(nowhere)).toBe(true)
    expect(live.changesSign('w.y')).toBe(false)
  })

  it.each([
    ['an element that goes through 0', row(1, 1), row(2, -1), true],
    ['one that stays', row(1, -1), row(2, -3), false],
    ['one that arrives at 0', row(1, -1), row(1, 0), false],
    ['one that leaves it', row(0, 0), row(1, -1), false],
  ])('know of %s', (_, before, after, changes) => {
    expect(noted(row(1, 1), before, after).numbers.at(0).changesSign('w.y')).toBe(changes)
  })

  it('make a history, with NaN where a step has no such tensor', () => {
    const { numbers } = noted(row(3, -4), row(1, 1), row(2, 2))
    expect(numbers.history('values', 'm.y')).toEqual([5])
    expect(numbers.history('values', 'L.y')).toEqual([-1])
    expect(numbers.history('gradients', 'nobody.y')).toEqual([NaN])
  })
})

describe('a stop', () => {
  const { numbers, trace, update } = noted(row(3, -4), row(1, 1), row(-9, 1))
  const named = (stop: Stop) =>
    stopsIn(stop, trace, numbers.at(0)).map((index) => {
      const event = trace[index]!
      return `${event.kind} ${event.edge ?? `${event.node}.${event.port}`}`
    })

  it('at a port is not one at its neighbour, nor at the same port elsewhere', () => {
    expect(named({ kind: 'port', node: 'm', port: 'y' })).toEqual(['value m.y', 'accumulate m.y'])
    expect(named({ kind: 'port', node: 'm', port: 'a' })).toEqual(['edge-delta e1'])
    expect(named({ kind: 'node', node: 'x' })).toEqual(['value x.y', 'accumulate x.y'])
    expect(named({ kind: 'edge', edge: 'e3' })).toEqual(['edge-delta e3'])
  })

  it('by size looks at δ only, and takes the bound itself for neither above nor below', () => {
    expect(named({ kind: 'delta-above', bound: 3.9 })).toEqual(['edge-delta e1', 'accumulate w.y'])
    expect(named({ kind: 'delta-above', bound: 4 })).toEqual([])
    expect(named({ kind: 'delta-below', bound: 1 })).toEqual([])
    expect(named({ kind: 'delta-below', bound: 1.1 })).toEqual([
      'accumulate L.y',
      'edge-delta e3',
      'accumulate m.y',
      'edge-delta e2',
      'accumulate x.y',
    ])
  })

  it('above a bound is also at what is not finite, which is below none', () => {
    const bad = noted(row(NaN, 0.1), row(1, 1), row(1, 1))
    const deltas = (stop: Stop) => stopsIn(stop, bad.trace, bad.numbers.at(0)).map((index) => bad.trace[index]!.edge)
    expect(deltas({ kind: 'delta-above', bound: 100 })).toEqual(['e1', undefined])
    expect(deltas({ kind: 'delta-below', bound: 0.5 })).toEqual([])
    // The bad input is where it begins: what follows is no news.
    expect(stopsIn({ kind: 'non-finite' }, bad.trace, bad.numbers.at(0))).toEqual([
      bad.trace.findIndex(({ node }) => node === 'x'),
    ])
  })

  it('by sign is at the update of that parameter', () => {
    expect(stopsIn({ kind: 'sign', key: 'w.y' }, trace, numbers.at(0))).toEqual([update.index])
    expect(named({ kind: 'sign', key: 'x.y' })).toEqual([])
    const two = { ...update, node: 'v', index: update.index + 1 }
    expect(stopsIn({ kind: 'sign', key: 'w.y' }, [...trace, two], numbers.at(0))).toEqual([update.index])
  })
})
