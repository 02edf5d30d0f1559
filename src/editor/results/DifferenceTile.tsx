/** @file Where one image is higher and lower than another: blue and orange, as values are. */
import { useLayoutEffect, useRef } from 'react'
import { useScheme } from '../theme'
import { colourOf, scaleOf } from '../thumbnails'

export interface DifferenceTileProps {
  /** [channels, height, width] both. */
  readonly answer: ArrayLike<number>
  readonly target: ArrayLike<number>
  readonly shape: readonly number[]
  /** Differences of this size have the full colour. */
  readonly limit: number
  /** CSS pixels of the longer side. */
  readonly size: number
}

export function DifferenceTile({ answer, target, shape, limit, size }: DifferenceTileProps) {
  const scheme = useScheme()
  const ref = useRef<HTMLCanvasElement>(null)
  const [channels, height, width] = shape as [number, number, number]
  useLayoutEffect(() => {
    const context = ref.current?.getContext('2d')
    if (!context) return
    const scale = scaleOf('value', scheme)
    const image = context.createImageData(width, height)
    const pixels = width * height
    for (let i = 0; i < pixels; i++) {
      // One colour for a pixel: the mean of its channels.
      let sum = 0
      for (let at = i; at < channels * pixels; at += pixels) sum += answer[at]! - target[at]!
      image.data.set(colourOf(sum / channels, limit, scale), 4 * i)
      image.data[4 * i + 3] = 255
    }
    context.putImageData(image, 0, 0)
  }, [answer, target, channels, width, height, limit, scheme])
  const scale = size / Math.max(width, height)
  return (
    <canvas
      ref={ref}
      className="gw-tile"
      aria-hidden="true"
      width={width}
      height={height}
      style={{ width: width * scale, height: height * scale }}
    />
  )
}
