import { expect, it } from 'vitest'
import { bitmapUrl } from '../../../src/editor/thumbnails/bitmap'

const bytesOf = (url: string) => Uint8Array.from(atob(url.split(',')[1]!), (c) => c.charCodeAt(0))

it('writes a BMP that any reader can take apart: sizes, palette, rows from the bottom up and padded to four', () => {
  const url = bitmapUrl({
    width: 3,
    height: 2,
    indices: Uint8Array.of(0, 1, 2, 2, 1, 0),
    palette: [
      [1, 2, 3],
      [40, 50, 60],
      [255, 0, 128],
    ],
  })
  expect(url).toMatch(/^data:image\/bmp;base64,/)
  const bytes = bytesOf(url)
  const file = new DataView(bytes.buffer)
  const offset = file.getUint32(10, true)
  expect(offset).toBeGreaterThanOrEqual(14 + 40 + 256 * 4)
  expect(String.fromCharCode(bytes[0]!, bytes[1]!)).toBe('BM')
  expect(file.getUint32(2, true)).toBe(offset + 8)
  expect([file.getInt32(18, true), file.getInt32(22, true), file.getUint16(28, true)]).toEqual([3, 2, 8])
  expect([...bytes.subarray(54, 54 + 12)]).toEqual([3, 2, 1, 0, 60, 50, 40, 0, 128, 0, 255, 0])
  expect([...bytes.subarray(offset)]).toEqual([2, 1, 0, 0, 0, 1, 2, 0])
})

it('takes sheets longer than one call has room for', () => {
  const indices = Uint8Array.from({ length: 300 * 200 }, (_, i) => i % 256)
  const bytes = bytesOf(bitmapUrl({ width: 300, height: 200, indices, palette: [] }))
  expect([...bytes.subarray(-300)]).toEqual([...indices.subarray(0, 300)])
})
