/** @file A small picture, painted pixel by pixel. */
import { useLayoutEffect, useRef, type AriaAttributes, type AriaRole } from 'react'

export interface PixelTileProps extends Pick<AriaAttributes, 'aria-label' | 'aria-hidden'> {
  readonly width: number
  readonly height: number
  /** Red, green and blue of a pixel, 0 to 255; pixels row by row. The same function while the picture is the same. */
  readonly colour: (pixel: number) => ArrayLike<number>
  /** CSS pixels of the longer side. */
  readonly size: number
  readonly role?: AriaRole
}

export function PixelTile({ width, height, colour, size, ...aria }: PixelTileProps) {
  const ref = useRef<HTMLCanvasElement>(null)
  useLayoutEffect(() => {
    const context = ref.current?.getContext('2d')
    if (!context) return
    const image = context.createImageData(width, height)
    for (let i = 0; i < width * height; i++) {
      image.data.set(colour(i), 4 * i)
      image.data[4 * i + 3] = 255
    }
    context.putImageData(image, 0, 0)
  }, [width, height, colour])
  const scale = size / Math.max(width, height)
  return (
    <canvas
      ref={ref}
      className="gw-tile"
      {...aria}
      width={width}
      height={height}
      style={{ width: width * scale, height: height * scale }}
    />
  )
}
