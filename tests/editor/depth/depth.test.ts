import { describe, expect, it } from 'vitest'
import { floorOf, pointAt, ticks, xOf, yOf, type DepthFrame } from '../../../src/editor/depth/geometry'
import { decades, depthPlaces, depthPoints, profile, type DepthPoint } from '../../../src/editor/depth/points'
import { depthSummary } from '../../../src/editor/depth/summary'
import { mainPort } from '../../../src/editor/panels/addOp'
import { denseNet, documentOf } from '../../support/documents'
import { runOf } from '../inspector/runOf'

const known = (rms: number) => ({ state: 'known' as const, rms })
const pending = { state: 'pending' as const, rms: 0 }
const zero = { state: 'zero' as const, rms: 0 }
const point = (node: string, place: number, value: DepthPoint['value'], delta: DepthPoint['delta']) => ({
  node,
  place,
  value,
  delta,
})
const same = (node: string) => node

describe('where nodes stand', () => {
  it('one behind the other in a short graph, sources first', () => {
    const { mode, places, count } = depthPlaces(denseNet([2, 2, 1]))
    expect(mode).toBe('order')
    expect(count).toBe(7)
    expect(places.get('L')).toBe(6)
    expect(new Set(places.values()).size).toBe(7)
  })

  it('by the longest path from an input in a long one', () => {
    const nodes = Object.fromEntries(
      ['x', ...Array.from({ length: 60 }, (_, i) => `n${i}`), 's'].map((id) => [
        id,
        { op: id === 'x' ? 'input' : id === 's' ? 'add' : 'neg' },
      ]),
    )
    const chain = Array.from({ length: 59 }, (_, i) => `n${i} n${i + 1}.x`)
    // A short cut from x to the end does not make the end near.
    const { mode, places, count } = depthPlaces(documentOf(nodes, ['x n0.x', ...chain, 'n59 s.a', 'x s.b']))
    expect(mode).toBe('depth')
    expect([places.get('x'), places.get('n0'), places.get('s')]).toEqual([0, 1, 61])
    expect(count).toBe(62)
  })
})

describe('the numbers', () => {
  it('are root mean squares, and follow the cursor', async () => {
    const document = denseNet([3, 2], 4)
    const { run } = await runOf(document)
    const read = () => depthPoints(depthPlaces(document), (kind, node) => run.shown(kind, mainPort(document, node)))
    const z1 = () => read().find(({ node }) => node === 'z1')!
    const view = run.tensor('deltas', 'z1.y')!
    expect(z1().delta.state).toBe('known')
    expect(z1().delta.rms).toBeCloseTo(view.statistics.norm / Math.sqrt(8), 12)
    run.setCursor(run.summary().forwardLength)
    expect(z1().value.state).toBe('known')
    expect(z1().delta).toEqual(pending)
    run.setCursor(0)
    expect(z1().value).toEqual(pending)
  })

  it('meet in a geometric mean at each place, zeros and gaps left out', () => {
    const points = [point('a', 0, known(1), known(1e-4)), point('b', 0, known(100), zero), point('c', 1, zero, pending)]
    expect(profile(points, 'value', 2)[0]).toBeCloseTo(10, 9)
    expect(profile(points, 'value', 2)[1]).toBeNull()
    expect(profile(points, 'delta', 2)[0]).toBeCloseTo(1e-4, 12)
    expect(decades(points)).toEqual({ low: -4, high: 2 })
    expect(decades([])).toEqual({ low: -3, high: 0 })
    expect(decades([point('a', 0, known(2), pending)])).toEqual({ low: -1, high: 2 })
  })
})

describe('the sentence', () => {
  const chain = (factor: number) =>
    Array.from({ length: 5 }, (_, i) => point(`n${i}`, i, known(1), known(factor ** (4 - i))))

  it.each([
    [
      0.01,
      'vanishing',
      '|δ| goes from 1.00 at n4 back to 1.00×10⁻⁸ at n0, 1.00×10⁸ times smaller: the gradient vanishes.',
    ],
    [
      100,
      'exploding',
      '|δ| goes from 1.00 at n4 back to 1.00×10⁸ at n0, 1.00×10⁸ times larger: the gradient explodes.',
    ],
    [0.5, 'steady', '|δ| goes from 1.00 at n4 back to 0.0625 at n0, 16.0 times smaller.'],
  ])('of a chain with %d a node is %s', (factor, state, words) => {
    expect(depthSummary(chain(factor), same)).toEqual({ state, words })
  })

  it('counts what is 0 and what is not computed yet, apart', () => {
    const points = [point('a', 0, known(1), pending), point('b', 1, known(1), zero), point('c', 2, known(1), known(1))]
    expect(depthSummary(points, same).words).toBe('δ is exactly 0 at 1 node. 1 δ is not computed yet.')
    expect(depthSummary(points.slice(0, 1), same).state).toBe('waiting')
  })

  it('names a NaN before all else', () => {
    const bad = { state: 'bad' as const, rms: 0 }
    const summary = depthSummary([...chain(0.01), point('q', 5, bad, known(1))], same)
    expect(summary.state).toBe('broken')
    expect(summary.words).toContain('NaN or ∞ at q')
  })
})

describe('the picture', () => {
  const frame: DepthFrame = { width: 600, height: 260, count: 4, low: -3, high: 1 }
  const points = [point('a', 0, known(1), known(0.01)), point('b', 3, zero, pending)]

  it('puts larger numbers higher, and zero, "not yet" and NaN on lines of their own', () => {
    expect(yOf(frame, known(10))!).toBeLessThan(yOf(frame, known(1))!)
    expect(yOf(frame, zero)!).toBeGreaterThan(floorOf(frame))
    expect(yOf(frame, pending)!).toBeGreaterThan(yOf(frame, zero)!)
    expect(yOf(frame, { state: 'bad', rms: 0 })!).toBeLessThan(yOf(frame, known(10))!)
    expect(yOf(frame, { state: 'none', rms: 0 })).toBeNull()
    expect(ticks(frame)).toEqual([-3, -2, -1, 0, 1])
    expect(ticks({ ...frame, low: -40, high: 0 }).length).toBeLessThan(10)
  })

  it('finds the node under the pointer', () => {
    const [x, y] = [xOf(frame, 0), yOf(frame, known(0.01))!]
    expect(pointAt(frame, points, x + 4, y - 4)).toMatchObject({ point: { node: 'a' }, series: 'delta' })
    expect(pointAt(frame, points, xOf(frame, 3), yOf(frame, zero)!)).toMatchObject({
      point: { node: 'b' },
      series: 'value',
    })
    expect(pointAt(frame, points, x + 60, y)).toBeNull()
  })
})
