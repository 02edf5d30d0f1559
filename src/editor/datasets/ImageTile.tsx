/** @file One picture of a data set. */
import { useCallback } from 'react'
import { useScheme } from '../theme'
import { brightnessOf, greyOf } from '../thumbnails'
import { PixelTile } from './PixelTile'

export interface ImageTileProps {
  /** [channels, height, width]. */
  readonly data: ArrayLike<number>
  readonly shape: readonly number[]
  /** What is lowest and highest over all tiles beside it. */
  readonly range: readonly [number, number]
  /** Ink on paper (0 is paper), or light (0 is dark). */
  readonly ink: boolean
  /** CSS pixels of the longer side. */
  readonly size: number
  readonly label: string
}

export function ImageTile({ data, shape, range, ink, size, label }: ImageTileProps) {
  const scheme = useScheme()
  const [channels, height, width] = shape as [number, number, number]
  const pixels = width * height
  const [low, high] = range
  const colour = useCallback(
    (i: number) => {
      if (channels === 3)
        return [0, 1, 2].map((channel) => brightnessOf(data[channel * pixels + i]! - low, high - low)[0])
      return ink ? greyOf(data[i]! - low, high - low, scheme) : brightnessOf(data[i]! - low, high - low)
    },
    [data, channels, pixels, low, high, ink, scheme],
  )
  return <PixelTile {...{ width, height, colour, size }} role="img" aria-label={label} />
}

/** So much of a picture of ink is empty paper; of a photograph hardly a pixel is as dark as that. */
const PAPER = 0.15
/** As paper counts what is below this share of the highest number. */
const EMPTY = 0.01

/**
 * [lowest, highest], and whether it looks like ink on paper. Decided by what is empty and not by the mean: among a few
 * large pieces of clothing that are wrong just now, the mean would turn all of them over and back again.
 */
export function lookOf(data: ArrayLike<number>): { readonly range: [number, number]; readonly ink: boolean } {
  let low = Infinity
  let high = -Infinity
  for (let i = 0; i < data.length; i++) {
    low = Math.min(low, data[i]!)
    high = Math.max(high, data[i]!)
  }
  // Around 0 on both sides (patches without their mean), 0 is the middle grey.
  if (low < -1e-3) {
    const limit = Math.max(-low, high)
    return { range: [-limit, limit], ink: false }
  }
  let empty = 0
  for (let i = 0; i < data.length; i++) if (data[i]! <= EMPTY * high) empty++
  return { range: [Math.min(0, low), high || 1], ink: empty > PAPER * data.length }
}
