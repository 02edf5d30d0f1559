/** @file Examples in the plane, over what a network says of it where that is known. */
import { useLayoutEffect, useRef } from 'react'
import { useScheme } from '../theme'
import { channels, classColour, drawPoint } from './classColours'
import './points.css'

export interface Plane {
  readonly side: number
  /** [side, side], row 0 at the top. */
  readonly classes: Uint8Array
  readonly sure: Float32Array
}

export interface PointsPictureProps {
  /** [lowest x, highest x, lowest y, highest y]. */
  readonly range: readonly [number, number, number, number]
  /** x, y, class, one after another. */
  readonly points: Float32Array
  /** Hollow ones. */
  readonly heldOut?: Float32Array
  readonly plane?: Plane
  /** CSS pixels. */
  readonly size: number
  readonly label: string
}

const DENSITY = 2

export function PointsPicture({ range, points, heldOut, plane, size, label }: PointsPictureProps) {
  const scheme = useScheme()
  const ref = useRef<HTMLCanvasElement>(null)
  useLayoutEffect(() => {
    const canvas = ref.current
    const context = canvas?.getContext('2d')
    if (!canvas || !context) return
    const paper = getComputedStyle(canvas).getPropertyValue('--gw-surface')
    const paint = () => {
      context.setTransform(DENSITY, 0, 0, DENSITY, 0, 0)
      context.fillStyle = paper
      context.fillRect(0, 0, size, size)
      if (plane) paintPlane(context, plane, size, scheme === 'dark')
      const [left, right, bottom, top] = range
      const each = (from: Float32Array, hollow: boolean) => {
        for (let i = 0; i + 2 < from.length; i += 3) {
          const x = ((from[i]! - left) / (right - left)) * size
          const y = ((top - from[i + 1]!) / (top - bottom)) * size
          drawPoint(context, x, y, 3, from[i + 2]!)
          context.fillStyle = hollow ? paper : classColour(from[i + 2]!)
          context.strokeStyle = hollow ? classColour(from[i + 2]!) : paper
          context.lineWidth = hollow ? 1.5 : 0.75
          context.fill()
          context.stroke()
        }
      }
      each(points, false)
      if (heldOut) each(heldOut, true)
    }
    paint()
    canvas.addEventListener('contextrestored', paint)
    return () => canvas.removeEventListener('contextrestored', paint)
  }, [range, points, heldOut, plane, size, scheme])
  return (
    <canvas
      ref={ref}
      className="gw-points"
      role="img"
      aria-label={label}
      width={size * DENSITY}
      height={size * DENSITY}
      style={{ width: size, height: size }}
    />
  )
}

/** The surer, the fuller the colour. Cells are blended into each other. */
function paintPlane(context: CanvasRenderingContext2D, { side, classes, sure }: Plane, size: number, dark: boolean) {
  const image = new ImageData(side, side)
  const few = Math.max(2, Math.max(...classes) + 1)
  for (let i = 0; i < classes.length; i++) {
    const [red, green, blue] = channels(classColour(classes[i]!))
    const certain = Math.max(0, (sure[i]! - 1 / few) / (1 - 1 / few))
    image.data.set([red, green, blue, Math.round(255 * (0.06 + (dark ? 0.5 : 0.42) * certain))], 4 * i)
  }
  const small = new OffscreenCanvas(side, side)
  small.getContext('2d')!.putImageData(image, 0, 0)
  context.imageSmoothingEnabled = true
  context.drawImage(small, 0, 0, size, size)
}

/** With some room around. */
export function rangeOf(points: Float32Array, stride = 3): [number, number, number, number] {
  const span = (offset: number): [number, number] => {
    let low = Infinity
    let high = -Infinity
    for (let i = offset; i < points.length; i += stride) {
      low = Math.min(low, points[i]!)
      high = Math.max(high, points[i]!)
    }
    const room = 0.08 * (high - low) || 1
    return [low - room, high + room]
  }
  return [...span(0), ...span(1)]
}
