import { describe, expect, it } from 'vitest'
import { heightScale, levelsOf } from '../../../src/editor/descent/plane/levels'
import { arrowsOn, placeAt, xOf, yOf, type MapFrame } from '../../../src/editor/descent/plane/mapGeometry'
import { spaceOf, windowFor, zoomed } from '../../../src/editor/descent/plane/planeStore'
import { endWords, mapWords } from '../../../src/editor/descent/plane/planeWords'
import { placesOf, placeTitle, placeWords } from '../../../src/editor/descent/plane/takeOver'
import { patchesOf, projector, trailPoints } from '../../../src/editor/descent/plane/surfaceGeometry'
import { FORMS, settingsOf, walkersFor } from '../../../src/editor/descent/plane/walkers'
import { cosineWords, followWords, rangeWords } from '../../../src/editor/descent/theta/thetaWords'
import type { Grid, Trail } from '../../../src/runtime/protocol'
import { optimizers } from '../../../src/train'

/** L = a² + 4b² on [−1, 1]². */
function bowl(n = 9): Grid {
  const at = (i: number) => -1 + (2 * i) / (n - 1)
  const cells = Array.from({ length: n * n }, (_, i) => [at(i % n), at(Math.floor(i / n))] as const)
  return {
    window: { a: [-1, 1], b: [-1, 1] },
    columns: n,
    rows: n,
    loss: Float64Array.from(cells, ([a, b]) => a * a + 4 * b * b),
    slopes: { a: Float64Array.from(cells, ([a]) => 2 * a), b: Float64Array.from(cells, ([, b]) => 8 * b) },
  }
}
const minimum = { at: [0, 0], loss: 0, kind: 'minimum', eigenvalues: [2, 8] } as const
const places = { window: { a: [-1, 1], b: [-1, 1] }, criticals: [minimum] } as const
const frame: MapFrame = { width: 456, height: 238, window: { a: [-1, 1], b: [-1, 1] } }
const trail = (at: number[], state: Trail['state'] = 'finished'): Trail => ({
  dimension: 2,
  at: Float64Array.from(at),
  slopes: Float64Array.from(at),
  losses: Float64Array.from({ length: at.length / 2 }, (_, i) => i),
  state,
})

describe('the map', () => {
  it('finds coordinates under a pixel, held within the map', () => {
    expect(placeAt(frame, xOf(frame, 0.25), yOf(frame, -0.5))).toEqual([0.25, -0.5])
    expect(placeAt(frame, -50, 900)).toEqual([-1, -1])
    expect(Math.abs(xOf(frame, 1e300))).toBeLessThanOrEqual(1e4)
  })

  it('has arrows that point downhill', () => {
    const arrows = arrowsOn(frame, bowl(25))
    expect(arrows.length).toBeGreaterThan(50)
    const [middle, floor] = [xOf(frame, 0), yOf(frame, 0)]
    for (const { x, y, dx, dy } of arrows) {
      if (Math.abs(x - middle) > 1) expect(Math.sign(dx)).toBe(Math.sign(middle - x))
      if (Math.abs(y - floor) > 1) expect(Math.sign(dy)).toBe(Math.sign(floor - y))
    }
    expect(arrowsOn(frame, { ...bowl(), slopes: null })).toEqual([])
  })

  it('has levels that ascend, and none on flat ground', () => {
    const levels = levelsOf(bowl().loss)
    expect(levels).toEqual([...levels].sort((a, b) => a - b))
    expect(levels.length).toBeGreaterThan(8)
    expect(levelsOf([2, 2, 2])).toEqual([])
    expect(levelsOf([NaN, Infinity])).toEqual([])
  })

  it('says where walks ended', () => {
    expect(endWords(trail([1, 1, 0.01, 0.01]), places, null)).toBe('L = 1.00 at a minimum')
    expect(endWords(trail([1, 1, 0.01, 0.01]), places, 0)).toBe('L = 0')
    expect(endWords(trail([1, 1, 9, 9], 'diverged'), places, null)).toBe('diverges')
    expect(endWords(trail([1, 1, 9, 9]), places, null)).toBe('L = 1.00, off the map')
    expect(mapWords([minimum])).toBe('In sight: 1 minimum, told by the signs of the Hessian’s eigenvalues.')
    expect(endWords(undefined, places, null)).toBe('…')
    expect(endWords(undefined, places, null, false)).toBe('stopped')
    expect(mapWords([])).toBe('No place with slope 0 is in sight.')
    expect(mapWords([], bowl())).toBe('No place with slope 0 is in sight.')
    expect(mapWords([], { ...bowl(), loss: new Float64Array(81).fill(NaN) })).toContain('not finite anywhere')
    expect(endWords({ ...trail([1, 1], 'diverged'), losses: Float64Array.of(NaN) }, places, null)).toBe('no loss there')
  })

  it('has windows that hold the start, and spaces for the engine', () => {
    expect(windowFor('elements', [-1, 5])).toEqual({ a: [-2, 2], b: [-8, 8] })
    expect(windowFor('random', [0, 0])).toEqual({ a: [-1, 1], b: [-1, 1] })
    expect(zoomed({ a: [0, 2], b: [-1, 1] }, 0.5)).toEqual({ a: [0.5, 1.5], b: [-0.5, 0.5] })
    expect(spaceOf({ kind: 'elements', a: null, b: null, seed: 0 })).toBeNull()
    expect(spaceOf({ kind: 'random', a: null, b: null, seed: 4 })).toEqual({ kind: 'random', seed: 4 })
  })
})

describe('the surface', () => {
  it('is painted from back to front, and follows the height', () => {
    const view = { width: 400, height: 300, azimuth: 30, elevation: 40 }
    const patches = patchesOf(bowl(), view)
    expect(patches).toHaveLength(64)
    expect(patches.map(({ near }) => near)).toEqual(patches.map(({ near }) => near).sort((a, b) => a - b))
    const project = projector(view)
    expect(project(0.5, 0.5, 1)[1]).toBeLessThan(project(0.5, 0.5, 0)[1])
    for (const { corners } of patches)
      for (const [x, y] of corners) {
        expect(x).toBeGreaterThan(0)
        expect(x).toBeLessThan(400)
        expect(y).toBeGreaterThan(0)
        expect(y).toBeLessThan(300)
      }
  })

  it('shows a walk that leaves it again where it comes back', () => {
    const view = { width: 400, height: 300, azimuth: 0, elevation: 40 }
    const points = trailPoints(bowl(), view, trail([0.5, 0, 2, 0, 3, 0, -0.5, 0]), 3)
    expect(points.map((point) => point !== null)).toEqual([true, false, false, true])
    expect(points[0]![0] - 200).toBeCloseTo(200 - points[3]![0], 9)
    expect(trailPoints(bowl(), view, trail([0.5, 0, 2, 0]), 0)).toHaveLength(1)
  })

  it('leaves out what is not finite, and is low where the loss is', () => {
    const grid = bowl()
    grid.loss[0] = NaN
    expect(patchesOf(grid, { width: 400, height: 300, azimuth: 0, elevation: 40 })).toHaveLength(63)
    const scale = heightScale(bowl().loss)
    expect([scale(0), scale(5)]).toEqual([0, 1])
    expect(scale(1)).toBeGreaterThan(scale(0.5))
  })
})

describe('the walkers', () => {
  it('are optimizers of training, with a form each', () => {
    const walkers = walkersFor({ kind: 'sgd', lr: 0.05 })
    expect(walkers.map(({ title }) => title)).toEqual([
      'SGD',
      'Momentum',
      'Nesterov',
      'AdaGrad',
      'RMSProp',
      'Adam',
      'AdamW',
    ])
    expect(FORMS).toHaveLength(walkers.length)
    for (const walker of walkers) {
      const { kind, ...hyper } = settingsOf(walker, 10, null).optimizer
      expect(optimizers.get(kind)!.hyper.safeParse(hyper).success, walker.title).toBe(true)
    }
  })
})

it('a walker has η of the document where the document trains with it', () => {
  const rates = (kind: string, lr: number) =>
    Object.fromEntries(walkersFor({ kind, lr }).map(({ id, optimizer }) => [id, optimizer.lr]))
  expect(rates('sgd', 0.07)).toMatchObject({ sgd: 0.07, momentum: 0.07, nesterov: 0.07, adam: 0.1 })
  expect(rates('adam', 0.002)).toMatchObject({ sgd: 0.1, momentum: 0.1, adam: 0.002, adamw: 0.1 })
})

describe('the places that can be taken over', () => {
  const walkers = walkersFor({ kind: 'sgd', lr: 0.05 })
  const trails = {
    sgd: trail([1, 1, 0.5, 0.25, 0.01, 0.02]),
    momentum: trail([1, 1, 9, 9], 'diverged'),
    nesterov: trail([1, 1, 2, 2]),
  }
  const names = ['u', 'v'] as const

  it('are where each walker that is shown stands, and the start', () => {
    const places = placesOf({ walkers, trails, t: null, start: [1, 1], origin: [0, 0] })
    expect(places.map(placeTitle)).toEqual(['SGD after 2 steps', 'Momentum after 1 step', 'The start'])
    expect(places.map((place) => placeWords(place, names))).toEqual([
      'u = 0.0100, v = 0.0200, L = 2.00',
      'u = 9.00, v = 9.00, L = 1.00',
      'u = 1.00, v = 1.00, L = 0',
    ])
    expect(places.map(({ refused }) => refused)).toEqual([null, expect.stringContaining('It diverges'), null])
  })

  it('follow the step that is drawn, before which nothing has diverged', () => {
    const places = placesOf({ walkers, trails, t: 0, start: [1, 1], origin: [1, 1] })
    expect(places.map(({ steps, refused }) => [steps, refused])).toEqual([
      [0, null],
      [0, null],
      [0, 'The graph is here already.'],
    ])
  })
})

describe('the words about all of θ', () => {
  it('read the angle, the way and the range test', () => {
    expect(cosineWords(NaN)).toContain('first gradient')
    expect(cosineWords(-0.9)).toContain('across the valley')
    expect(cosineWords(0.99)).toContain('straight')
    const columns = {
      rates: Float64Array.of(0.1, 0.1),
      cosines: Float64Array.of(NaN, 1),
      updates: Float64Array.of(1, 1),
      parts: [],
      parameters: {},
    }
    expect(
      followWords({ ...columns, losses: Float64Array.of(2, 1), norms: Float64Array.of(3, 0.5), state: 'finished' }),
    ).toBe('2 steps, then t reached t_max. The loss went from 2.00 to 1.00, ‖∇L‖ from 3.00 to 0.500.')
    const range = {
      rates: Float64Array.of(1e-3, 1),
      losses: Float64Array.of(1, 2),
      smoothed: Float64Array.of(1, 2),
      stopped: false,
    }
    expect(rangeWords({ ...range, suggested: 0.03, tooLarge: 0.5 })).toBe(
      'The loss falls fastest at η = 0.0300: a good rate to begin with. From about η = 0.500 on it explodes.',
    )
    expect(rangeWords({ ...range, suggested: null, tooLarge: null })).toContain('never fell')
    const none = { ...range, rates: new Float64Array(0), suggested: null, tooLarge: null }
    expect(rangeWords(none)).toContain('not finite before the first step')
    expect(
      followWords({ ...columns, losses: Float64Array.of(2, 9), norms: Float64Array.of(3, 5), state: 'finished' }),
    ).toContain('It diverges: a smaller η')
    expect(rangeWords({ ...range, suggested: 1, tooLarge: null })).toContain(
      'falls ever faster up to η = 1.00, where the range ends',
    )
    expect(rangeWords({ ...range, suggested: 0.03, tooLarge: null, stopped: true })).toMatch(/^Stopped at η = 1\.00\./)
    expect(
      followWords({ ...columns, losses: Float64Array.of(2, 1), norms: Float64Array.of(3, 0.5), state: 'stopped' }),
    ).toMatch(/^2 steps, then it was stopped\./)
  })
})
