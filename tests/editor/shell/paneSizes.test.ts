import { beforeEach, describe, expect, it } from 'vitest'
import { LIMITS, panes, pull, readPanes, resized } from '../../../src/editor/shell/paneSizes'

beforeEach(() => panes.setState(readPanes(null)))

describe('the sizes of the panels', () => {
  it('stay within their limits, and below half the least the panel is put away', () => {
    const pane = { size: 300, hidden: false }
    expect(resized('left', pane, 10_000)).toEqual({ size: LIMITS.left.max, hidden: false })
    expect(resized('left', pane, LIMITS.left.min - 10)).toEqual({ size: LIMITS.left.min, hidden: false })
    expect(resized('left', pane, 20)).toEqual({ size: 300, hidden: true })
  })

  it('come from what was stored, as far as it makes sense', () => {
    expect(readPanes('nonsense').left).toEqual({ size: LIMITS.left.start, hidden: false })
    expect(readPanes('null').bottom.size).toBe(LIMITS.bottom.start)
    const stored = JSON.stringify({ left: { size: 250, hidden: true }, right: { size: 5 } })
    expect(readPanes(stored)).toMatchObject({
      left: { size: 250, hidden: true },
      right: { size: LIMITS.right.start, hidden: false },
    })
  })

  it('keep a height of its own for training, which is put away together with the timeline', () => {
    const timeline = panes.getState().bottom.size
    expect(panes.getState().training.size).toBeGreaterThanOrEqual(250)
    pull('bottom', 'training', 400)
    expect(panes.getState()).toMatchObject({ bottom: { size: timeline, hidden: false }, training: { size: 400 } })
    pull('bottom', 'training', 20)
    expect(panes.getState()).toMatchObject({ bottom: { size: timeline, hidden: true }, training: { size: 400 } })
    pull('bottom', 'bottom', 200)
    expect(panes.getState()).toMatchObject({ bottom: { size: 200, hidden: false }, training: { size: 400 } })
  })
})
