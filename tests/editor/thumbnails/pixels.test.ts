import { expect, it } from 'vitest'
import { colourOf, paintPhoto, paintPixels, scaleOf } from '../../../src/editor/thumbnails'

it('looks up the colours that a scale works out, to a step that nobody sees', () => {
  const scale = scaleOf('value', 'light')
  const data = [-2, -1, -0.3, 0, 1e-9, 0.7, 1.99, 5, NaN, -Infinity]
  const pixels = new Uint8ClampedArray(data.length * 4)
  paintPixels(pixels, data, 0, data.length, 2, scale)
  data.forEach((x, i) => {
    const [r, g, b] = colourOf(x, 2, scale)
    const expected = [r, g, b, 255]
    expected.forEach((part, c) => expect(Math.abs(pixels[i * 4 + c]! - part), `${x}`).toBeLessThanOrEqual(2))
  })
  paintPixels(pixels, [0, 0], 0, 2, 0, scale)
  expect([...pixels.subarray(0, 4)]).toEqual([...scale.zero, 255])
})

it('paints a photograph from black to white, from where it begins', () => {
  const pixels = new Uint8ClampedArray(12)
  paintPhoto(pixels, [9, -1, 1, 2], 1, 3, 2)
  expect([...pixels]).toEqual([0, 0, 0, 255, 128, 128, 128, 255, 255, 255, 255, 255])
})
