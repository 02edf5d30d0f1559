/** @file A picture file as the browser reads it: whatever format it knows, cut to its middle square and made so large. */
import { DataError, type ImageFile, type Picture } from '../../data'

/** Luma of ITU-R BT.601. */
const LUMA = [0.299, 0.587, 0.114] as const

/** @throws DataError which names the file. */
export async function decodePicture({ path, bytes }: ImageFile, side: number, channels: 1 | 3): Promise<Picture> {
  const refuse = (hint: string) =>
    new DataError('bad-file', `${path} cannot be read as a picture: it is damaged, or no picture at all.`, hint)
  const bitmap = await createImageBitmap(new Blob([bytes as Uint8Array<ArrayBuffer>])).catch(() => null)
  if (!bitmap) throw refuse('Open it in a picture program and save it as PNG or JPEG, or take it out of the folder.')
  const canvas = new OffscreenCanvas(side, side)
  // Its pixels are read at once: on the graphics card that would take longer, and round in its own way.
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) throw refuse('This browser cannot draw pictures here; try another browser.')
  const edge = Math.min(bitmap.width, bitmap.height)
  // What is transparent is paper.
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, side, side)
  context.imageSmoothingQuality = 'high'
  context.drawImage(bitmap, (bitmap.width - edge) / 2, (bitmap.height - edge) / 2, edge, edge, 0, 0, side, side)
  bitmap.close()
  const { data: rgba } = context.getImageData(0, 0, side, side)
  const pixels = side * side
  const data = new Float32Array(channels * pixels)
  for (let i = 0; i < pixels; i++) {
    const [red, green, blue] = [rgba[4 * i]! / 255, rgba[4 * i + 1]! / 255, rgba[4 * i + 2]! / 255]
    if (channels === 1) data[i] = LUMA[0] * red + LUMA[1] * green + LUMA[2] * blue
    else {
      data[i] = red
      data[pixels + i] = green
      data[2 * pixels + i] = blue
    }
  }
  return { width: side, height: side, channels, data }
}
