/** @file What follows the pointer while an operation is dragged from the palette. */
import { Portal } from '@mantine/core'
import { useStore } from 'zustand'
import { ops } from '../../ops'
import { paletteDrag } from './paletteDrag'

export function PaletteGhost() {
  const drag = useStore(paletteDrag)
  if (drag.op === null) return null
  const op = ops.get(drag.op)
  return (
    <Portal>
      <div
        className="gw-ghost"
        data-over={drag.over || undefined}
        style={{ transform: `translate(${drag.x}px, ${drag.y}px)` }}
        aria-hidden
      >
        <div className="gw-ghost-card">
          <span className="gw-ghost-symbol">{op?.symbol}</span>
          <span>{drag.op}</span>
        </div>
      </div>
    </Portal>
  )
}
