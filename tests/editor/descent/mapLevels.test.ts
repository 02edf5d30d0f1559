import { describe, expect, it } from 'vitest'
import { nextLevel, workOf, type Level } from '../../../src/editor/descent/plane/mapLevels'
import { drawingWords, stoppedWords } from '../../../src/editor/descent/plane/planeWords'
import type { Grid, GridWindow } from '../../../src/runtime/protocol'

const window: GridWindow = { a: [-2, 2], b: [-1, 1] }
const gridOf = (points: number, over = window): Grid => ({
  window: over,
  columns: points,
  rows: points,
  loss: new Float64Array(points * points),
  slopes: null,
})

/** All levels that are drawn where a loss takes so long, ms. */
function levelsAt(pace: number, many: boolean): Level[] {
  const levels: Level[] = []
  let [fine, coarse]: (Grid | null)[] = [null, null]
  for (;;) {
    const level = nextLevel({ window, fine: fine!, coarse: coarse!, pace: fine ? pace : null }, many)
    if (!level) return levels
    levels.push(level)
    const grid = gridOf(level.points)
    if (level.sloped) coarse = grid
    if (!fine || grid.columns > fine.columns) fine = grid
    if (levels.length > 20) throw new Error('The levels have no end.')
  }
}
const told = (levels: readonly Level[]) => levels.map(({ points, sloped }) => `${points}${sloped ? ' sloped' : ''}`)

describe('the levels of the map', () => {
  it('end with the finest where a loss costs nothing', () => {
    expect(told(levelsAt(0.01, false))).toEqual(['13', '25 sloped', '49', '97'])
  })

  it('begin rough and end sooner where a loss takes long', () => {
    expect(told(levelsAt(0.5, true))).toEqual(['4', '7', '25 sloped', '49'])
    expect(told(levelsAt(3, true))).toEqual(['4', '7', '13 sloped', '25', '49'])
    expect(told(levelsAt(10, true))).toEqual(['4', '7', '13 sloped', '25'])
    expect(told(levelsAt(1000, true))).toEqual(['4', '7', '7 sloped'])
  })

  it('each have all points of the one before', () => {
    for (const pace of [0.01, 1, 3, 10, 40])
      for (const many of [false, true]) {
        const points = levelsAt(pace, many).map((level) => level.points)
        for (let i = 1; i < points.length; i++)
          expect((Math.max(points[i]!, points[i - 1]!) - 1) % (Math.min(points[i]!, points[i - 1]!) - 1)).toBe(0)
      }
  })

  it('have slopes of another window drawn anew', () => {
    const other = gridOf(25, { a: [-1, 1], b: [-0.5, 0.5] })
    expect(nextLevel({ window, fine: gridOf(13), coarse: other, pace: 0 }, false)).toEqual({ points: 25, sloped: true })
    expect(nextLevel({ window, fine: gridOf(13), coarse: gridOf(25), pace: 0 }, false)).toEqual({
      points: 25,
      sloped: false,
    })
  })

  it('are counted by the losses that are new', () => {
    expect(workOf({ points: 25, sloped: false }, null)).toBe(625)
    expect(workOf({ points: 25, sloped: false }, gridOf(13))).toBe(456)
    expect(workOf({ points: 25, sloped: true }, gridOf(13))).toBe(1875)
  })

  it('are told in words', () => {
    expect(drawingWords(null, null)).toBe('Working out the map')
    expect(drawingWords({ points: 49, sloped: false }, gridOf(25))).toBe('Drawing the map finer, 49 × 49 points')
    expect(drawingWords({ points: 13, sloped: true }, gridOf(13))).toBe('Working out the arrows downhill')
    expect(stoppedWords(gridOf(7))).toContain('the map has 7 × 7 points')
    expect(stoppedWords(null)).toBe('Stopped before there was a map.')
  })
})
