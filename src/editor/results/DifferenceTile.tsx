/** @file Where one image is higher and lower than another: blue and orange, as values are. */
import { useCallback } from 'react'
import { PixelTile } from '../datasets'
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
  const [channels, height, width] = shape as [number, number, number]
  const pixels = width * height
  const colour = useCallback(
    (i: number) => {
      // One colour for a pixel: the mean of its channels.
      let sum = 0
      for (let at = i; at < channels * pixels; at += pixels) sum += answer[at]! - target[at]!
      return colourOf(sum / channels, limit, scaleOf('value', scheme))
    },
    [answer, target, channels, pixels, limit, scheme],
  )
  return <PixelTile {...{ width, height, colour, size }} aria-hidden />
}
