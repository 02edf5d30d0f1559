/** @file Pictures of the browser (files, photographs, video frames) at the size of an input. */
import { middlePart, type ImageSlot } from './imageTensor'

/** A file that is no picture; its message is for people. */
export class ImageProblem extends Error {}

export async function readFile(file: Blob & { readonly name?: string }): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file)
  } catch {
    throw new ImageProblem(
      `${file.name ?? 'This file'} is no picture that this browser can read. Choose a PNG, JPEG, WebP or GIF file.`,
    )
  }
}

export async function readAddress(address: URL): Promise<ImageBitmap> {
  const response = await fetch(address).catch(() => null)
  if (!response?.ok)
    throw new ImageProblem(
      `The photograph could not be fetched from ${address.pathname}. Check that Gradwire’s server is still running.`,
    )
  return readFile(await response.blob())
}

/** RGBA of the picture's middle, scaled to the slot. @throws ImageProblem while there is nothing to draw. */
export function pixelsOf(picture: ImageBitmap | HTMLVideoElement, slot: ImageSlot): Uint8ClampedArray {
  const [width, height] =
    'videoWidth' in picture ? [picture.videoWidth, picture.videoHeight] : [picture.width, picture.height]
  if (!width || !height) throw new ImageProblem('The picture is empty.')
  const { rows, columns } = slot
  const canvas = document.createElement('canvas')
  canvas.width = columns
  canvas.height = rows
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) throw new ImageProblem('This browser gives no canvas to read pictures with.')
  // Transparent parts are paper.
  context.fillStyle = '#fff'
  context.fillRect(0, 0, columns, rows)
  context.imageSmoothingQuality = 'high'
  context.drawImage(picture, ...middlePart(width, height, slot), 0, 0, columns, rows)
  return context.getImageData(0, 0, columns, rows).data
}
