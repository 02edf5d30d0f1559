import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drawGabor, fitGabor, GABOR_LIKE, type PlacedGabor } from '../../src/engine/gaborFit'
import { FREE, freeOf, gaborOf, gaborValues } from '../../src/engine/gaborFitModel'
import { createRandom, gaborKernel } from '../../src/tensor'

const some: PlacedGabor = {
  orientation: 34,
  wavelength: 5,
  phase: 63,
  sigma: 2,
  aspect: 0.7,
  centre: [5.3, 6.1],
  amplitude: 0.02,
}

/** Gabors that show: at least a fair part of a wave is in the envelope, and the envelope is in the kernel. */
const gabors = fc.record({
  orientation: fc.double({ min: 0, max: 179.9, noNaN: true }),
  wavelength: fc.double({ min: 3, max: 9, noNaN: true }),
  phase: fc.double({ min: -170, max: 170, noNaN: true }),
  sigma: fc.double({ min: 1.5, max: 3, noNaN: true }),
  aspect: fc.double({ min: 0.6, max: 1.2, noNaN: true }),
  centre: fc.tuple(fc.double({ min: 4, max: 8, noNaN: true }), fc.double({ min: 4, max: 8, noNaN: true })),
  amplitude: fc.double({ min: 0.001, max: 100, noNaN: true }),
})

describe('the model', () => {
  test('has the slopes that differences show', () => {
    const free = freeOf(some)
    const [h, w] = [12, 13]
    const slopes = new Float64Array(h * w * FREE)
    gaborValues(free, h, w, new Float64Array(h * w), slopes)
    for (let a = 0; a < FREE; a++) {
      const step = 1e-6
      const sides = [step, -step].map((by) => {
        const moved = free.slice()
        moved[a]! += by
        const values = new Float64Array(h * w)
        gaborValues(moved, h, w, values)
        return values
      })
      for (let i = 0; i < h * w; i++)
        expect(slopes[i * FREE + a]).toBeCloseTo((sides[0]![i]! - sides[1]![i]!) / (2 * step), 6)
    }
  })

  test('is the same after the way through its free numbers, also from beyond half a turn', () => {
    const turned = freeOf({ ...some, orientation: some.orientation + 180 })
    const gabor = gaborOf(turned)
    expect(gabor.orientation).toBeCloseTo(some.orientation)
    const [a, b] = [new Float64Array(144), drawGabor(gabor, 12, 12)]
    gaborValues(turned, 12, 12, a)
    a.forEach((x, i) => expect(b[i]).toBeCloseTo(x, 12))
  })
})

test('the model is the formula of the bank, moved and scaled', () => {
  const { orientation, wavelength, phase, sigma, aspect } = some
  const kernel = gaborKernel(11, 9, { orientation, wavelength, phase, sigma, aspect })
  const drawn = drawGabor({ ...some, centre: [4, 5], amplitude: 2 }, 11, 9)
  drawn.forEach((x, i) => expect(x).toBeCloseTo(2 * kernel[i]!, 12))
})

describe('a fit', () => {
  test('finds every number of a Gabor that it is given', () => {
    const fit = fitGabor(drawGabor(some, 12, 12), 12, 12)!
    expect(fit.rSquared).toBeGreaterThan(0.99999)
    for (const key of ['orientation', 'wavelength', 'phase', 'sigma', 'aspect', 'amplitude'] as const)
      expect(fit[key], key).toBeCloseTo(some[key], 3)
    expect(fit.centre[0]).toBeCloseTo(5.3, 3)
    expect(fit.centre[1]).toBeCloseTo(6.1, 3)
  })

  test('explains any Gabor, on kernels of unequal sides too', () => {
    fc.assert(
      fc.property(gabors, (gabor) => {
        expect(fitGabor(drawGabor(gabor, 13, 12), 13, 12)!.rSquared).toBeGreaterThan(0.98)
      }),
      { numRuns: 60, seed: 1 },
    )
  })

  test('sees a Gabor through noise, and explains only its share', () => {
    const random = createRandom(3)
    const clean = drawGabor({ ...some, amplitude: 1 }, 12, 12)
    const power = clean.reduce((sum, x) => sum + x * x, 0) / clean.length
    const noisy = clean.map((x) => x + 0.5 * Math.sqrt(power) * random.normal())
    const fit = fitGabor(noisy, 12, 12)!
    expect(fit.wavelength).toBeCloseTo(5, 0)
    expect(Math.abs(fit.orientation - 34)).toBeLessThan(8)
    expect(fit.rSquared).toBeGreaterThan(GABOR_LIKE)
    expect(fit.rSquared).toBeLessThan(0.9)
  })

  test('takes neither noise nor a lone pixel nor a checked corner for a Gabor', () => {
    for (let seed = 0; seed < 20; seed++) {
      const random = createRandom(seed)
      const noise = Float64Array.from({ length: 144 }, () => random.normal())
      expect(fitGabor(noise, 12, 12)!.rSquared).toBeLessThan(0.5)
    }
    const pixel = new Float64Array(144)
    pixel[5 * 12 + 6] = 1
    expect(fitGabor(pixel, 12, 12)!.rSquared).toBeLessThan(GABOR_LIKE)
    const random = createRandom(5)
    const signs = Float64Array.from({ length: 144 }, () => Math.sign(random.normal()))
    expect(fitGabor(signs, 12, 12)!.rSquared).toBeLessThan(0.5)
  })

  test('does not depend on the size of the weights, and keeps its amplitude in theirs', () => {
    const kernel = drawGabor(some, 12, 12)
    const [small, large] = [
      fitGabor(kernel, 12, 12)!,
      fitGabor(
        kernel.map((x) => 1000 * x),
        12,
        12,
      )!,
    ]
    expect(large.rSquared).toBeCloseTo(small.rSquared, 9)
    expect(large.amplitude / small.amplitude).toBeCloseTo(1000, 3)
  })

  test('is nothing for a flat kernel and for numbers that are not finite', () => {
    expect(fitGabor(new Float64Array(64).fill(3), 8, 8)).toBeNull()
    expect(fitGabor(new Float64Array(64).fill(NaN), 8, 8)).toBeNull()
    // What summing leaves of a mean is no variance, whatever the size of the weights.
    for (const weight of [1e6 / 3, 1 / 3, 1e-6 / 3])
      expect(fitGabor(new Float64Array(49).fill(weight), 7, 7), `${weight}`).toBeNull()
  })

  test('is refused for a side under six pixels, and not for six', () => {
    const ramp = (size: number) => Float64Array.from({ length: size }, (_, i) => Math.sin(i))
    expect(() => fitGabor(ramp(25), 5, 5)).toThrow('from 6 by 6')
    expect(() => fitGabor(ramp(60), 12, 5)).toThrow('this one has 12 by 5')
    expect(() => fitGabor(ramp(60), 5, 12)).toThrow('this one has 5 by 12')
    expect(fitGabor(ramp(36), 6, 6)).not.toBeNull()
  })

  test('keeps its centre in the kernel', () => {
    const outside = (x: number, y: number, orientation: number) =>
      fitGabor(drawGabor({ ...some, orientation, wavelength: 6, centre: [x, y] }, 12, 11), 12, 11)!.centre
    expect(outside(-2, 5, 0)[0]).toBe(0)
    expect(outside(12, 5, 0)[0]).toBe(10)
    expect(outside(5, -2, 90)[1]).toBe(0)
    expect(outside(5, 13, 90)[1]).toBe(11)
  })

  test('has an envelope no wider than the longer side, and a wave up to twice as long', () => {
    for (const [height, width] of [
      [8, 14],
      [14, 8],
    ] as const) {
      const slow = Float64Array.from({ length: height * width }, (_, i) =>
        Math.cos((2 * Math.PI * (width > height ? i % width : Math.floor(i / width))) / 24 + 0.3),
      )
      const fit = fitGabor(slow, height, width)!
      expect(fit.sigma).toBeCloseTo(14, 9)
      expect(fit.sigma / fit.aspect).toBeCloseTo(14, 9)
      expect(fit.wavelength).toBeGreaterThan(24)
      expect(fit.wavelength).toBeLessThanOrEqual(28)
    }
  })

  test('has an envelope of a pixel, and a wave of two, at least', () => {
    const pixel = new Float64Array(49)
    pixel[24] = 1
    const narrow = fitGabor(pixel, 7, 7)!
    expect(narrow.sigma).toBe(1)
    expect(narrow.sigma / narrow.aspect).toBeCloseTo(1, 12)
    const chess = Float64Array.from({ length: 64 }, (_, i) => ((i + Math.floor(i / 8)) % 2 ? 1 : -1))
    expect(fitGabor(chess, 8, 8)!.wavelength).toBeCloseTo(2, 12)
  })

  test('from an earlier fit is at least as good', () => {
    const kernel = drawGabor(some, 12, 12)
    const fit = fitGabor(kernel, 12, 12, { ...some, wavelength: 5.2 })!
    expect(fit.rSquared).toBeGreaterThan(0.99999)
  })

  test('from an earlier fit finds what waves alone do not lead to', () => {
    const random = createRandom(0)
    const noise = Float64Array.from({ length: 49 }, () => random.normal())
    const near = { orientation: 45, wavelength: 5.2, phase: 0, sigma: 1.2, aspect: 1, amplitude: 1 }
    expect(fitGabor(noise, 7, 7)!.rSquared).toBeLessThan(0.29)
    expect(fitGabor(noise, 7, 7, { ...near, centre: [4, 4] })!.rSquared).toBeGreaterThan(0.3)
  })
})
