/** @file One channel of an image as a heat map on a canvas, with its padding, a frame, and the pixels under a kernel. */
import { useLayoutEffect, useRef, type KeyboardEvent, type PointerEvent } from 'react'
import type { TensorData } from '../../tensor'
import { sharpContext } from '../sharpContext'
import { useScheme } from '../theme'
import type { Tone } from '../thumbnails'
import { paintMarks, paintNumbers, type HeatPaper, type HeatShade } from './paintHeat'

export interface HeatProps {
  readonly data: TensorData
  /** Flat index of the channel's first number. */
  readonly first: number
  readonly rows: number
  readonly columns: number
  readonly tone: Tone
  /** Drawn as a photograph, 0 black, and not around zero. */
  readonly photo?: boolean
  /** What the ends of the scale stand for; absent: the largest magnitude. */
  readonly limit?: number
  /** Rows and columns of zeros around it. */
  readonly padding?: readonly [number, number]
  /** Pixels to mark, [row, column]; they may lie in the padding. */
  readonly marks: readonly (readonly [number, number])[]
  /** One of the marks that is looked at. */
  readonly chosen?: readonly [number, number] | null
  /** A field of pixels, darker where more ways lead from them. */
  readonly shade?: HeatShade | null
  /** The last number that is there yet. */
  readonly until?: number | null
  /** Longest side, px. */
  readonly largest?: number
  readonly label: string
  readonly valueText: string
  readonly onPick: (row: number, column: number) => void
  /** Where the pointer goes, without a click. */
  readonly onHover?: (row: number, column: number) => void
  /** By arrow keys. */
  readonly onMove: (rows: number, columns: number) => void
}

const LARGEST = 212
/** Cells from this size on, px, are whole pixels wide. */
const WHOLE = 6
const NONE = [0, 0] as const
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

export function Heat(props: HeatProps) {
  const { data, first, rows, columns, tone, photo = false, limit, padding = NONE, label, valueText, onMove } = props
  const { marks, chosen = null, shade = null, until = null, largest = LARGEST, onPick, onHover } = props
  const scheme = useScheme()
  const numbers = useRef<HTMLCanvasElement>(null)
  const over = useRef<HTMLCanvasElement>(null)
  const [height, width] = [rows + 2 * padding[0], columns + 2 * padding[1]]
  // Whole pixels where there is room, so that cells are equally large; of small cells nobody sees it.
  const fit = largest / Math.max(height, width)
  const size = fit >= WHOLE ? Math.min(26, Math.floor(fit)) : fit
  useLayoutEffect(() => {
    const paper = paperOf(numbers.current, width, height, size, padding, scheme)
    if (paper) paintNumbers({ data, first, rows, columns, tone, photo, limit }, paper)
  }, [data, first, rows, columns, tone, photo, limit, padding, scheme, width, height, size])
  useLayoutEffect(() => {
    const paper = paperOf(over.current, width, height, size, padding, scheme)
    if (paper) paintMarks({ marks, chosen, shade, until, onPhoto: photo }, { rows, columns }, paper)
  }, [marks, chosen, shade, until, photo, rows, columns, padding, scheme, width, height, size])
  const at = (event: PointerEvent<HTMLDivElement>, tell: ((row: number, column: number) => void) | undefined) => {
    const { left, top } = event.currentTarget.getBoundingClientRect()
    const row = Math.floor((event.clientY - top) / size) - padding[0]
    const column = Math.floor((event.clientX - left) / size) - padding[1]
    if (row >= 0 && row < rows && column >= 0 && column < columns) tell?.(row, column)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const by = ARROWS[event.key]
    if (!by || event.ctrlKey || event.metaKey || event.altKey) return
    onMove(...by)
    event.preventDefault()
    event.stopPropagation()
  }
  const style = { width: width * size, height: height * size }
  return (
    <div
      className="gw-heat"
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={rows * columns - 1}
      aria-valuenow={marks[0] ? Math.max(0, marks[0][0] * columns + marks[0][1]) : 0}
      aria-valuetext={valueText}
      style={style}
      onPointerDown={(event) => at(event, onPick)}
      onPointerMove={(event) => at(event, event.buttons ? (onHover ?? onPick) : onHover)}
      onKeyDown={onKeyDown}
    >
      <canvas ref={numbers} style={style} aria-hidden="true" />
      <canvas ref={over} style={style} aria-hidden="true" />
    </div>
  )
}

/** A cleared canvas of that many cells; its units are cells. */
function paperOf(
  canvas: HTMLCanvasElement | null,
  width: number,
  height: number,
  size: number,
  padding: readonly [number, number],
  scheme: 'light' | 'dark',
): HeatPaper | null {
  const context = sharpContext(canvas, width * size, height * size)
  if (!context) return null
  context.scale(size, size)
  return { context, size, padding, scheme, token: (name) => tokenOf(context.canvas, scheme, name) }
}

/** Asking for a style makes the browser lay out what has just changed: once for each colour and scheme is enough. */
const tokens = new Map<string, string>()

function tokenOf(canvas: HTMLCanvasElement, scheme: string, name: string): string {
  const key = `${scheme} ${name}`
  const known = tokens.get(key)
  if (known) return known
  const found = getComputedStyle(canvas).getPropertyValue(`--gw-${name}`).trim()
  tokens.set(key, found)
  return found
}
