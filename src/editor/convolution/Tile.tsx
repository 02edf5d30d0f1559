/** @file A small picture of one channel: written at its own size, enlarged by the browser without smoothing. */
import { useLayoutEffect, useRef } from 'react'
import type { TensorData } from '../../tensor'
import { useScheme } from '../theme'
import { paintPhoto, paintPixels, scaleOf, type Tone } from '../thumbnails'

interface TileProps {
  readonly data: TensorData
  readonly first: number
  readonly rows: number
  readonly columns: number
  readonly tone: Tone
  /** Longest side, px. */
  readonly size: number
  /** As a photograph, 0 black. */
  readonly photo?: boolean
  /** What the ends of the scale stand for; absent: the largest magnitude. */
  readonly limit?: number
}

export function Tile({ data, first, rows, columns, tone, size, limit, photo = false }: TileProps) {
  const scheme = useScheme()
  const canvas = useRef<HTMLCanvasElement>(null)
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context) return
    const part = data.subarray(first, first + rows * columns)
    const end = limit ?? largestOf(part)
    const image = context.createImageData(columns, rows)
    if (photo) paintPhoto(image.data, part, 0, part.length, end)
    else paintPixels(image.data, part, 0, part.length, end, scaleOf(tone, scheme))
    context.putImageData(image, 0, 0)
  }, [data, first, rows, columns, tone, limit, photo, scheme])
  const unit = size / Math.max(rows, columns)
  return (
    <canvas
      ref={canvas}
      className="gw-tile"
      width={columns}
      height={rows}
      style={{ width: columns * unit, height: rows * unit }}
      aria-hidden="true"
    />
  )
}

export function largestOf(data: TensorData): number {
  let largest = 0
  for (const value of data) {
    const size = Math.abs(value)
    if (Number.isFinite(size) && size > largest) largest = size
  }
  return largest
}
