import { describe, expect, it } from 'vitest'
import { GABOR_BANK, gaborKernel, gaborOfBank, gaborWeight, type Gabor } from '../../src/tensor'

const GABOR: Gabor = { orientation: 0, wavelength: 4, phase: 0, sigma: 2, aspect: 0.5 }

describe('a Gabor kernel', () => {
  it('is the bell times the wave, worked out by hand', () => {
    const kernel = gaborKernel(3, 5, GABOR)
    // The middle: no bell, no wave.
    expect(kernel[7]).toBe(1)
    // One to the right: a quarter of a wave, cos 90° = 0.
    expect(kernel[8]).toBeCloseTo(0, 15)
    // Two to the right: half a wave, cos 180° = −1; the bell is exp(−4 / 8).
    expect(kernel[9]).toBeCloseTo(-Math.exp(-0.5), 15)
    // One up: along the stripe; the bell is longer there by 1/γ: exp(−(0.5 · 1)² / 8).
    expect(kernel[2]).toBeCloseTo(Math.exp(-0.25 / 8), 15)
  })

  it('turns counter-clockwise: at 90° the stripes lie flat', () => {
    const upright = gaborKernel(5, 5, GABOR)
    const flat = gaborKernel(5, 5, { ...GABOR, orientation: 90 })
    for (let row = 0; row < 5; row++)
      for (let column = 0; column < 5; column++)
        expect(flat[row * 5 + column]).toBeCloseTo(upright[(4 - column) * 5 + row]!, 12)
    // At 45° the wave runs to the upper right, and the lower right corner lies along a stripe.
    const slanted = gaborKernel(3, 3, { ...GABOR, orientation: 45 })
    expect(slanted[8]).toBeGreaterThan(0.9)
    expect(slanted[2]).toBeLessThan(0)
  })

  it('is even at phase 0 and odd at 90°', () => {
    const even = gaborKernel(5, 7, { ...GABOR, orientation: 30 })
    const odd = gaborKernel(5, 7, { ...GABOR, orientation: 30, phase: 90 })
    for (let i = 0; i < 35; i++) {
      expect(even[34 - i]).toBeCloseTo(even[i]!, 12)
      expect(odd[34 - i]).toBeCloseTo(-odd[i]!, 12)
    }
  })
})

describe('a bank', () => {
  it('runs through orientations, then scales, then the quadrature partners', () => {
    const bank = { ...GABOR_BANK, orientations: 3, scales: 2, ratio: 2, wavelength: 4, sigma: 1, phase: 10 }
    expect(Array.from({ length: 7 }, (_, i) => gaborOfBank(bank, i).orientation)).toEqual([0, 60, 120, 0, 60, 120, 0])
    expect(gaborOfBank(bank, 2)).toMatchObject({ wavelength: 4, sigma: 1, phase: 10 })
    expect(gaborOfBank(bank, 3)).toMatchObject({ wavelength: 8, sigma: 2, phase: 10 })
    expect(gaborOfBank(bank, 6)).toMatchObject({ wavelength: 4, sigma: 1, phase: 100 })
  })

  it('gives every kernel length 1, shared by its channels, and mean 0 where that is wished', () => {
    const { data, shape } = gaborWeight([8, 3, 7, 7], GABOR_BANK)
    expect(shape).toEqual([8, 3, 7, 7])
    for (let output = 0; output < 8; output++) {
      const kernel = data.subarray(output * 147, (output + 1) * 147)
      expect(Math.hypot(...kernel)).toBeCloseTo(1, 12)
      expect(kernel.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 12)
      expect([...kernel.subarray(0, 49)]).toEqual([...kernel.subarray(98)])
    }
    const raw = gaborWeight([1, 1, 7, 7], { ...GABOR_BANK, zeroMean: false }).data
    expect(raw.reduce((sum, value) => sum + value, 0)).not.toBeCloseTo(0, 3)
  })

  it('is defined for any kernel, down to one pixel', () => {
    expect([...gaborWeight([2, 2, 1, 1], GABOR_BANK).data].every(Number.isFinite)).toBe(true)
    expect([...gaborWeight([1, 1, 1, 5], { ...GABOR_BANK, sigma: 1e-9 }).data].every(Number.isFinite)).toBe(true)
  })
})
