/** @file One channel of an image as a heat map on a canvas, with its padding, a frame, and the pixels under a kernel. */
import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useRef, type KeyboardEvent, type MouseEvent } from 'react'
import type { TensorData } from '../../tensor'
import { colourOf, css, scaleOf, type Tone } from '../thumbnails'

export interface HeatProps {
  readonly data: TensorData
  /** Flat index of the channel's first number. */
  readonly first: number
  readonly rows: number
  readonly columns: number
  readonly tone: Tone
  /** Rows and columns of zeros around it. */
  readonly padding?: readonly [number, number]
  /** Pixels to mark, [row, column]; they may lie in the padding. */
  readonly marks: readonly (readonly [number, number])[]
  /** One of the marks that is looked at. */
  readonly chosen?: readonly [number, number] | null
  readonly label: string
  readonly valueText: string
  readonly onPick: (row: number, column: number) => void
  /** By arrow keys. */
  readonly onMove: (rows: number, columns: number) => void
}

const LARGEST = 212
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

export function Heat(props: HeatProps) {
  const { data, first, rows, columns, tone, padding = [0, 0], marks, chosen, label, valueText, onPick, onMove } = props
  const scheme = useComputedColorScheme('light')
  const canvas = useRef<HTMLCanvasElement>(null)
  const [height, width] = [rows + 2 * padding[0], columns + 2 * padding[1]]
  // Whole pixels where there is room, so that cells are equally large.
  const fit = LARGEST / Math.max(height, width)
  const size = fit >= 1 ? Math.min(26, Math.floor(fit)) : fit
  useEffect(() => {
    const element = canvas.current
    const context = element?.getContext('2d')
    if (!element || !context) return
    const ratio = window.devicePixelRatio || 1
    element.width = Math.round(width * size * ratio)
    element.height = Math.round(height * size * ratio)
    context.setTransform(ratio * size, 0, 0, ratio * size, 0, 0)
    const scale = scaleOf(tone, scheme)
    const style = getComputedStyle(element)
    const token = (name: string) => style.getPropertyValue(`--gw-${name}`).trim()
    context.fillStyle = token('sunken')
    context.fillRect(0, 0, width, height)
    const limit = largest(data, first, rows * columns)
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) {
        context.fillStyle = css(colourOf(data[first + row * columns + column]!, limit, scale))
        context.fillRect(column + padding[1], row + padding[0], 1, 1)
      }
    const line = 1.5 / size
    context.lineWidth = line
    context.strokeStyle = token('line-strong')
    context.strokeRect(padding[1], padding[0], columns, rows)
    for (const [row, column] of marks) {
      const isChosen = chosen?.[0] === row && chosen[1] === column
      context.lineWidth = (isChosen ? 2 : 1) * line
      context.strokeStyle = token(isChosen ? 'delta' : 'ink')
      const inset = context.lineWidth / 2
      context.strokeRect(column + padding[1] + inset, row + padding[0] + inset, 1 - 2 * inset, 1 - 2 * inset)
    }
  }, [data, first, rows, columns, tone, padding, marks, chosen, scheme, width, height, size])
  const onClick = (event: MouseEvent<HTMLDivElement>) => {
    const { left, top } = event.currentTarget.getBoundingClientRect()
    const row = Math.floor((event.clientY - top) / size) - padding[0]
    const column = Math.floor((event.clientX - left) / size) - padding[1]
    if (row >= 0 && row < rows && column >= 0 && column < columns) onPick(row, column)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const by = ARROWS[event.key]
    if (!by || event.ctrlKey || event.metaKey || event.altKey) return
    onMove(...by)
    event.preventDefault()
    event.stopPropagation()
  }
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
      style={{ width: width * size, height: height * size }}
      onClick={onClick}
      onKeyDown={onKeyDown}
    >
      <canvas ref={canvas} style={{ width: width * size, height: height * size }} aria-hidden="true" />
    </div>
  )
}

function largest(data: TensorData, first: number, count: number): number {
  let limit = 0
  for (let i = first; i < first + count; i++) {
    const size = Math.abs(data[i]!)
    if (Number.isFinite(size) && size > limit) limit = size
  }
  return limit
}
