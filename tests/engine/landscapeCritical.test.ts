/** @file Critical points of formulas that are known, by Newton's method from one place and over a grid. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { criticalsOf, gridSteps, type GridWindow } from '../../src/engine'
import type { Landscape } from '../../src/engine/landscape'
import { criticalFrom, eigen } from '../../src/engine/landscapeCritical'

type Plane = (a: number, b: number) => readonly [loss: number, a: number, b: number]

/** A landscape of two coordinates from a formula; counts how often it is asked. */
function planeOf(f: Plane, float: Landscape['float'] = 'float64') {
  let asked = 0
  const land: Landscape = {
    dimension: 2,
    origin: new Float64Array(2),
    float,
    theta: (at) => Float64Array.from(at),
    slopes: (gradient) => gradient,
    project: (theta) => theta,
    *at(at) {
      yield
      asked++
      const [loss, a, b] = f(at[0]!, at[1]!)
      return { loss, slopes: Float64Array.of(a, b) }
    },
    *lossAt(at) {
      yield
      return f(at[0]!, at[1]!)[0]
    },
  }
  return { land, asked: () => asked }
}

function end<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const next = steps.next()
    if (next.done) return next.value
  }
}

const bowl =
  (a0: number, b0: number, p = 1, q = 1): Plane =>
  (a, b) => [p * (a - a0) ** 2 + q * (b - b0) ** 2, 2 * p * (a - a0), 2 * q * (b - b0)]
const scale = { span: [1, 1], slope: 1 }

describe("Newton's method from one place", () => {
  const from = (f: Plane, start: readonly number[], float?: Landscape['float']) =>
    end(criticalFrom(planeOf(f, float).land, start, scale))

  it('tells minima, maxima and saddles apart', () => {
    expect(from(bowl(0.1, 0.1), [0, 0])).toMatchObject({ kind: 'minimum', loss: expect.closeTo(0, 12) })
    expect(from(bowl(0.1, 0.1, -1, -2), [0, 0])).toMatchObject({
      kind: 'maximum',
      eigenvalues: [expect.closeTo(-4, 8), expect.closeTo(-2, 8)],
    })
    expect(from(bowl(0.1, 0.1, 1, -2), [0, 0])).toMatchObject({ kind: 'saddle' })
  })

  it('takes small steps within a quarter of the window, and gives up beyond it', () => {
    expect(from(bowl(0.24, 0.24), [0, 0])!.at.map((x) => x.toFixed(6))).toEqual(['0.240000', '0.240000'])
    expect(from(bowl(0.26, 0), [0, 0])).toBeNull()
    expect(from(bowl(0, -0.26), [0, 0])).toBeNull()
  })

  it('gives up after a few steps where the slope does not get smaller, and where it is no number', () => {
    const { land, asked } = planeOf((a, b) => [a + b, 1, 1])
    expect(end(criticalFrom(land, [0, 0], scale))).toBeNull()
    expect(asked()).toBeGreaterThan(5 * 3)
    expect(asked()).toBeLessThan(5 * 9)
    expect(from(() => [0, NaN, 0], [0, 0])).toBeNull()
    expect(from(() => [0, 0, Infinity], [0, 0])).toBeNull()
    const broken = planeOf(() => [0, NaN, 0])
    end(criticalFrom(broken.land, [0, 0], scale))
    expect(broken.asked()).toBe(1)
  })

  it('does not move along a direction that is as good as flat', () => {
    const steep = { span: [1, 1], slope: 1e6 }
    const found = end(criticalFrom(planeOf(bowl(0.1, 0, 1e6, 1e-8)).land, [0, 0.4], steep))!
    expect(found.kind).toBe('flat')
    expect(found.at.map((x) => Number(x.toFixed(6)))).toEqual([0.1, 0.4])
  })

  it('finds curvature to many digits in float64', () => {
    const wave: Plane = (a, b) => [-Math.cos(a - 0.1) - 2 * Math.cos(b), Math.sin(a - 0.1), 2 * Math.sin(b)]
    const { eigenvalues } = from(wave, [0, 0])!
    expect(eigenvalues[0]).toBeCloseTo(1, 8)
    expect(eigenvalues[1]).toBeCloseTo(2, 8)
  })

  it('asks for less in float32, where slopes have noise', () => {
    const noise = (x: number) => 1e-6 * Math.sin(x * 1e9)
    const noisy: Plane = (a, b) => [0, 2 * (a - 0.1) + noise(a), 4 * (b - 0.1) + noise(b)]
    const found = from(noisy, [0, 0], 'float32')!
    expect(found.kind).toBe('minimum')
    expect(found.eigenvalues[0]).toBeCloseTo(2, 2)
    expect(found.eigenvalues[1]).toBeCloseTo(4, 2)
    // A curvature that float64 still tells from 0.
    expect(from(bowl(0.1, 0.1, 1, 1e-3), [0, 0])!.kind).toBe('minimum')
    expect(from(bowl(0.1, 0.1, 1, 1e-3), [0, 0], 'float32')!.kind).toBe('flat')
  })
})

describe('the critical points of a grid', () => {
  const over = (f: Plane, window: GridWindow, columns: number, rows: number) => {
    const { land, asked } = planeOf(f)
    const grid = end(gridSteps(land, window, columns, rows, true))
    const before = asked()
    const criticals = end(criticalsOf(land, grid))
    return { criticals, kinds: criticals.map(({ kind }) => kind), asked: asked() - before }
  }
  const square: GridWindow = { a: [-2, 2], b: [-2, 2] }

  it.each([
    [-2, -2],
    [2, -2],
    [-2, 2],
    [2, 2],
    [0, 0],
    [1, -1],
  ])('are looked for from the lowest sample alone: (%d, %d)', (a, b) => {
    for (const [columns, rows] of [
      [5, 9],
      [9, 5],
    ] as const) {
      const { criticals, asked } = over(bowl(a, b), square, columns, rows)
      expect(criticals.map(({ kind, at }) => [kind, ...at])).toEqual([['minimum', a, b]])
      // The place itself, and two beside it along each axis.
      expect(asked).toBe(5)
    }
  })

  it('are found once, where four samples are as near', () => {
    expect(over(bowl(0, 0), square, 4, 6).kinds).toEqual(['minimum'])
  })

  it('are none beyond the border, on level ground, and where there is a kink', () => {
    for (const beyond of [-2.1, 2.1]) {
      expect(over(bowl(beyond, 0), square, 9, 9).criticals).toEqual([])
      expect(over(bowl(0, beyond), square, 9, 9).criticals).toEqual([])
    }
    expect(over(() => [1, 0, 0], square, 5, 5)).toMatchObject({ criticals: [], asked: 0 })
    const kink: Plane = (a, b) => [Math.abs(a) + Math.abs(b), Math.sign(a) || 1, Math.sign(b) || 1]
    expect(over(kink, square, 6, 6).criticals).toEqual([])
  })

  it('come by their loss, and are told apart in a small window too', () => {
    const size = 0.01
    const tilted: Plane = (a, b) => {
      const x = a / size
      return [(x * x - 1) ** 2 - 0.1 * x + b * b, (4 * x * (x * x - 1) - 0.1) / size, 2 * b]
    }
    const { criticals, kinds } = over(tilted, { a: [-2 * size, 2 * size], b: [-1, 1] }, 21, 9)
    expect(kinds).toEqual(['minimum', 'minimum', 'saddle'])
    expect(criticals.map(({ at }) => Math.round(at[0]! / size) + 0)).toEqual([1, -1, 0])
  })

  it('may be many, and are not looked for everywhere', () => {
    // Minima, maxima and saddles at all halves of π: 81 of them, from 48 of which at most Newton begins.
    const carton: Plane = (a, b) => [Math.sin(a) ** 2 + Math.sin(b) ** 2, Math.sin(2 * a), Math.sin(2 * b)]
    const few = over(carton, { a: [-0.2, 5.1], b: [-0.2, 5.1] }, 31, 31)
    expect(few.kinds.filter((kind) => kind === 'minimum')).toHaveLength(4)
    expect(few.kinds.filter((kind) => kind === 'saddle')).toHaveLength(8)
    expect(few.kinds.filter((kind) => kind === 'maximum')).toHaveLength(4)
    const many = over(carton, { a: [-0.2, 13], b: [-0.2, 13] }, 60, 60)
    expect(many.criticals.length).toBeGreaterThan(40)
    expect(many.criticals.length).toBeLessThanOrEqual(48)
  })

  it('are flat by the slopes that are usual in the window, though the middle of it has none', () => {
    expect(new Set(over(bowl(0, 0, 1, 1e-9), square, 9, 9).kinds)).toEqual(new Set(['flat']))
  })

  it('say how far the grid is', () => {
    const steps = gridSteps(planeOf(bowl(0, 0)).land, square, 3, 4, true)
    const progress = []
    for (let next = steps.next(); !next.done; next = steps.next()) progress.push(next.value)
    expect([...new Set(progress.map(({ done }) => done))]).toEqual(Array.from({ length: 12 }, (_, i) => i))
    expect(new Set(progress.map(({ total }) => total))).toEqual(new Set([12]))
  })
})

it('eigenvalues and vectors of any symmetric matrix rebuild it', () => {
  const entry = fc.double({ min: -10, max: 10, noNaN: true })
  fc.assert(
    fc.property(entry, entry, entry, (a, b, c) => {
      const { values, vectors } = eigen([
        [a, b],
        [b, c],
      ])
      expect(values[0]).toBeLessThanOrEqual(values[1]!)
      const rebuilt = (i: number, j: number) =>
        values.reduce((sum, value, k) => sum + value * vectors[k]![i]! * vectors[k]![j]!, 0)
      expect(rebuilt(0, 0)).toBeCloseTo(a, 9)
      expect(rebuilt(0, 1)).toBeCloseTo(b, 9)
      expect(rebuilt(1, 1)).toBeCloseTo(c, 9)
    }),
  )
})
