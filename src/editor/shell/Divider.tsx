/**
 * @file The border between a side panel and the canvas: dragged by pointer, moved by arrow keys, put away by Enter (or
 * by dragging it shut), back to its first size by a double click.
 */
import { useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { useStore } from 'zustand'
import type { PanelName } from '../state/panels'
import { LIMITS, panes, pull, remember, setPane, type PaneName } from './paneSizes'

/** One press of an arrow key; with Shift, four of them. CSS pixels. */
const STEP = 16

interface DividerProps {
  readonly name: PanelName
  /** Which of the sizes it sets, where the panel has several. */
  readonly sizeOf?: PaneName
  /** Id of the panel. */
  readonly controls: string
  readonly label: string
}

export function Divider({ name, sizeOf: key = name, controls, label }: DividerProps) {
  const size = useStore(panes, (state) => state[key].size)
  const hidden = useStore(panes, (state) => state[name].hidden)
  const grip = useRef<{ readonly pointer: number; readonly size: number } | null>(null)
  const { min, max, start } = LIMITS[key]
  const upright = name !== 'bottom'
  /** Which way the panel grows along the axis. */
  const sign = name === 'left' ? 1 : -1
  const along = (event: PointerEvent) => (upright ? event.clientX : event.clientY)

  const move = (to: number) => pull(name, key, to)
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    // On a small window the panel may be narrower than its own size says.
    const box = document.getElementById(controls)?.getBoundingClientRect()
    grip.current = { pointer: along(event), size: hidden || !box ? 0 : upright ? box.width : box.height }
  }
  const onPointerMove = (event: PointerEvent) => {
    if (grip.current) move(grip.current.size + sign * (along(event) - grip.current.pointer))
  }
  const release = () => {
    if (!grip.current) return
    grip.current = null
    remember()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const [less, more] = upright ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown']
    const step = STEP * (event.shiftKey ? 4 : 1)
    if (event.key === less || event.key === more) move(Math.max(min, size + (event.key === more ? step : -step) * sign))
    else if (event.key === 'Home') move(min)
    else if (event.key === 'End') move(max)
    else if (event.key === 'Enter') setPane(name, (pane) => ({ ...pane, hidden: !pane.hidden }))
    else return
    event.preventDefault()
    event.stopPropagation()
    remember()
  }
  return (
    <div
      role="separator"
      tabIndex={0}
      className="gw-divider nokey"
      data-name={name}
      aria-label={label}
      aria-controls={controls}
      aria-orientation={upright ? 'vertical' : 'horizontal'}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={hidden ? 0 : size}
      aria-valuetext={hidden ? 'hidden' : `${size} pixels`}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={release}
      onPointerCancel={release}
      onLostPointerCapture={release}
      onDoubleClick={() => {
        move(start)
        remember()
      }}
      onKeyDown={onKeyDown}
    />
  )
}
