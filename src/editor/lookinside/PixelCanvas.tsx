/** @file One image on a canvas, its pixels enlarged without smoothing. */
import { useEffect, useRef } from 'react'
import type { Pixels } from './pixels'

interface PixelCanvasProps {
  readonly pixels: Pixels
  /** Of the image. */
  readonly rows: number
  readonly columns: number
  /** The longer side, CSS pixels. */
  readonly size: number
  readonly label: string
}

export function PixelCanvas({ pixels, rows, columns, size, label }: PixelCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (context && pixels.length === 4 * rows * columns)
      context.putImageData(new ImageData(pixels, columns, rows), 0, 0)
  }, [pixels, rows, columns])
  const scale = size / Math.max(rows, columns, 1)
  const sharp = scale >= 1.5 || undefined
  return (
    <canvas
      ref={canvas}
      className="gw-look-image"
      data-sharp={sharp}
      width={columns}
      height={rows}
      style={{ width: columns * scale, height: rows * scale }}
      role="img"
      aria-label={label}
    />
  )
}
