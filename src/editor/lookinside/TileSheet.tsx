/** @file A sheet of small pictures on one canvas: painted at once, chosen by click or arrow keys. */
import { useEffect, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react'
import { sharpContext } from '../sharpContext'
import type { Pixels } from './pixels'
import { tileAt, tileByKey, tileUnder, type SheetLayout } from './tiles'

export interface TileSheetProps {
  readonly layout: SheetLayout
  /** RGBA of one tile, rows × columns. A new function paints everything anew. */
  readonly pixels: (tile: number) => Pixels
  readonly chosen: number | null
  readonly onChoose: (tile: number) => void
  readonly label: string
  /** "kernel 5 of 96" */
  readonly words: (tile: number) => string
}

/** Puts tiles on a context that is scaled to CSS pixels. */
export function paintTiles(
  context: CanvasRenderingContext2D,
  layout: SheetLayout,
  pixels: (tile: number) => Pixels,
): void {
  const { rows, columns, scale, count } = layout
  const tile = document.createElement('canvas')
  tile.width = columns
  tile.height = rows
  const own = tile.getContext('2d')
  if (!own) return
  context.imageSmoothingEnabled = scale < 1
  for (let i = 0; i < count; i++) {
    own.putImageData(new ImageData(pixels(i), columns, rows), 0, 0)
    const [x, y] = tileAt(layout, i)
    context.drawImage(tile, x, y, columns * scale, rows * scale)
  }
}

export function TileSheet({ layout, pixels, chosen, onChoose, label, words }: TileSheetProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [over, setOver] = useState<number | null>(null)
  const { width, height } = layout
  useEffect(() => {
    const context = sharpContext(canvas.current, width, height)
    if (context) paintTiles(context, layout, pixels)
  }, [layout, pixels, width, height])
  const at = (event: MouseEvent<HTMLDivElement>) => {
    const { left, top } = event.currentTarget.getBoundingClientRect()
    return tileUnder(layout, event.clientX - left, event.clientY - top)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const to = event.ctrlKey || event.metaKey || event.altKey ? null : tileByKey(event.key, chosen ?? 0, layout)
    if (to === null) return
    event.preventDefault()
    event.stopPropagation()
    onChoose(to)
  }
  const frame = (tile: number | null, kind: 'chosen' | 'over') => {
    if (tile === null || tile >= layout.count) return null
    const [left, top] = tileAt(layout, tile)
    const size = { width: layout.columns * layout.scale, height: layout.rows * layout.scale }
    return <span className="gw-look-frame" data-kind={kind} style={{ left, top, ...size }} />
  }
  return (
    <div
      className="gw-look-sheet"
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={layout.count - 1}
      aria-valuenow={chosen ?? 0}
      aria-valuetext={words(chosen ?? 0)}
      title={over === null ? undefined : words(over)}
      style={{ width, height }}
      onClick={(event) => {
        const tile = at(event)
        if (tile !== null) onChoose(tile)
      }}
      onMouseMove={(event) => setOver(at(event))}
      onMouseLeave={() => setOver(null)}
      onKeyDown={onKeyDown}
    >
      <canvas ref={canvas} style={{ width, height }} aria-hidden />
      {frame(over, 'over')}
      {frame(chosen, 'chosen')}
    </div>
  )
}
