import { expect, it } from 'vitest'
import { paintMarks, type HeatMarks } from '../../../src/editor/inside/paintHeat'

/** The colours of the frames in the order in which they are drawn, and around what. */
function frames(marks: Partial<HeatMarks>, size: number) {
  const drawn: { readonly colour: string; readonly box: readonly number[] }[] = []
  const context = {
    strokeStyle: '',
    fillStyle: '',
    globalAlpha: 1,
    lineWidth: 1,
    fillRect: () => {},
    strokeRect(...box: number[]) {
      drawn.push({ colour: this.strokeStyle, box })
    },
  }
  paintMarks(
    { marks: [], chosen: null, shade: null, until: null, onPhoto: false, ...marks },
    { rows: 9, columns: 9 },
    {
      context: context as unknown as CanvasRenderingContext2D,
      size,
      padding: [1, 1],
      scheme: 'light',
      token: (name) => name,
    },
  )
  return drawn
}

const window = [3, 5].flatMap((row) => [2, 4].map((column) => [row, column] as const))

it('a window on a photograph has a light frame around its dark one, whatever the size of the cells', () => {
  expect(frames({ marks: window, onPhoto: true }, 3)).toEqual([
    { colour: 'surface', box: [3, 4, 3, 3] },
    { colour: 'ink', box: [3, 4, 3, 3] },
  ])
  const outlined = frames({ marks: window, onPhoto: true }, 8)
  expect(outlined[0]).toEqual({ colour: 'surface', box: [3, 4, 3, 3] })
  expect(outlined.slice(1).map(({ colour }) => colour)).toEqual(['ink', 'ink', 'ink', 'ink'])
})

it('elsewhere, and without a window, there is none', () => {
  expect(frames({ marks: window }, 3).map(({ colour }) => colour)).toEqual(['ink'])
  expect(frames({ onPhoto: true }, 3)).toEqual([])
})
