import { describe, expect, it } from 'vitest'
import { placeHint } from '../../../src/editor/hints/place'

const view = { width: 1000, height: 600 }
const tip = { width: 200, height: 30 }
const box = (left: number, top: number) => ({ left, top, width: 40, height: 20 })

describe('placeHint', () => {
  it('stands above its control, in the middle', () => {
    expect(placeHint(box(480, 300), tip, view, 'top')).toEqual({ left: 400, top: 264 })
  })

  it('turns to the other side where there is no room', () => {
    expect(placeHint(box(480, 10), tip, view, 'top').top).toBe(36)
    expect(placeHint(box(480, 570), tip, view, 'bottom').top).toBe(534)
    expect(placeHint(box(900, 300), tip, view, 'right').left).toBe(694)
  })

  it('is wholly inside the window wherever its control is', () => {
    for (const side of ['top', 'bottom', 'right'] as const)
      for (const left of [-30, 0, 500, 980])
        for (const top of [-10, 0, 300, 590]) {
          const at = placeHint(box(left, top), tip, view, side)
          expect(at.left).toBeGreaterThanOrEqual(0)
          expect(at.top).toBeGreaterThanOrEqual(0)
          expect(at.left + tip.width).toBeLessThanOrEqual(view.width)
          expect(at.top + tip.height).toBeLessThanOrEqual(view.height)
        }
  })
})
