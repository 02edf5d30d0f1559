import { describe, expect, it } from 'vitest'
import {
  curvePath,
  dotsOf,
  lossRange,
  tangent,
  valueAt,
  xOf,
  yOf,
  type LineFrame,
} from '../../../src/editor/descent/line/lineGeometry'
import { downhill, NO_LINE, windowAround, windowFor, type Iterate } from '../../../src/editor/descent/line/lineStore'
import { lineWords } from '../../../src/editor/descent/line/lineWords'
import { ticksBetween, tickText } from '../../../src/editor/descent/ticks'
import type { Critical, Curve } from '../../../src/runtime/protocol'

/** Descent on L = c·x²/2. */
function walk(from: number, eta: number, steps: number, c = 1): Iterate[] {
  const trail = [{ x: from, loss: (c * from * from) / 2, slope: c * from }]
  for (let t = 0; t < steps; t++) {
    const x = trail[t]!.x - eta * trail[t]!.slope
    trail.push({ x, loss: (c * x * x) / 2, slope: c * x })
  }
  return trail
}

const critical = (x: number, loss: number, kind: Critical['kind'] = 'minimum'): Critical => ({
  at: [x],
  loss,
  kind,
  eigenvalues: [1],
})
const curveWith = (...criticals: Critical[]): Curve => ({
  x: new Float64Array(0),
  loss: new Float64Array(0),
  slope: new Float64Array(0),
  criticals,
})
const line = (change: Partial<typeof NO_LINE>) => ({ ...NO_LINE, window: [-3, 3] as const, ...change })

describe('what is said of the descent', () => {
  it('says what the next step does', () => {
    expect(lineWords(line({ trail: walk(-1, 0.1, 0), eta: 0.1 }), 'w').words).toBe(
      'At t = 0 the slope is −1.00: the next step moves w by −η · slope = +0.100, to the right.',
    )
  })

  it('says that it diverges, and below which η it would not', () => {
    const verdict = lineWords(line({ trail: walk(0.5, 0.085, 8, 25), eta: 0.085 }), 'u')
    expect(verdict).toMatchObject({ tone: 'bad', growing: true })
    expect(verdict.words).toBe(
      'It diverges: each step overshoots, 1.13 times as far as the one before, and the loss grows. The curvature here is about 25.0: descent needs η below 2/curvature ≈ 0.0800, and η is 0.0850.',
    )
  })

  it('does not take overshooting that shrinks, or a way downhill that grows, for divergence', () => {
    expect(lineWords(line({ trail: walk(0.5, 0.075, 8, 25), eta: 0.075 }), 'u').growing).toBe(false)
    expect(lineWords(line({ trail: walk(0.01, 0.5, 8, -1), eta: 0.5 }), 'u').growing).toBe(false)
  })

  it('names the minimum, and a lower one elsewhere', () => {
    const trail = walk(0.001, 0.1, 3)
    const curve = curveWith(critical(0, 0.2), critical(2, 0.01))
    const { words, tone } = lineWords(line({ trail, curve, ended: 'converged' }), 'w')
    expect(tone).toBe('good')
    expect(words).toContain(
      'It is in the minimum at w = 0 (L = 0.200). That is a local one: at 2.00 the loss is only 0.0100.',
    )
    const best = lineWords(line({ trail, curve: curveWith(critical(0, 0), critical(2, 1)), ended: 'converged' }), 'w')
    expect(best.words).toContain('the lowest of the 2 in sight')
  })

  it('says where there is nothing to follow, and what to do', () => {
    const lost = lineWords(line({ trail: [{ x: 2, loss: NaN, slope: NaN }] }), 'w')
    expect(lost.tone).toBe('bad')
    expect(lost.words).toMatch(/^At w = 2\.00 the loss is NaN: there is nothing to follow\. Drag the point/)
    expect(lineWords(line({ trail: [{ x: 0, loss: 1, slope: Infinity }] }), 'w').words).toContain(
      'the loss is 1.00 and its slope ∞',
    )
  })

  it('tells a plateau and a mere short step from a minimum', () => {
    const trail = walk(0.001, 0.1, 3)
    const plateau = lineWords(line({ trail, curve: curveWith(critical(0, 1, 'saddle')), ended: 'converged' }), 'w')
    expect(plateau).toMatchObject({ tone: 'stuck' })
    expect(plateau.words).toContain('But this is no minimum: it is the plateau at w = 0')
    expect(lineWords(line({ trail, curve: curveWith(), ended: 'converged' }), 'w').words).toContain(
      'No minimum is here',
    )
    expect(lineWords(line({ trail, ended: 'finished', steps: 3 }), 'w').words).toContain(
      'Stopped at t_max = 3 before it converged',
    )
    expect(lineWords(line({ trail, ended: 'finished', steps: 3, tolerance: 0 }), 'w').words).toContain(
      'a tolerance of 0: set a small one',
    )
  })
})

describe('the picture of the curve', () => {
  const frame: LineFrame = { width: 600, height: 300, window: [-2, 2], low: 0, high: 4 }

  it('finds the number under a pixel, and back', () => {
    for (const x of [-2, -0.3, 1.7]) expect(valueAt(frame, xOf(frame, x))).toBeCloseTo(x, 12)
    expect(xOf(frame, -2)).toBe(54)
    expect(yOf(frame, 0)).toBe(270)
  })

  it('draws the tangent through the point with the slope of the loss', () => {
    const [x1, y1, x2, y2] = tangent(frame, { x: 1, loss: 1, slope: 2 }, 90)
    expect([(x1 + x2) / 2, (y1 + y2) / 2]).toEqual([xOf(frame, 1), yOf(frame, 1)])
    expect((y2 - y1) / (x2 - x1)).toBeCloseTo((yOf(frame, 3) - yOf(frame, 1)) / (xOf(frame, 2) - xOf(frame, 1)), 9)
    expect(Math.hypot(x2 - x1, y2 - y1)).toBeCloseTo(180, 9)
  })

  it('breaks where the loss is not finite, and keeps the trail in sight', () => {
    const curve = { ...curveWith(), x: Float64Array.of(-1, 0, 1), loss: Float64Array.of(1, NaN, 3) }
    expect(curvePath(frame, curve).match(/M/g)).toHaveLength(2)
    const [low, high] = lossRange(curve, [{ x: 0, loss: 50, slope: 0 }], [-2, 2])
    expect(low).toBeLessThan(1)
    expect(high).toBeGreaterThan(50)
    expect(lossRange(null, [], [-2, 2])[1]).toBeGreaterThan(0)
  })

  it('keeps a dot for each iterate that can be told apart, the first one always', () => {
    const along = Array.from({ length: 600 }, (_, i) => [i * 0.5, 0] as const)
    expect(dotsOf(along).map(([x]) => x)).toEqual(Array.from({ length: 150 }, (_, i) => i * 2))
    const bouncing = Array.from({ length: 5000 }, (_, i) => [i % 2 ? 0 : 100 + i / 100, 0] as const)
    const dots = dotsOf(bouncing)
    expect([dots[0], dots.at(-1), dots.length]).toEqual([[100, 0], bouncing.at(-2), 1000])
    expect(dotsOf([])).toEqual([])
  })

  it('has windows with room, and reaches further where the loss still falls', () => {
    expect(windowFor(-1)).toEqual([-2, 2])
    expect(windowFor(10)).toEqual([-16, 16])
    expect(windowAround([1, 3])).toEqual([0.5, 3.5])
    expect(downhill([-2, 2], [5, 4, 3, 2, 1, 0, 0, 0, -1])).toEqual([-2, 4])
    expect(downhill([-2, 2], [0, 1, 2, 3, 4, 5, 6, 7, 8])).toEqual([-4, 2])
    expect(downhill([-2, 2], [4, 3, 2, 1, 0, 1, 2, 3, 4])).toBeNull()
  })

  it('has round ticks', () => {
    expect(ticksBetween(-2, 2, 5)).toEqual([-2, -1, 0, 1, 2])
    expect(ticksBetween(0, 0.35, 4)).toEqual([0, 0.1, 0.2, 0.3])
    expect(ticksBetween(1, 1, 4)).toEqual([])
    expect([-0.5, 0, 1500, 2e-4, -1e7].map(tickText)).toEqual(['−0.5', '0', '1500', '2×10⁻⁴', '−10⁷'])
  })
})
