/** @file Painting a tensor's picture on a 2D canvas. Sizes are in CSS pixels; the context is already scaled. */
import type { TensorView } from '../../runtime/protocol'
import { formatNumber } from '../format'
import { pictureOf, tilesAcross, type Picture } from './pictureKind'
import { brightnessOf, colourOf, css, greyOf, inkOn, scaleOf, type Scheme, type Tone } from './scale'

interface Paper {
  readonly context: CanvasRenderingContext2D
  readonly width: number
  readonly height: number
  readonly tone: Tone
  readonly scheme: Scheme
  readonly font: string
}

export function paintPicture(view: TensorView, paper: Paper): void {
  const picture = pictureOf(view)
  paper.context.clearRect(0, 0, paper.width, paper.height)
  const { min, max } = view.statistics
  const limit = Math.max(Math.abs(min), Math.abs(max)) || 0
  if (picture.kind === 'bars') paintBars(view, picture, limit, paper)
  else if (picture.kind === 'cells') paintCells(view, picture, limit, paper)
  else if (picture.kind === 'heat' || picture.kind === 'tiles') paintTiles(view, picture, limit, paper)
}

/** Signed bars around a zero line; more elements than pixels share a pixel, which shows the largest of them. */
function paintBars(
  { head }: TensorView,
  { columns }: Picture,
  limit: number,
  { context, width, height, tone, scheme }: Paper,
) {
  const scale = scaleOf(tone, scheme)
  const slots = Math.min(columns, Math.floor(width / 2))
  const step = width / slots
  const bar = Math.min(14, Math.max(1, step - (step > 3 ? 1.5 : 0)))
  const middle = height / 2
  for (let slot = 0; slot < slots; slot++) {
    let x = 0
    const end = Math.floor(((slot + 1) * columns) / slots)
    for (let i = Math.floor((slot * columns) / slots); i < end; i++) {
      const next = head[i]!
      if (!Number.isFinite(next)) {
        x = next
        break
      }
      if (Math.abs(next) > Math.abs(x)) x = next
    }
    const left = slot * step + (step - bar) / 2
    const size = !Number.isFinite(x)
      ? middle
      : limit > 0
        ? Math.max(x === 0 ? 0 : 1, (Math.abs(x) / limit) * (middle - 1))
        : 0
    context.fillStyle = css(!Number.isFinite(x) ? scale.bad : x < 0 ? scale.negative : scale.positive)
    context.fillRect(left, x < 0 ? middle : middle - size, bar, size)
  }
  context.globalAlpha = 0.35
  context.fillStyle = scale.ink
  context.fillRect(0, middle - 0.5, width, 1)
  context.globalAlpha = 1
}

/** A few numbers, written on their colours. */
function paintCells({ head }: TensorView, { rows, columns }: Picture, limit: number, paper: Paper) {
  const { context, width, height, tone, scheme, font } = paper
  const scale = scaleOf(tone, scheme)
  const cellWidth = Math.min(44, width / columns)
  const cellHeight = Math.min(20, height / rows)
  const left = (width - cellWidth * columns) / 2
  const top = (height - cellHeight * rows) / 2
  context.font = font
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  for (let i = 0; i < rows * columns; i++) {
    // Half strength keeps the written number readable on its colour.
    const colour = colourOf(head[i]!, limit * 2, scale)
    const x = left + (i % columns) * cellWidth
    const y = top + Math.floor(i / columns) * cellHeight
    context.fillStyle = css(colour)
    context.fillRect(x + 0.5, y + 0.5, cellWidth - 1, cellHeight - 1)
    context.fillStyle = inkOn(colour)
    context.fillText(formatNumber(head[i]!, 2), x + cellWidth / 2, y + cellHeight / 2 + 0.5, cellWidth - 2)
  }
}

const CELL = 16
const MOST_ZEROS_OF_A_PHOTO = 0.05

/** Heat maps and images: pixels are written once at their own size, then enlarged without smoothing. */
function paintTiles(
  { head, statistics }: TensorView,
  picture: Picture,
  limit: number,
  { context, width, height, tone, scheme }: Paper,
) {
  const { rows, columns, tiles, grey } = picture
  // Ink on paper (a digit) has much that is exactly 0; of a photograph 0 is the dark.
  const photo = grey && statistics.zeros <= MOST_ZEROS_OF_A_PHOTO
  const across = tilesAcross(picture, width, height)
  const down = Math.ceil(tiles / across)
  const gap = tiles > 1 ? 1 : 0
  const tileWidth = (width - gap * (across - 1)) / across
  const tileHeight = (height - gap * (down - 1)) / down
  const unit = Math.min(tileWidth / columns, tileHeight / rows)
  // Images keep their proportions; a matrix fills its place, with cells no larger than they need to be.
  const w = picture.kind === 'heat' ? Math.min(tileWidth, columns * CELL) : columns * unit
  const h = picture.kind === 'heat' ? Math.min(tileHeight, rows * CELL) : rows * unit
  const left = (width - across * w - gap * (across - 1)) / 2
  const top = (height - down * h - gap * (down - 1)) / 2
  const scale = scaleOf(tone, scheme)
  const sheet = document.createElement('canvas')
  sheet.width = columns
  sheet.height = rows
  const sheetContext = sheet.getContext('2d')
  if (!sheetContext) return
  const pixels = sheetContext.createImageData(columns, rows)
  context.imageSmoothingEnabled = false
  for (let tile = 0; tile < tiles; tile++) {
    for (let i = 0; i < rows * columns; i++) {
      const x = head[tile * rows * columns + i] ?? 0
      const colour = photo ? brightnessOf(x, limit) : grey ? greyOf(x, limit, scheme) : colourOf(x, limit, scale)
      pixels.data.set(colour, i * 4)
      pixels.data[i * 4 + 3] = 255
    }
    sheetContext.putImageData(pixels, 0, 0)
    const x = left + (tile % across) * (w + gap)
    const y = top + Math.floor(tile / across) * (h + gap)
    context.drawImage(sheet, x, y, w, h)
  }
}
