/** @file The parts of a Gabor fit: least squares on functions whose answer is known, and where fits begin. */
import { describe, expect, test } from 'vitest'
import { leastSquares, type Curve } from '../../src/engine/gaborFitLeastSquares'
import { FREE, gaborOf, gaborValues } from '../../src/engine/gaborFitModel'
import { gaborStarts } from '../../src/engine/gaborFitStarts'

/** a + b·x + c·x² at x = −2 … 2, with c kept in bounds; counts how often it is asked. */
function parabola(low = -Infinity, high = Infinity) {
  let asked = 0
  const curve: Curve = {
    free: 3,
    size: 5,
    values(at, values, slopes) {
      asked++
      for (let i = 0; i < 5; i++) {
        const x = i - 2
        values[i] = at[0]! + at[1]! * x + at[2]! * x * x
        slopes?.set([1, x, x * x], 3 * i)
      }
    },
    keepInside: (at) => (at[2] = Math.min(high, Math.max(low, at[2]!))),
  }
  return { curve, asked: () => asked }
}
const numbers = (a: number, b: number, c: number) => [-2, -1, 0, 1, 2].map((x) => a + b * x + c * x * x)
const near = (got: Float64Array, want: readonly number[]) => got.forEach((x, i) => expect(x).toBeCloseTo(want[i]!, 6))

describe('least squares', () => {
  test('finds the numbers that a function was made of, and leaves the start as it is', () => {
    const start = Float64Array.of(0, 0, 0)
    const { at, error } = leastSquares(parabola().curve, numbers(3, -2, 0.5), start, 50)
    near(at, [3, -2, 0.5])
    expect(error).toBeLessThan(1e-12)
    expect([...start]).toEqual([0, 0, 0])
  })

  test('finds the best where none is exact: the mean residual is 0, and no neighbour is better', () => {
    const target = numbers(1, 1, 1).map((y, i) => y + (i % 2 ? 0.5 : -0.3))
    const { at, error } = leastSquares(parabola().curve, target, Float64Array.of(0, 0, 0), 50)
    const off = (a: number, b: number, c: number) =>
      numbers(a, b, c).reduce((sum, y, i) => sum + (target[i]! - y) ** 2, 0)
    const [a, b, c] = at as unknown as [number, number, number]
    expect(error).toBeCloseTo(off(a, b, c), 12)
    for (const by of [1e-3, -1e-3])
      for (const moved of [off(a + by, b, c), off(a, b + by, c), off(a, b, c + by)])
        expect(moved).toBeGreaterThan(error)
  })

  test('keeps to the bounds, from the start on', () => {
    expect(leastSquares(parabola(0, 1).curve, numbers(3, -2, 5), Float64Array.of(0, 0, 0), 50).at[2]).toBe(1)
    const start = Float64Array.of(0, 0, 7)
    const still = leastSquares(parabola(0, 1).curve, numbers(0, 0, 1), start, 0)
    expect(start[2]).toBe(7)
    expect([...still.at]).toEqual([0, 0, 1])
    expect(still.error).toBe(0)
  })

  test('goes no further than it may, and stops where nothing is gained', () => {
    const target = numbers(3, -2, 0.5)
    const errors = [0, 1, 2, 3].map(
      (most) => leastSquares(parabola().curve, target, Float64Array.of(0, 0, 0), most).error,
    )
    expect(errors[0]).toBeCloseTo(
      target.reduce((sum, y) => sum + y * y, 0),
      12,
    )
    errors.slice(1).forEach((error, i) => expect(error).toBeLessThan(0.01 * errors[i]!))
    const { curve, asked } = parabola()
    leastSquares(curve, target, Float64Array.of(3, -2, 0.5), 50)
    expect(asked()).toBe(1)
    // At the best place of what has no exact one, it tries smaller steps a few times, and gives up.
    const rough = target.map((y, i) => y + (i % 2 ? 1 : -1))
    const best = leastSquares(parabola().curve, rough, Float64Array.of(0, 0, 0), 50)
    const again = parabola()
    leastSquares(again.curve, rough, best.at, 50)
    expect(again.asked()).toBeLessThanOrEqual(10)
  })

  test('shortens its steps where a full one goes too far', () => {
    // atan is so flat far out that Newton's step from 3 leads to −9 and beyond.
    const curve: Curve = {
      free: 1,
      size: 1,
      values(at, values, slopes) {
        values[0] = Math.atan(at[0]!)
        slopes?.set([1 / (1 + at[0]! ** 2)])
      },
      keepInside: () => undefined,
    }
    const { at, error } = leastSquares(curve, [0], Float64Array.of(3), 60)
    expect(Math.abs(at[0]!)).toBeLessThan(1e-3)
    expect(error).toBeLessThan(1e-6)
  })

  test('holds still what the function does not depend on', () => {
    const curve: Curve = {
      free: 2,
      size: 2,
      values(at, values, slopes) {
        values.set([at[0]!, 2 * at[0]!])
        slopes?.set([1, 0, 2, 0])
      },
      keepInside: () => undefined,
    }
    const { at } = leastSquares(curve, [4, 8], Float64Array.of(1, 7), 30)
    expect(at[0]).toBeCloseTo(4, 6)
    expect(at[1]).toBe(7)
  })
})

describe('where fits begin', () => {
  const [height, width] = [12, 10]
  const kernel = (f: (x: number, y: number) => number) =>
    Float64Array.from({ length: height * width }, (_, i) => f(i % width, Math.floor(i / width)))
  const wave = (turns: number) => Math.cos(2 * Math.PI * turns)
  /** Wavelength and orientation, in whole degrees, of each start. */
  const told = (starts: readonly Float64Array[]) =>
    starts.map((start) => {
      const { wavelength, orientation } = gaborOf(start)
      return [Number(wavelength.toFixed(6)), Math.round(orientation) % 180]
    })

  test('is at the strongest waves, each with two envelopes', () => {
    const waves = kernel((x, y) => 0.2 + wave(x / 5) + 0.6 * wave(y / 4))
    // Whatever their phases.
    const turned = [0.1, 0.25, 0.4].map((by) => kernel((x, y) => wave(x / 5 + by) + 0.6 * wave(y / 4 - by)))
    for (const seen of [waves, ...turned])
      expect(told(gaborStarts(seen, height, width)).slice(0, 4)).toEqual([
        [5, 0],
        [5, 0],
        [4, 90],
        [4, 90],
      ])
    const sigmas = gaborStarts(waves, height, width).map((start) => gaborOf(start).sigma)
    expect(sigmas[0]).toBeCloseTo(width / 7, 9)
    expect(sigmas[1]).toBeCloseTo(width / 3.5, 9)
  })

  test('is along the way in which a wave runs, y going up', () => {
    const tilted = (sign: number) =>
      told(
        gaborStarts(
          kernel((x, y) => wave(x / 5 + (sign * y) / 4)),
          height,
          width,
        ),
      )[0]
    const wavelength = Number((1 / Math.hypot(1 / 5, 1 / 4)).toFixed(6))
    expect(tilted(-1)).toEqual([wavelength, 51])
    expect(tilted(1)).toEqual([wavelength, 129])
    const sines = (sign: number) => kernel((x, y) => wave(x / 5 + (sign * y) / 4 + 0.25))
    expect(told(gaborStarts(sines(-1), height, width))[0]).toEqual([wavelength, 51])
    expect(told(gaborStarts(sines(1), height, width))[0]).toEqual([wavelength, 129])
  })

  test('is in the middle of the energy', () => {
    const two = kernel((x, y) => (y === 8 && x === 2 ? 3 : y === 4 && x === 7 ? -1 : 0))
    for (const start of gaborStarts(two, height, width)) {
      expect(start[0]).toBeCloseTo((9 * 2 + 7) / 10, 12)
      expect(start[1]).toBeCloseTo((9 * 8 + 4) / 10, 12)
    }
    for (const start of gaborStarts(new Float64Array(height * width), height, width)) {
      expect([start[0], start[1]]).toEqual([4.5, 5.5])
      expect([...start].every(Number.isFinite)).toBe(true)
    }
  })

  test('has the best amplitude and phase for its wave', () => {
    const some = kernel((x, y) => wave((x + 0.3 * y + 1.2) / 4.4) * Math.exp(-((x - 4) ** 2 + (y - 6) ** 2) / 12))
    const off = (free: Float64Array) => {
      const values = new Float64Array(height * width)
      gaborValues(free, height, width, values)
      return values.reduce((sum, y, i) => sum + (some[i]! - y) ** 2, 0)
    }
    for (const start of gaborStarts(some, height, width)) {
      expect(start).toHaveLength(FREE)
      for (const place of [6, 7])
        for (const by of [1e-3, -1e-3]) {
          const moved = start.slice()
          moved[place]! += by
          expect(off(moved)).toBeGreaterThan(off(start))
        }
    }
  })
})
