import { describe, expect, it } from 'vitest'
import { gradcheck, type GradcheckOptions } from '../../src/engine/gradcheck'
import { compareDerivative } from '../../src/engine/gradcheckDifference'
import type { GraphDocument } from '../../src/graph'
import { ops as allOps, type Op } from '../../src/ops'
import { denseNet, documentOf, squarings } from '../support/documents'

function checkAll(document: GraphDocument, options?: GradcheckOptions, ops: ReadonlyMap<string, Op> = allOps) {
  const steps = gradcheck(document, ops, options)
  const progress: { done: number; total: number; target: string }[] = []
  for (;;) {
    const next = steps.next()
    if (next.done) return { ...next.value, progress }
    progress.push(next.value)
  }
}

const vector = (size: number) => ({ op: 'parameter', attrs: { shape: [size] } })
const at = (data: number[]) => ({ dtype: 'float64' as const, shape: [data.length], data })

describe('compareDerivative', () => {
  const compare = (f: (x: number) => number, x: number, analytic: number) =>
    compareDerivative((d) => f(x + d), f(x), x, analytic, 1e-6)

  it.each([
    ['exp', Math.exp, 3, Math.exp(3)],
    ['ln near its pole', Math.log, 1e-5, 1e5],
    ['1/x near its pole', (x: number) => 1 / x, 1e-3, -1e6],
    ['a steep sigmoid', (x: number) => 1 / (1 + Math.exp(-400 * x)), 0.001, 400 * 0.2402607457],
    ['a flat place', (x: number) => x ** 4, 0, 0],
    ['relu just beside its kink', (x: number) => Math.max(x, 0), 1e-5, 1],
    ['relu just before its kink', (x: number) => Math.max(x, 0), -3e-6, 0],
    ['a large number', (x: number) => x * x, 1e6, 2e6],
  ])('agrees on %s', (_, f, x, analytic) => {
    const { relativeError, kink } = compare(f, x, analytic)
    expect(relativeError).toBeLessThan(2e-7)
    expect(kink).toBe(false)
  })

  it.each([
    ['a factor of 1 + 1e-4', Math.exp, 1, Math.E * 1.0001],
    ['the wrong sign', Math.sin, 1, -Math.cos(1)],
    ['zero for a small derivative', (x: number) => 1 + 1e-5 * x, 1, 0],
    ['the other side of a kink nearby', (x: number) => Math.max(x, 0), 1e-5, 0],
  ])('refuses %s', (_, f, x, analytic) => {
    expect(compare(f, x, analytic).relativeError).toBeGreaterThan(5e-5)
  })

  it.each([
    ['|x| at 0, any slope between', Math.abs, 0, 0.3, 0],
    ['relu at 0', (x: number) => Math.max(x, 0), 0, 0, 0],
    ['a tie of maxima', (x: number) => Math.max(2 * x, 5 - x / 2), 2, 2, 0],
    ['|x| at 0, a slope that is none', Math.abs, 0, 3, 2 / 3],
  ])('knows a kink: %s', (_, f, x, analytic, error) => {
    const found = compare(f, x, analytic)
    expect(found.kink).toBe(true)
    expect(found.relativeError).toBeCloseTo(error, 6)
  })

  it('says that a function without values has no derivative', () => {
    const none = { numeric: NaN, relativeError: Infinity, kink: false }
    expect(compareDerivative(() => NaN, 0, 1, 1, 1e-6)).toEqual(none)
    // Defined at the point alone, and beside it but not there.
    expect(compareDerivative((d) => (d ? NaN : 0), 0, 0, 1, 1e-6)).toEqual(none)
    expect(compare((x) => (x > 0 ? x : NaN), 0, 1)).toEqual(none)
  })

  it.each([
    ['the slope there is', (x: number) => (x < 0 ? NaN : x), 1, 1],
    ['on the left', (x: number) => (x > 0 ? NaN : 3 * x), 3, 3],
    ['what a clamp leaves of it', (x: number) => (x < 0 ? NaN : x), 0, 1],
    ['with curvature', (x: number) => (x < 0 ? NaN : Math.sin(x)), 1, 1],
  ])(
    'has one slope at the edge of the domain, and lets pass what lies between it and 0: %s',
    (_, f, analytic, slope) => {
      const found = compare(f, 0, analytic)
      expect(found).toMatchObject({ relativeError: 0, kink: true })
      expect(found.numeric).toBeCloseTo(slope, 6)
    },
  )

  it.each([
    ['beyond the slope', (x: number) => (x < 0 ? NaN : x), 3, 2 / 3],
    ['the wrong sign', (x: number) => (x < 0 ? NaN : x), -1, 1],
    ['beyond the slope on the left', (x: number) => (x > 0 ? NaN : -2 * x), -4, 1 / 2],
  ])('refuses at the edge of the domain: %s', (_, f, analytic, error) => {
    expect(compare(f, 0, analytic)).toMatchObject({ kink: true, relativeError: expect.closeTo(error, 4) as number })
  })

  it('lets any slope of the right sign pass where the slope has no bound', () => {
    const log = (x: number) => (x < 0 ? NaN : Math.max(Math.log(x), -100))
    expect(compare(log, 0, 1e12)).toMatchObject({ relativeError: 0, kink: true })
    expect(compare(log, 0, -1)).toMatchObject({ relativeError: 1, kink: true })
    expect(compare((x) => (x > 0 ? NaN : -Math.sqrt(-x)), 0, 1e12).relativeError).toBeGreaterThan(0.9)
  })

  it.each([
    ['|x| at 0', Math.abs, 0, 0],
    ['relu at 0', (x: number) => Math.max(x, 0), 0, 0.5],
    ['a tie of maxima', (x: number) => Math.max(2 * x, 5 - x / 2), 2, 0.75],
  ])('gives the mean of the slopes at a kink: %s', (_, f, x, mean) => {
    expect(compare(f, x, mean).numeric).toBeCloseTo(mean, 6)
  })

  it('measures the error by the larger of the two derivatives', () => {
    expect(compare((x) => 3 * x, 1, 2).relativeError).toBeCloseTo(1 / 3, 7)
    expect(compare((x) => 3 * x, 1, 6).relativeError).toBeCloseTo(1 / 2, 7)
    expect(compare((x) => -3 * x, 1, 3).relativeError).toBeCloseTo(2, 7)
    expect(compare((x) => 3 * x, 1, 3)).toEqual({ numeric: 3, relativeError: 0, kink: false })
  })

  it('takes a step in proportion to the number, and stops as soon as it agrees', () => {
    const distances = (f: (x: number) => number, x: number, analytic: number) => {
      const seen: number[] = []
      const counted = (d: number) => {
        seen.push(d)
        return f(x + d)
      }
      compareDerivative(counted, f(x), x, analytic, 1e-6)
      return seen
    }
    expect(distances(Math.exp, 0.5, Math.exp(0.5))).toEqual([2 ** -10, -(2 ** -10), 2 ** -11, -(2 ** -11)])
    expect(distances((x) => x * x, -1024, -2048)[0]).toBe(1)
    // A smooth function that disagrees: four steps, each an eighth of the last, and no more.
    const wrong = distances(Math.exp, 0, 2)
    expect(wrong).toHaveLength(4 * 4)
    expect(wrong.map(Math.abs)[4]).toBe(2 ** -13)
    // A kink at the point looks the same at every step; all six are taken.
    expect(distances(Math.abs, 0, 0)).toHaveLength(6 * 4)
    // Close to a pole, four steps are not enough to settle.
    expect(distances((x) => 1 / x, 2e-6, -3e11).length).toBeGreaterThan(4 * 4)
  })

  it('does not take strong curvature, or the flat middle of a bend, for a kink', () => {
    expect(compare((x) => 1e6 * x * x, 0, 0)).toEqual({ numeric: 0, relativeError: 0, kink: false })
    expect(compare((x) => Math.sqrt(x * x + 1e-4), 0, 0).kink).toBe(false)
    expect(compare((x) => x * x, 1, 2.1).kink).toBe(false)
    expect(compare((x) => x + 1e-3 * Math.abs(x), 0, 1).kink).toBe(true)
  })

  it('lets rounding of a large value pass, but no more', () => {
    const f = (x: number) => 1e9 + x
    expect(compare(f, 1, 1).relativeError).toBeLessThan(1e-6)
    expect(compare(f, 1, 1.01).relativeError).toBeGreaterThan(5e-3)
  })
})

describe('gradcheck', () => {
  it('passes a dense network, at every parameter and every edge that carries gradient', () => {
    const document = denseNet([3, 4, 2], 2)
    const { ok, checks, errors, progress } = checkAll(document)
    expect(ok).toBe(true)
    const expected = ['z1.weight', 'z1.bias', 'z2.weight', 'z2.bias', ...Object.keys(document.edges)]
    expect(checks.map(({ target }) => target).sort()).toEqual(expected.sort())
    expect(checks.every(({ kinks, checked, elements }) => kinks === 0 && checked === elements)).toBe(true)
    expect(errors).toEqual([])
    expect(progress.map(({ done }) => done)).toEqual(progress.map((_, i) => i + 1))
    expect(progress.at(-1)!.done).toBe(progress[0]!.total)
  })

  it('moves what one consumer reads, not what all do', () => {
    // y = a·a: each edge has the delta a, the parameter has 2a.
    const document = documentOf({ p: vector(2), y: { op: 'mul' }, s: { op: 'sum' } }, ['p y.a', 'p y.b', 'y s.x'], {
      tensors: { 'p.y': at([3, -1]) },
      objective: { node: 's', port: 'y' },
    })
    const { ok, checks } = checkAll(document)
    expect(ok).toBe(true)
    const worst = Object.fromEntries(checks.map(({ target, worst }) => [target, worst!]))
    expect(worst['p.y']).toEqual({ element: 0, analytic: 6, numeric: expect.closeTo(6, 8) as number })
    expect(worst.e1).toEqual({ element: 0, analytic: 3, numeric: expect.closeTo(3, 8) as number })
  })

  it('keeps still what no gradient flows to', () => {
    // The target moves with p as well, but the loss passes no gradient to it, by its own word.
    const document = documentOf(
      { p: vector(2), q: { op: 'sigmoid' }, L: { op: 'bce_with_logits_loss' } },
      ['p L.input', 'p q.x', 'q L.target'],
      { tensors: { 'p.y': at([0.4, -2]) } },
    )
    const { ok, checks } = checkAll(document)
    expect(ok).toBe(true)
    expect(checks.map(({ target }) => target).sort()).toEqual(['e1', 'p.y'])
  })

  it('runs what depends on a number again in the right order, whatever the ways are that lead there', () => {
    const nodes = {
      p: vector(2),
      a: { op: 'tanh' },
      b: { op: 'exp' },
      c: { op: 'sin' },
      // Ids in an order against that of the graph.
      Z: { op: 'mul' },
      M: { op: 'mul' },
      A: { op: 'sum' },
    }
    const document = documentOf(nodes, ['p Z.a', 'c Z.b', 'p a.x', 'a b.x', 'b c.x', 'Z M.a', 'a M.b', 'M A.x'], {
      tensors: { 'p.y': at([0.3, -0.8]) },
      objective: { node: 'A', port: 'y' },
    })
    expect(checkAll(document).ok).toBe(true)
  })

  it('passes a parameter that is itself the objective', () => {
    const document = documentOf({ p: { op: 'parameter' } }, [], { objective: { node: 'p', port: 'y' } })
    expect(checkAll(document).checks).toMatchObject([{ target: 'p.y', ok: true, worst: { analytic: 1 } }])
  })

  it('runs each node once for each move, however many ways lead to it', () => {
    // 2^50 ways from p to the objective: with one run for each way this would not end.
    const document = { ...squarings(50), tensors: { 'p.y': { dtype: 'float64' as const, shape: [], data: [-1] } } }
    const { checks } = checkAll(document)
    expect(checks).toHaveLength(1 + 1 + 2 * 49)
    expect(checks.find(({ target }) => target === 'p.y')!.worst!.analytic).toBe(-(2 ** 49))
  })

  it('asks for no more than the tolerance, and lets it be 0', () => {
    const document = documentOf({ p: vector(2), s: { op: 'sum' } }, ['p s.x'], {
      tensors: { 'p.y': at([1, 2]) },
      objective: { node: 's', port: 'y' },
    })
    const { ok, checks } = checkAll(document, { tolerance: 0 })
    expect(ok).toBe(true)
    expect(checks.map(({ maxRelativeError }) => maxRelativeError)).toEqual([0, 0])
  })

  it('finds a wrong backward rule and says where', () => {
    const tanh = allOps.get('tanh')!
    const wrong: Op = { ...tanh, backward: { x: ({ k, y, dy }) => k.mul(dy, k.shift(k.neg(y), 1)) } }
    const ops = new Map([...allOps, ['tanh', wrong]])
    const document = documentOf({ p: vector(2), y: { op: 'tanh' }, s: { op: 'sum' } }, ['p y.x', 'y s.x'], {
      tensors: { 'p.y': at([0, 1]) },
      objective: { node: 's', port: 'y' },
    })
    const { ok, checks } = checkAll(document, {}, ops)
    expect(ok).toBe(false)
    expect(checks.map((c) => [c.target, c.kind, c.ok])).toEqual([
      ['p.y', 'parameter', false],
      ['e1', 'edge', false],
      ['e2', 'edge', true],
    ])
    expect(checks[0]!.worst!.element).toBe(1)
  })

  it('reports kinks and lets the chosen slope pass', () => {
    const document = documentOf({ p: vector(4), y: { op: 'relu' }, s: { op: 'sum' } }, ['p y.x', 'y s.x'], {
      tensors: { 'p.y': at([0, 1, -1, 0]) },
      objective: { node: 's', port: 'y' },
    })
    const { ok, checks } = checkAll(document)
    expect(ok).toBe(true)
    expect(checks.map(({ target, kinks }) => [target, kinks])).toEqual([
      ['p.y', 2],
      ['e1', 2],
      ['e2', 0],
    ])
  })

  it('checks some elements of each tensor when told so, always the same ones', () => {
    const { checks } = checkAll(denseNet([5, 4, 2]), { elements: 3 })
    const weight = checks.find(({ target }) => target === 'z1.weight')!
    expect([weight.checked, weight.elements]).toEqual([3, 20])
    expect(checkAll(denseNet([5, 4, 2]), { elements: 3 }).checks).toEqual(checks)
  })

  it('says what keeps it from checking', () => {
    const { objective: _, ...rest } = documentOf({ p: { op: 'parameter' } }, [])
    expect(checkAll(rest)).toEqual({
      ok: false,
      checks: [],
      progress: [],
      errors: [
        {
          code: 'objective',
          message: 'There is no loss yet, so there is nothing to differentiate.',
          hint: 'Add a loss, or choose an output as the objective.',
        },
      ],
    })
    const infinite = documentOf({ p: { op: 'parameter' }, y: { op: 'log', label: 'ln p' } }, ['p y.x'], {
      tensors: { 'p.y': { dtype: 'float64', shape: [], data: [0] } },
      objective: { node: 'y', port: 'y' },
    })
    expect(checkAll(infinite).errors[0]).toMatchObject({
      code: 'not-finite',
      node: 'y',
      message: 'ln p is -Infinity, so no differences of it can be taken.',
    })
    const unfed = documentOf({ x: { op: 'input' }, L: { op: 'sum' } }, ['x L.x'], {
      objective: { node: 'L', port: 'y' },
    })
    expect(checkAll(unfed).errors.map(({ code }) => code)).toEqual(['no-data'])
    const incomplete = documentOf({ y: { op: 'tanh' } }, [], { objective: { node: 'y', port: 'y' } })
    expect(checkAll(incomplete).errors).toMatchObject([{ code: 'unwired', node: 'y', port: 'x' }])
    const wide = documentOf({ p: vector(2), y: { op: 'tanh' } }, ['p y.x'], { objective: { node: 'y', port: 'y' } })
    expect(checkAll(wide).errors).toMatchObject([{ code: 'objective-shape' }])
  })
})
