import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { directionAt, edgeCurve, labelPoint, pathData, pointAt } from '../../../src/editor/canvas/edgePath'

const flat = edgeCurve({ source: { x: 0, y: 0 }, target: { x: 80, y: 0 }, targetSide: 'left' })

describe('edgeCurve', () => {
  it('starts and ends at the ports, level', () => {
    expect(pointAt(flat, 0)).toEqual({ x: 0, y: 0 })
    expect(pointAt(flat, 1)).toEqual({ x: 80, y: 0 })
    expect(directionAt(flat, 0)).toEqual({ x: 1, y: 0 })
    expect(pathData(flat)).toBe('M0,0 C40,0 40,0 80,0')
  })

  it('enters a parameter from below', () => {
    const curve = edgeCurve({ source: { x: 0, y: 200 }, target: { x: 100, y: 0 }, targetSide: 'bottom' })
    expect(directionAt(curve, 1).y).toBeLessThan(0)
  })

  it('bows the middle by as much as it is told', () => {
    expect(
      pointAt(edgeCurve({ source: { x: 0, y: 0 }, target: { x: 80, y: 0 }, targetSide: 'left', bow: 20 }), 0.5).y,
    ).toBeCloseTo(20)
  })

  it('makes a loop of a wire that runs backwards', () => {
    const curve = edgeCurve({ source: { x: 300, y: 0 }, target: { x: 0, y: 0 }, targetSide: 'left' })
    expect(curve[0][1].x).toBeGreaterThan(300)
    expect(curve[0][2].x).toBeLessThan(0)
  })

  it('takes a wire back to another row between the rows, without a break', () => {
    const curve = edgeCurve({ source: { x: 900, y: 0 }, target: { x: 0, y: 240 }, targetSide: 'left' })
    expect(pointAt(curve, 0.5)).toEqual({ x: 450, y: 120 })
    expect(pointAt(curve, 0)).toEqual({ x: 900, y: 0 })
    expect(pointAt(curve, 1)).toEqual({ x: 0, y: 240 })
    for (let i = 1; i < curve.length; i++) expect(curve[i]![0]).toEqual(curve[i - 1]![3])
  })
})

describe('labelPoint', () => {
  it('puts the value above and the gradient below a level line', () => {
    expect(labelPoint(flat, 0.5, '0.731 ▸', 'above').y).toBeLessThan(-8)
    expect(labelPoint(flat, 0.5, '◂ −0.120', 'below').y).toBeGreaterThan(8)
  })

  it('keeps the label clear of the line at that place, however steep it is', () => {
    const coordinate = fc.integer({ min: -400, max: 400 })
    fc.assert(
      fc.property(coordinate, coordinate, fc.constantFrom('above' as const, 'below' as const), (x, y, where) => {
        const curve = edgeCurve({ source: { x: 0, y: 0 }, target: { x, y }, targetSide: 'left' })
        const text = '0.731 ▸'
        const at = pointAt(curve, 0.5)
        const direction = directionAt(curve, 0.5)
        const label = labelPoint(curve, 0.5, text, where)
        // Distance of the label's centre from the tangent, against the reach of its box in that direction.
        const distance = Math.abs((label.x - at.x) * direction.y - (label.y - at.y) * direction.x)
        const reach = ((text.length * 6) / 2) * Math.abs(direction.y) + (13 / 2) * Math.abs(direction.x)
        expect(distance).toBeGreaterThanOrEqual(reach)
      }),
    )
  })
})
