import { describe, expect, it } from 'vitest'
import { gradcheck, sweepSteps, type SweepAt } from '../../src/engine'
import type { GraphDocument } from '../../src/graph'
import { ops as allOps, type Op } from '../../src/ops'
import { denseNet, documentOf } from '../support/documents'

function ended<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const next = steps.next()
    if (next.done) return next.value
  }
}
function sweep(document: GraphDocument, at: SweepAt, ops: ReadonlyMap<string, Op> = allOps) {
  const swept = ended(sweepSteps(document, ops, at))
  if (!swept.ok) throw new Error(swept.errors[0]!.message)
  return swept
}
/** A test's own op: the backward rule of `id` gives 0.05 % too much. */
function slightlyWrong(id: string, port: string): ReadonlyMap<string, Op> {
  const right = allOps.get(id)!
  const rule = right.backward[port]!
  const wrong: Op = {
    ...right,
    backward: { ...right.backward, [port]: (context) => context.k.scale(rule(context), 1.0005) },
  }
  return new Map([...allOps, [id, wrong]])
}

const best = (points: readonly { h: number; central: number | null }[]) =>
  points.reduce((least, point) => ((point.central ?? Infinity) < (least.central ?? Infinity) ? point : least))

describe('the sweep of h', () => {
  it('falls with h and h², and rises again where rounding takes over', () => {
    const { points } = sweep(denseNet([2, 3, 1]), { target: 'z1.weight', element: 1 })
    const at = (h: number) => points.find((point) => Math.abs(Math.log10(point.h / h)) < 0.01)!
    expect(at(1e-2).oneSided! / at(1e-3).oneSided!).toBeCloseTo(10, -0.5)
    expect(at(1e-1).central! / at(1e-2).central!).toBeGreaterThan(80)
    expect(best(points).central!).toBeLessThan(1e-8)
    expect(at(1e-12).central!).toBeGreaterThan(1e-6)
  })

  it('does not get under the error of a rule that is 0.05 % off', () => {
    const { points } = sweep(denseNet([2, 3, 1]), { target: 'z1.weight', element: 1 }, slightlyWrong('sigmoid', 'x'))
    // Where the formula's own error and rounding are both small: 0.05 % once for each sigmoid that is passed.
    const floor = points.filter(({ h }) => h > 1e-7 && h < 1e-4)
    for (const { central } of floor) expect(central).toBeCloseTo(1e-3, 5)
  })

  it('leaves out what is not finite, and says what it cannot find', () => {
    const document = documentOf(
      { p: { op: 'parameter', attrs: { shape: [], value: 0.5 } }, L: { op: 'log' } },
      ['p L.x'],
      {
        objective: { node: 'L', port: 'y' },
      },
    )
    const { points, analytic } = sweep(document, { target: 'p.y', element: 0 })
    expect(analytic).toBe(2)
    expect(points.at(-1)!.central).toBeNull()
    expect(() => sweep(document, { target: 'p.y', element: 1 })).toThrow('There is no element 1 of p.y')
  })
})

describe('what the sweep tells', () => {
  it('is one point for each third of a decade from 10⁻¹³ to 1, and how many are done', () => {
    const steps = sweepSteps(denseNet([2, 3, 1]), allOps, { target: 'z1.weight', element: 1 })
    const progress: { done: number; total: number }[] = []
    for (let next = steps.next(); ; next = steps.next()) {
      if (!next.done) {
        progress.push(next.value)
        continue
      }
      if (!next.value.ok) throw new Error(next.value.errors[0]!.message)
      const { points } = next.value
      expect(points).toHaveLength(40)
      expect(points.map(({ h }) => Math.round(30 * Math.log10(h)) / 10)).toEqual(points.map((_, i) => i - 39))
      break
    }
    expect(progress).toEqual(Array.from({ length: 40 }, (_, i) => ({ done: i + 1, total: 40 })))
  })

  it('is the error relative to the larger derivative, and 0 where both are 0', () => {
    const scaled = (factor: number) =>
      documentOf(
        {
          p: { op: 'parameter', attrs: { shape: [], value: 1 } },
          c: { op: 'constant', attrs: { value: factor } },
          L: { op: 'mul' },
        },
        ['p L.a', 'c L.b'],
        { objective: { node: 'L', port: 'y' } },
      )
    const at = { target: 'p.y', element: 0 }
    for (const { central } of sweep(scaled(0), at).points) expect(central).toBe(0)
    const mul = allOps.get('mul')!
    const twice: Op = { ...mul, backward: { ...mul.backward, a: (c) => c.k.scale(mul.backward.a!(c), 2) } }
    const { points } = sweep(scaled(3), at, new Map([...allOps, ['mul', twice]]))
    expect(points.at(-1)).toMatchObject({ central: 0.5, oneSided: 0.5 })
  })

  it('is what keeps the graph from being differentiated', () => {
    const { objective: _, ...rest } = documentOf({ p: { op: 'parameter' } }, [])
    expect(ended(sweepSteps(rest, allOps, { target: 'p.y', element: 0 }))).toMatchObject({
      ok: false,
      errors: [{ code: 'objective', message: 'There is no loss yet, so there is nothing to differentiate.' }],
    })
  })
})

describe.each([
  ['sigmoid', 'x'],
  ['affine', 'weight'],
  ['mse_loss', 'input'],
])('a rule of %s that is 0.05 %% off', (op, port) => {
  it('is caught by the check, and nothing after it is blamed', () => {
    const { ok, checks, errors } = ended(gradcheck(denseNet([2, 3, 1]), slightlyWrong(op, port)))
    expect(errors).toEqual([])
    expect(ok).toBe(false)
    const failed = checks.filter((check) => !check.ok)
    for (const { maxRelativeError } of failed) expect(maxRelativeError).toBeGreaterThan(4e-4)
    // Passing is what lies after the fault: with a wrong loss nothing, with a wrong weight rule all but the weights.
    expect(failed.some(({ target }) => target === 'z2.bias')).toBe(op !== 'affine')
  })
})
