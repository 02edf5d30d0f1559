import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  criticalsOf,
  curveSteps,
  directionSpace,
  elementSpace,
  filterNormalised,
  gridSteps,
  landscapeIn,
} from '../../src/engine'
import type { ThetaField } from '../../src/engine'
import { dot } from '../../src/engine/landscape'

/** A field from a formula: f gives the loss and its gradient. */
function fieldOf(start: readonly number[], f: (theta: Float64Array) => readonly [number, ...number[]]): ThetaField {
  return {
    parts: [{ key: 'w.y', shape: [start.length], offset: 0, size: start.length }],
    start: Float64Array.from(start),
    dtype: 'float64',
    // The loss of a network pauses between two nodes.
    *at(theta) {
      yield
      const [loss, ...gradient] = f(theta)
      return { loss, gradient: Float64Array.from(gradient) }
    },
    *lossAt(theta) {
      yield
      return f(theta)[0]
    },
  }
}

function end<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const next = steps.next()
    if (next.done) return next.value
  }
}

function* withCriticals(...args: Parameters<typeof gridSteps>) {
  const grid = yield* gridSteps(...args)
  return { ...grid, criticals: yield* criticalsOf(args[0], grid) }
}

const line = (f: (w: number) => readonly [number, number]) =>
  landscapeIn(
    fieldOf([0], ([w]) => f(w!)),
    elementSpace(Float64Array.of(0), [0]),
  )

describe('the loss over one coordinate', () => {
  it('has the minimum of any parabola where it is', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -2.9, max: 2.9, noNaN: true }),
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        (at, scale) => {
          const { criticals } = end(
            curveSteps(
              line((w) => [scale * (w - at) ** 2, 2 * scale * (w - at)]),
              -3,
              3,
              41,
            ),
          )
          expect(criticals.map(({ kind }) => kind)).toEqual(['minimum'])
          expect(criticals[0]!.at[0]).toBeCloseTo(at, 9)
          expect(criticals[0]!.eigenvalues[0]! / (2 * scale)).toBeCloseTo(1, 6)
        },
      ),
    )
  })

  it('has two minima and a maximum in a quartic', () => {
    const { criticals, x, loss, slope } = end(
      curveSteps(
        line((w) => [(w * w - 1) ** 2, 4 * w * (w * w - 1)]),
        -2,
        2,
        60,
      ),
    )
    expect(criticals.map(({ kind, at }) => [kind, Number(at[0]!.toFixed(9)) + 0])).toEqual([
      ['minimum', -1],
      ['maximum', 0],
      ['minimum', 1],
    ])
    expect([x[0], x.at(-1)]).toEqual([-2, 2])
    expect([loss[0], slope[0]]).toEqual([9, -24])
    const near = (value: number, wanted: number) => expect(value).toBeCloseTo(wanted, 3)
    criticals.forEach(({ loss: there }, i) => near(there, [0, 1, 0][i]!))
    criticals.forEach(({ eigenvalues }, i) => near(eigenvalues[0]!, [8, -4, 8][i]!))
  })

  it('finds a place where a sample lies on it, with its curvature', () => {
    const { criticals } = end(
      curveSteps(
        line((w) => [(w * w - 1) ** 2, 4 * w * (w * w - 1)]),
        -2,
        2,
        41,
      ),
    )
    expect(criticals.map(({ kind }) => kind)).toEqual(['minimum', 'maximum', 'minimum'])
    criticals.forEach(({ eigenvalues }, i) => expect(eigenvalues[0]).toBeCloseTo([8, -4, 8][i]!, 3))
    const cubic = end(
      curveSteps(
        line((w) => [w ** 3, 3 * w * w]),
        -1,
        1,
        21,
      ),
    ).criticals
    expect(cubic.map(({ kind, at }) => [kind, at[0]])).toEqual([['saddle', 0]])
  })

  it('finds a flat place once, where two samples are as near to it', () => {
    const { criticals } = end(
      curveSteps(
        line((w) => [w ** 3, 3 * w * w]),
        -1,
        1,
        20,
      ),
    )
    expect(criticals.map(({ kind }) => kind)).toEqual(['saddle'])
  })

  it('finds a turn once, whichever sample is nearer to it, and exactly where it is halfway', () => {
    const turns = (at: number, from: number, to: number, count: number) =>
      end(
        curveSteps(
          line((w) => [(w - at) ** 2, 2 * (w - at)]),
          from,
          to,
          count,
        ),
      ).criticals.map(({ at: [x] }) => x)
    expect(turns(1.5, 0, 3, 4)).toEqual([1.5])
    for (const at of [0.01, 0.04, 0.06, 0.09]) expect(turns(at, -1, 1, 21)).toHaveLength(1)
  })

  it('does not take an end of the window for a turn, nor a stretch of flat ground', () => {
    for (const at of [-1, 1])
      expect(
        end(
          curveSteps(
            line((w) => [(w - at) ** 2, 2 * (w - at)]),
            -1,
            1,
            21,
          ),
        ).criticals,
      ).toEqual([])
    const basin = line((w) => {
      const beyond = Math.max(0, Math.abs(w) - 0.5)
      return [beyond ** 2, 2 * beyond * Math.sign(w)]
    })
    expect(end(curveSteps(basin, -1, 1, 21)).criticals).toEqual([])
  })

  it('stays where it looks: what is nearly flat does not lead to a turn far away', () => {
    const { criticals } = end(
      curveSteps(
        line((w) => [0, (w * w + 0.02) * (w - 1.5)]),
        -2,
        2,
        50,
      ),
    )
    expect(criticals.map(({ kind, at }) => [kind, Number(at[0]!.toFixed(6))])).toEqual([['minimum', 1.5]])
    // Two turns between two samples are no flat place.
    expect(
      end(
        curveSteps(
          line((w) => [0, (w - 0.05) ** 2 - 1e-4]),
          -1,
          1,
          21,
        ),
      ).criticals,
    ).toEqual([])
  })

  it('ends also where no number lies between two samples', () => {
    const far = 1e16
    const { criticals } = end(
      curveSteps(
        line((w) => [Math.abs(w - far - 41), w - far < 41 ? -1 : 1]),
        far,
        far + 80,
        41,
      ),
    )
    expect(criticals.map(({ kind }) => kind)).toEqual(['minimum'])
  })

  it('says how far it is', () => {
    const steps = curveSteps(
      line((w) => [w * w, 2 * w]),
      -1,
      2,
      5,
    )
    const progress = []
    for (let next = steps.next(); !next.done; next = steps.next()) progress.push(next.value)
    expect([...new Set(progress.map(({ done }) => done))]).toEqual([0, 1, 2, 3, 4, 5])
    expect(new Set(progress.map(({ total }) => total))).toEqual(new Set([5]))
  })

  it('finds the place where a cubic is flat without turning, and no other', () => {
    const { criticals } = end(
      curveSteps(
        line((w) => [(w ** 3 - 1) ** 2, 6 * w * w * (w ** 3 - 1)]),
        -2,
        2,
        50,
      ),
    )
    expect(criticals.map(({ kind }) => kind)).toEqual(['saddle', 'minimum'])
    expect(criticals[0]!.at[0]).toBeCloseTo(0, 3)
  })

  it('finds a minimum at a kink, and nothing on a flat stretch', () => {
    const kink = end(
      curveSteps(
        line((w) => [Math.abs(w - 0.3), Math.sign(w - 0.3)]),
        -1,
        1,
        40,
      ),
    ).criticals
    expect(kink.map(({ kind }) => kind)).toEqual(['minimum'])
    expect(kink[0]!.at[0]).toBeCloseTo(0.3, 12)
    expect(
      end(
        curveSteps(
          line(() => [1, 0]),
          -1,
          1,
          40,
        ),
      ).criticals,
    ).toEqual([])
  })
})

describe('the loss over two coordinates', () => {
  const plane = (f: (a: number, b: number) => readonly [number, number, number]) =>
    landscapeIn(
      fieldOf([0, 0], ([a, b]) => f(a!, b!)),
      elementSpace(Float64Array.of(0, 0), [0, 1]),
    )
  const window = { a: [-2, 2.1], b: [-2.2, 2] } as const

  it('marks minima and saddles by the sign of the Hessian’s eigenvalues', () => {
    const { criticals } = end(
      withCriticals(
        plane((a, b) => [(a * a - 1) ** 2 + b * b, 4 * a * (a * a - 1), 2 * b]),
        window,
        21,
        23,
        true,
      ),
    )
    const found = criticals.map(({ kind, at, eigenvalues }) => [
      kind,
      ...at.map((x) => Number(x.toFixed(6)) + 0),
      ...eigenvalues.map((x) => Math.round(x)),
    ])
    expect(found.sort()).toEqual(
      [
        ['minimum', -1, 0, 2, 8],
        ['minimum', 1, 0, 2, 8],
        ['saddle', 0, 0, -4, 2],
      ].sort(),
    )
  })

  it('takes over the losses that are known already, and looks at no point twice', () => {
    let looked = 0
    const bowl = plane((a, b) => {
      looked++
      return [a * a + 3 * a * b + b ** 4, 2 * a + 3 * b, 3 * a + 4 * b ** 3]
    })
    const rough = end(gridSteps(bowl, window, 4, 7, false))
    expect(looked).toBe(28)
    const finer = end(gridSteps(bowl, window, 7, 13, false, rough))
    expect(looked).toBe(7 * 13)
    expect(finer).toEqual(end(gridSteps(bowl, window, 7, 13, false)))
    looked = 0
    // Points between the others, another window, slopes: nothing is known of these.
    end(gridSteps(bowl, window, 6, 13, false, rough))
    end(gridSteps(bowl, { ...window, a: [-2, 2] }, 7, 13, false, rough))
    end(gridSteps(bowl, window, 7, 13, true, rough))
    expect(looked).toBe(6 * 13 + 7 * 13 + 7 * 13)
  })

  it('tells how far it is by the points that are new', () => {
    const bowl = plane((a, b) => [a * a + b * b, 2 * a, 2 * b])
    const rough = end(gridSteps(bowl, window, 4, 4, false))
    const told = [...gridSteps(bowl, window, 7, 7, false, rough)]
    expect(told[0]).toEqual({ done: 0, total: 33 })
    expect(told.at(-1)).toEqual({ done: 32, total: 33 })
  })

  it('has the only minimum of any convex quadratic where it is', () => {
    const number = fc.double({ min: -1.8, max: 1.8, noNaN: true })
    const curvature = fc.double({ min: 0.05, max: 50, noNaN: true })
    fc.assert(
      fc.property(number, number, curvature, curvature, (a0, b0, p, q) => {
        const { criticals } = end(
          withCriticals(
            plane((a, b) => [p * (a - a0) ** 2 + q * (b - b0) ** 2, 2 * p * (a - a0), 2 * q * (b - b0)]),
            window,
            17,
            17,
            true,
          ),
        )
        expect(criticals.map(({ kind }) => kind)).toEqual(['minimum'])
        expect(criticals[0]!.at[0]).toBeCloseTo(a0, 6)
        expect(criticals[0]!.at[1]).toBeCloseTo(b0, 6)
      }),
    )
  })

  it('calls a valley floor flat, and a slope nothing', () => {
    const valley = end(
      withCriticals(
        plane((a) => [a * a, 2 * a, 0]),
        window,
        15,
        15,
        true,
      ),
    ).criticals
    // It is flat everywhere: three places say enough.
    expect(valley.map(({ kind }) => kind)).toEqual(['flat', 'flat', 'flat'])
    expect(
      end(
        withCriticals(
          plane((a, b) => [a + b, 1, 1]),
          window,
          15,
          15,
          true,
        ),
      ).criticals,
    ).toEqual([])
  })

  it('is row-major from the lower left, and leaves slopes out where only the loss is asked for', () => {
    const grid = end(
      withCriticals(
        plane((a, b) => [10 * a + b, 10, 1]),
        { a: [0, 2], b: [0, 3] },
        3,
        4,
        false,
      ),
    )
    expect([...grid.loss]).toEqual([0, 10, 20, 1, 11, 21, 2, 12, 22, 3, 13, 23])
    expect(grid.slopes).toBeNull()
    expect(grid.criticals).toEqual([])
  })
})

describe('directions', () => {
  const parts = [
    { key: 'z.bias', shape: [2], offset: 0, size: 2 },
    { key: 'z.weight', shape: [2, 3], offset: 2, size: 6 },
  ]
  const start = Float64Array.of(9, 9, 1, 2, 2, 0, 0.3, 0.4)

  it('are as long as θ, filter by filter, and leave biases alone', () => {
    const direction = filterNormalised(parts, start, 7)
    const norm = (from: number, to: number) =>
      Math.sqrt(dot(direction.subarray(from, to), direction.subarray(from, to)))
    expect([...direction.subarray(0, 2)]).toEqual([0, 0])
    expect(norm(2, 5)).toBeCloseTo(3, 12)
    expect(norm(5, 8)).toBeCloseTo(0.5, 12)
    expect(filterNormalised(parts, start, 7)).toEqual(direction)
    expect(filterNormalised(parts, start, 8)).not.toEqual(direction)
  })

  it('of a graph of scalars are one filter', () => {
    const scalars = [0, 1, 2].map((i) => ({ key: `w${i}.y`, shape: [], offset: i, size: 1 }))
    const direction = filterNormalised(scalars, Float64Array.of(2, 3, 6), 1)
    expect(Math.sqrt(dot(direction, direction))).toBeCloseTo(7, 12)
  })

  it('give coordinates back by projection, and slopes by the chain rule', () => {
    const space = directionSpace(start, [filterNormalised(parts, start, 1), filterNormalised(parts, start, 2)])
    const back = space.project(space.theta([0.7, -1.3]))
    expect(back[0]).toBeCloseTo(0.7, 10)
    expect(back[1]).toBeCloseTo(-1.3, 10)
    const f = (at: readonly number[]) => dot(space.theta(at), space.theta(at))
    const slopes = space.slopes(space.theta([0.2, 0.1]).map((x) => 2 * x))
    expect(slopes[0]).toBeCloseTo((f([0.2001, 0.1]) - f([0.1999, 0.1])) / 2e-4, 6)
  })
})

it('a place of a subspace is another θ, and θ of the document stays', () => {
  const start = Float64Array.of(1, 2, 3)
  expect([...elementSpace(start, [2]).theta([9])]).toEqual([1, 2, 9])
  expect([...start]).toEqual([1, 2, 3])
})
