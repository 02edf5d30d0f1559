/**
 * @file Pixels as the address of an image. A picture drawn on a `<canvas>` of its own becomes a layer of its own in the
 * browser's compositor, and sorting a graph full of them took 15 ms a frame; an image is painted with its card.
 */

/** One byte a pixel: which of up to 256 colours. */
export interface Bitmap {
  readonly width: number
  readonly height: number
  /** Row-major from the top, `height` × `width`. */
  readonly indices: Uint8Array
  readonly palette: readonly (readonly [number, number, number])[]
}

const HEADERS = 14 + 40
const COLOURS = 256
/** Two bytes that nobody reads end the palette on a whole group of base64: what repeats is written once. */
const PALETTE = COLOURS * 4 + 2

/** A `data:` URL of a BMP file with a palette (BITMAPINFOHEADER, 8 bits a pixel, not compressed). */
export function bitmapUrl({ width, height, indices, palette }: Bitmap): string {
  const stride = Math.ceil(width / 4) * 4
  const pixels = new Uint8Array(stride * height)
  // The rows of a BMP run from the bottom up.
  for (let y = 0; y < height; y++) pixels.set(indices.subarray(y * width, (y + 1) * width), (height - 1 - y) * stride)
  return `data:image/bmp;base64,${headers(width, height, pixels.length)}${coloursOf(palette)}${base64(pixels)}`
}

function headers(width: number, height: number, size: number): string {
  const bytes = new Uint8Array(HEADERS)
  const file = new DataView(bytes.buffer)
  file.setUint16(0, 0x424d)
  file.setUint32(2, HEADERS + PALETTE + size, true)
  file.setUint32(10, HEADERS + PALETTE, true)
  file.setUint32(14, 40, true)
  file.setInt32(18, width, true)
  file.setInt32(22, height, true)
  file.setUint16(26, 1, true)
  file.setUint16(28, 8, true)
  file.setUint32(46, COLOURS, true)
  return base64(bytes)
}

const written = new WeakMap<Bitmap['palette'], string>()

function coloursOf(palette: Bitmap['palette']): string {
  let text = written.get(palette)
  if (text === undefined) {
    const bytes = new Uint8Array(PALETTE)
    palette.forEach(([red, green, blue], i) => bytes.set([blue, green, red], i * 4))
    written.set(palette, (text = base64(bytes)))
  }
  return text
}

/** Arguments in one call: engines allow some 65,000. */
const CHUNK = 32_768

function base64(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += CHUNK) text += String.fromCharCode(...bytes.subarray(i, i + CHUNK))
  return btoa(text)
}
