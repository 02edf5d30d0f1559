/** @file Two runs beside each other: how far their numbers are apart, and in which order that is told. */
import { describe, expect, it } from 'vitest'
import { compareRuns, type ComparedRun } from '../../src/engine'
import { fromArray, type Tensor } from '../../src/tensor'

/** A run with one edge e1 out of x.y and one parameter w.y. */
const runOf = (value?: Tensor, delta?: Tensor, parameter?: Tensor, gradient?: Tensor): ComparedRun => ({
  document: { edges: { e1: { from: { node: 'x', port: 'y' }, to: { node: 'z', port: 'x' } } } },
  run: {
    values: new Map([...(value ? [['x.y', value] as const] : []), ...(parameter ? [['w.y', parameter] as const] : [])]),
    edges: new Map(delta ? [['e1', delta]] : []),
    gradients: new Map(gradient ? [['w.y', gradient]] : []),
  },
})
const row = (...data: number[]) => fromArray([data.length], data)
/** How far two values on the edge are apart. */
const between = (a: Tensor | undefined, b: Tensor | undefined) => compareRuns(runOf(a), runOf(b))[0]!.value

describe('the difference of two tensors', () => {
  it('is ‖A − B‖ over the larger of both norms', () => {
    expect(between(row(3, 4), row(3, 4))).toEqual({ a: 5, b: 5, relative: 0 })
    expect(between(row(3, 4), row(0, 0))).toEqual({ a: 5, b: 0, relative: 1 })
    expect(between(row(0, 0), row(3, 4))).toEqual({ a: 0, b: 5, relative: 1 })
    expect(between(row(0, 0), row(0, 0)).relative).toBe(0)
    expect(between(row(2), row(-2))).toEqual({ a: 2, b: -2, relative: 2 })
    // What is equal in both counts for the norms: √(1/13), √(4/13).
    expect(between(row(2, 2), row(2, 3)).relative).toBeCloseTo(Math.sqrt(1 / 13), 14)
    expect(between(row(2, 3), row(2, 1)).relative).toBeCloseTo(Math.sqrt(4 / 13), 14)
  })

  it('passes over the same NaN or infinity, and is infinite where only one is finite', () => {
    expect(between(row(NaN, Infinity, 3), row(NaN, Infinity, 3)).relative).toBe(0)
    expect(between(row(NaN, 3, 4), row(NaN, 3, 0)).relative).toBeCloseTo(4 / 5, 14)
    expect(between(row(NaN, 1), row(2, 1)).relative).toBe(Infinity)
    expect(between(row(2, 1), row(2, -Infinity)).relative).toBe(Infinity)
    expect(between(row(Infinity), row(-Infinity)).relative).toBe(Infinity)
  })

  it('is infinite where one is missing, nothing where both are, and unknown where shapes differ', () => {
    expect(between(row(3, 4), undefined)).toEqual({ a: 5, b: null, relative: Infinity })
    expect(between(undefined, row(7))).toEqual({ a: null, b: 7, relative: Infinity })
    expect(between(undefined, undefined)).toEqual({ a: null, b: null, relative: 0 })
    expect(between(row(3, 4), fromArray([1, 2], [3, 4]))).toEqual({ a: 5, b: 5, relative: null })
  })
})

describe('two runs beside each other', () => {
  it('have a row for every edge and every parameter, with values and gradients', () => {
    const a = runOf(row(1), row(2), row(3), row(4))
    const b = runOf(row(1), row(1), row(3), row(1))
    expect(compareRuns(a, b)).toEqual([
      {
        kind: 'parameter',
        id: 'w.y',
        value: { a: 3, b: 3, relative: 0 },
        gradient: { a: 4, b: 1, relative: 3 / 4 },
      },
      { kind: 'edge', id: 'e1', value: { a: 1, b: 1, relative: 0 }, gradient: { a: 2, b: 1, relative: 1 / 2 } },
    ])
  })

  it('show also what only one of them has', () => {
    const none: ComparedRun = {
      document: { edges: {} },
      run: { values: new Map(), edges: new Map(), gradients: new Map() },
    }
    const rows = compareRuns(runOf(row(1), row(2), row(3), row(4)), none)
    expect(rows.map(({ id, gradient }) => [id, gradient])).toEqual([
      ['e1', { a: 2, b: null, relative: Infinity }],
      ['w.y', { a: 4, b: null, relative: Infinity }],
    ])
    expect(compareRuns(none, runOf(row(1))).map(({ id, value }) => [id, value])).toEqual([
      ['e1', { a: null, b: 1, relative: Infinity }],
    ])
  })

  it('begin with the largest difference of gradients, then of values; unlike shapes come last', () => {
    const edge = (node: string) => ({ from: { node, port: 'y' }, to: { node: 'z', port: 'x' } })
    const graph = { edges: { p: edge('p'), q: edge('q'), r: edge('r'), s: edge('s') } }
    const make = (values: number[], deltas: Tensor[]): ComparedRun => ({
      document: graph,
      run: {
        values: new Map(['p', 'q', 'r', 's'].map((id, i) => [`${id}.y`, row(values[i]!)])),
        edges: new Map(['p', 'q', 'r', 's'].map((id, i) => [id, deltas[i]!])),
        gradients: new Map(),
      },
    })
    const a = make([1, 1, 1, 1], [row(1), row(1, 2), row(1), row(1)])
    const b = make([1, 1, 2, 3], [row(1), row(1), row(1), row(1)])
    expect(compareRuns(a, b).map(({ id }) => id)).toEqual(['s', 'r', 'p', 'q'])
    expect(compareRuns(b, make([1, 1, 1, 1], [row(9), row(1), row(2), row(1)])).map(({ id }) => id)).toEqual([
      'p',
      'r',
      's',
      'q',
    ])
  })
})
