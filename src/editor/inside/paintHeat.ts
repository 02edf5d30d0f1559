/** @file Painting a heat map: the numbers once for each change of them, and what lies over them as often as it moves. */
import type { TensorData } from '../../tensor'
import { paintPhoto, paintPixels, scaleOf, type Scheme, type Tone } from '../thumbnails'

type Place = readonly [row: number, column: number]

export interface HeatNumbers {
  readonly data: TensorData
  /** Flat index of the first number. */
  readonly first: number
  readonly rows: number
  readonly columns: number
  readonly tone: Tone
  /** As a photograph, 0 black and the limit white, instead of around zero. */
  readonly photo: boolean
  /** What the ends of the scale stand for; absent: the largest magnitude that is there. */
  readonly limit?: number | undefined
}

/** Sizes in CSS pixels: `size` a cell. */
export interface HeatPaper {
  readonly context: CanvasRenderingContext2D
  readonly size: number
  readonly padding: readonly [number, number]
  readonly scheme: Scheme
  readonly token: (name: string) => string
}

/** Pixels are written at their own size and enlarged without smoothing: time grows with the numbers alone. */
export function paintNumbers(numbers: HeatNumbers, { context, padding, scheme, token, size }: HeatPaper): void {
  const { data, first, rows, columns, tone, photo } = numbers
  const [height, width] = [rows + 2 * padding[0], columns + 2 * padding[1]]
  context.fillStyle = token('sunken')
  context.fillRect(0, 0, width, height)
  if (padding[0] || padding[1]) hatch(context, width, height, size, token('line-strong'))
  const sheet = document.createElement('canvas')
  sheet.width = columns
  sheet.height = rows
  const pixels = sheet.getContext('2d')
  if (!pixels || !rows || !columns) return
  const limit = numbers.limit ?? largest(data, first, rows * columns)
  const image = pixels.createImageData(columns, rows)
  if (photo) paintPhoto(image.data, data, first, rows * columns, limit)
  else paintPixels(image.data, data, first, rows * columns, limit, scaleOf(tone, scheme))
  pixels.putImageData(image, 0, 0)
  context.imageSmoothingEnabled = false
  context.drawImage(sheet, padding[1], padding[0], columns, rows)
  context.lineWidth = 1.5 / size
  context.strokeStyle = token('line-strong')
  context.strokeRect(padding[1], padding[0], columns, rows)
}

/** Zeros that are none of the image's: striped, so that they are not taken for numbers that happen to be 0. */
function hatch(context: CanvasRenderingContext2D, width: number, height: number, size: number, colour: string): void {
  const step = Math.max(1, 5 / size)
  context.lineWidth = 0.75 / size
  context.strokeStyle = colour
  context.beginPath()
  for (let x = -height; x < width; x += step) {
    context.moveTo(x, height)
    context.lineTo(x + height, 0)
  }
  context.stroke()
}

export interface HeatMarks {
  /** Pixels under the kernel; they may lie in the padding. */
  readonly marks: readonly Place[]
  /** One of the marks that is looked at. */
  readonly chosen: Place | null
  /** Ways into each pixel of a box, row-major: shaded, darker where there are more. */
  readonly shade: HeatShade | null
  /** The last number that is there yet; those after it are covered. Null: all. */
  readonly until: number | null
  /** They lie on a photograph: its dark places would hide a dark frame. */
  readonly onPhoto: boolean
}

export interface HeatShade {
  readonly box: { readonly top: number; readonly left: number; readonly rows: number; readonly columns: number }
  readonly paths: ArrayLike<number>
}

/** From this size on, px, each cell gets an outline; smaller ones are covered by a veil. */
const OUTLINED = 6

export function paintMarks(
  { marks, chosen, shade, until, onPhoto }: HeatMarks,
  { rows, columns }: Pick<HeatNumbers, 'rows' | 'columns'>,
  { context, padding: [top, left], size, token }: HeatPaper,
): void {
  const line = 1.5 / size
  // Neither the paper of a 0 nor the stripes of the padding.
  if (until !== null) cover(context, until, rows, columns, top, left, token('line'))
  if (shade) paintShade(context, shade, top, left, size, token('focus'))
  if (onPhoto && marks.length) frame(context, marks, top, left, 4 * line, token('surface'))
  if (size < OUTLINED) veil(context, marks, top, left, line, token('ink'))
  for (const place of marks) {
    const isChosen = chosen?.[0] === place[0] && chosen[1] === place[1]
    if (size < OUTLINED && !isChosen) continue
    context.lineWidth = (isChosen ? 2 : 1) * line
    context.strokeStyle = token(isChosen ? 'delta' : 'ink')
    const inset = context.lineWidth / 2
    context.strokeRect(place[1] + left + inset, place[0] + top + inset, 1 - 2 * inset, 1 - 2 * inset)
  }
}

function cover(
  context: CanvasRenderingContext2D,
  until: number,
  rows: number,
  columns: number,
  top: number,
  left: number,
  colour: string,
): void {
  const [row, column] = [Math.floor(until / columns), until % columns]
  context.fillStyle = colour
  context.fillRect(left + column + 1, top + row, columns - column - 1, 1)
  context.fillRect(left, top + row + 1, columns, rows - row - 1)
}

function paintShade(
  context: CanvasRenderingContext2D,
  { box, paths }: HeatShade,
  top: number,
  left: number,
  size: number,
  colour: string,
): void {
  let most = 0
  for (let i = 0; i < paths.length; i++) most = Math.max(most, paths[i]!)
  context.fillStyle = colour
  for (let i = 0; i < paths.length; i++) {
    if (!(paths[i]! > 0)) continue
    // The root: the ends of a field have few ways, and must be seen.
    context.globalAlpha = 0.12 + 0.48 * Math.sqrt(paths[i]! / most)
    context.fillRect(left + box.left + (i % box.columns), top + box.top + Math.floor(i / box.columns), 1, 1)
  }
  context.globalAlpha = 1
  context.lineWidth = 2 / size
  context.strokeStyle = colour
  context.strokeRect(left + box.left, top + box.top, box.columns, box.rows)
}

/** Small cells under the kernel: lightly covered, and framed together. */
function veil(
  context: CanvasRenderingContext2D,
  marks: readonly Place[],
  top: number,
  left: number,
  line: number,
  colour: string,
): void {
  if (!marks.length) return
  context.fillStyle = colour
  context.globalAlpha = 0.28
  for (const [row, column] of marks) context.fillRect(left + column, top + row, 1, 1)
  context.globalAlpha = 1
  frame(context, marks, top, left, 1.2 * line, colour)
}

/** Around all of them together. */
function frame(
  context: CanvasRenderingContext2D,
  marks: readonly Place[],
  top: number,
  left: number,
  line: number,
  colour: string,
): void {
  const rows = marks.map(([row]) => row)
  const columns = marks.map(([, column]) => column)
  const [firstRow, firstColumn] = [Math.min(...rows), Math.min(...columns)]
  context.lineWidth = line
  context.strokeStyle = colour
  context.strokeRect(
    left + firstColumn,
    top + firstRow,
    Math.max(...columns) - firstColumn + 1,
    Math.max(...rows) - firstRow + 1,
  )
}

function largest(data: TensorData, first: number, count: number): number {
  let limit = 0
  for (let i = first; i < first + count; i++) {
    const size = Math.abs(data[i]!)
    if (Number.isFinite(size) && size > limit) limit = size
  }
  return limit
}
