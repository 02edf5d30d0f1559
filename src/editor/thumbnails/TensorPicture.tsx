/** @file A small live picture of a tensor: number, bars, heat map, images. */
import { type CSSProperties, memo } from 'react'
import type { TensorView } from '../../runtime/protocol'
import { formatNumber } from '../format'
import { LETTER } from './letter'
import { Painted } from './Painted'
import { pictureKind } from './pictureKind'
import type { Tone } from './scale'
import './thumbnails.css'

export interface TensorPictureProps {
  readonly view: TensorView
  readonly tone: Tone
  /** CSS pixels. */
  readonly width: number
  readonly height: number
  /** What the picture shows, for those who do not see it; empty where the words stand beside it already. */
  readonly label: string
}

export const TensorPicture = memo(function TensorPicture({ view, tone, width, height, label }: TensorPictureProps) {
  const kind = pictureKind(view)
  const hidden = label === '' ? ({ 'aria-hidden': true } as const) : ({ role: 'img', 'aria-label': label } as const)
  if (kind === 'number' || kind === 'empty') {
    const text = kind === 'empty' ? 'no elements' : formatNumber(view.head[0]!)
    return (
      <span
        className="gw-picture-number"
        data-tone={tone}
        data-bad={view.statistics.nonFinite > 0 || undefined}
        // Cut off, 6.18×10²⁹⁹ would read as another number: long ones are written smaller.
        style={{ width, height, '--gw-fit': `${Math.floor(width / (text.length * LETTER))}px` } as CSSProperties}
        {...hidden}
      >
        {text}
      </span>
    )
  }
  return <Painted view={view} tone={tone} width={width} height={height} hidden={hidden} />
})
