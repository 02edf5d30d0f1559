import { describe, expect, it } from 'vitest'
import { decade, edgeLabels, edgeName, edgeStrength, edgeWidth, widthScale } from '../../../src/editor/canvas/edgeWords'
import type { Shown } from '../../../src/editor/state/runStore'
import { view } from './support'

const known = (shape: number[], data: number[]): Shown => ({ state: 'known', view: view(shape, data) })
const pending: Shown = { state: 'pending' }
const blocked: Shown = { state: 'blocked' }

describe('edgeLabels', () => {
  it('writes value above and gradient below', () => {
    expect(edgeLabels(known([], [0.731]), known([], [-0.12]), false)).toEqual({
      above: '0.731 ▸',
      below: '◂ −0.120',
      shortAbove: '0.73',
      shortBelow: '−0.12',
      aboveBad: false,
      line: 'flow',
    })
  })

  it('shows no number before there is one', () => {
    expect(edgeLabels(pending, pending, false)).toMatchObject({
      above: null,
      below: null,
      shortAbove: null,
      shortBelow: null,
      line: 'pending',
    })
    expect(edgeLabels(known([1, 1], [2]), pending, false)).toMatchObject({
      above: '2.00 ▸',
      below: null,
      line: 'pending',
    })
  })

  it('writes a gradient of zero as 0', () => {
    expect(edgeLabels(pending, known([], [0]), false)).toMatchObject({ below: '◂ 0', line: 'flow' })
  })

  it('writes tensors by their norm, with the shape on demand', () => {
    const tensor = known([2, 2], [3, 0, 0, 4])
    expect(edgeLabels(tensor, tensor, false)).toMatchObject({ above: '‖·‖ 5.00 ▸', below: '◂ ‖·‖ 5.00' })
    expect(edgeLabels(tensor, pending, true).above).toBe('‖·‖ 5.00 [2, 2] ▸')
  })

  it('says when no gradient flows, and when numbers went bad', () => {
    expect(edgeLabels(pending, blocked, false)).toMatchObject({ below: 'no gradient', line: 'blocked' })
    expect(edgeLabels(known([], [Infinity]), known([], [NaN]), false)).toMatchObject({
      above: '∞ ▸',
      aboveBad: true,
      below: '◂ NaN',
      line: 'bad',
    })
  })
})

describe('edgeName', () => {
  it('reads as a sentence', () => {
    expect(edgeName('ŷ₁', 'z₃', known([], [0.731]), known([], [-0.12]))).toBe(
      'edge from ŷ₁ to z₃, value 0.731, gradient −0.120',
    )
    expect(edgeName('x', 'z₁', known([1, 2], [3, 4]), pending)).toBe(
      'edge from x to z₁, value norm 5.00, shape [1, 2], gradient not computed yet',
    )
    expect(edgeName('t', 'L', pending, blocked)).toBe(
      'edge from t to L, value not computed yet, gradient blocked: no gradient flows here',
    )
  })
})

describe('widthScale', () => {
  it('spans whole decades around all norms', () => {
    expect(widthScale([0.002, 0.5])).toEqual({ low: -3, high: 0 })
    expect(widthScale([1, 1])).toEqual({ low: -1, high: 0 })
  })

  it('keeps six decades below the largest, and ignores zero and bad numbers', () => {
    expect(widthScale([1e-12, 3, 0, NaN, Infinity])).toEqual({ low: -5, high: 1 })
    expect(widthScale([0])).toEqual({ low: -3, high: 0 })
  })

  it('gives widths by the logarithm, the same for all edges', () => {
    const scale = { low: -3, high: 0 }
    expect(edgeStrength(1, scale)).toBe(1)
    expect(edgeStrength(1e-3, scale)).toBeCloseTo(0)
    expect(edgeWidth(0.1, scale) - edgeWidth(0.01, scale)).toBeCloseTo(edgeWidth(0.01, scale) - edgeWidth(0.001, scale))
    expect(edgeWidth(0, scale)).toBe(edgeWidth(1e-9, scale))
    expect(edgeStrength(NaN, scale)).toBe(1)
  })

  it('names decades', () => {
    expect([decade(0), decade(-3), decade(12)]).toEqual(['1', '10⁻³', '10¹²'])
  })
})
