/** @file One operation of the palette: a button that adds it, and a handle to drag it from. */
import { UnstyledButton } from '@mantine/core'
import { memo, useRef } from 'react'
import type { Op } from '../../ops'
import { canvasHandle } from '../canvas/handle'
import { hint } from '../hints'
import { useServices } from '../state/context'
import { addOp } from './addOp'
import { followPress } from './paletteDrag'

export const PaletteEntry = memo(function PaletteEntry({ op }: { readonly op: Op }) {
  const services = useServices()
  /** The click that ends a drag over the button itself must not add a second node. */
  const dragged = useRef(false)
  return (
    <UnstyledButton
      {...hint(op.summary, { side: 'right' })}
      className="gw-palette-entry"
      data-op={op.id}
      aria-label={`Add ${op.id}`}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        dragged.current = false
        followPress(
          {
            op: op.id,
            pointerId: event.pointerId,
            touch: event.pointerType === 'touch',
            x: event.clientX,
            y: event.clientY,
          },
          (point) => {
            const at = canvasHandle.current?.screenToFlow(point)
            if (at) addOp(services, op.id, at)
          },
          (wasDragged) => {
            dragged.current = wasDragged
          },
        )
      }}
      onContextMenu={(event) => event.preventDefault()}
      onClick={() => {
        if (!dragged.current) addOp(services, op.id)
        dragged.current = false
      }}
    >
      <span className="gw-chip" aria-hidden>
        {op.symbol}
      </span>
      <span className="gw-palette-name">{op.id}</span>
    </UnstyledButton>
  )
})
