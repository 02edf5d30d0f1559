/** @file − 81 % + fit. */
import { ActionIcon, UnstyledButton } from '@mantine/core'
import { IconMaximize, IconMinus, IconPlus } from '@tabler/icons-react'
import { useStore } from '@xyflow/react'
import { hint } from '../hints'
import { canvasHandle } from './handle'

const STEP = 1.25

export function ZoomControls() {
  // Rounded here, so that panning does not render it again.
  const percent = `${useStore(({ transform }) => Math.round(transform[2] * 100))} %`
  return (
    <div className="gw-zoom" role="group" aria-label="Zoom">
      <ActionIcon
        {...hint('Zoom out', { side: 'bottom' })}
        variant="default"
        size="md"
        aria-label="Zoom out"
        onClick={() => canvasHandle.current?.zoomBy(1 / STEP)}
      >
        <IconMinus size={15} />
      </ActionIcon>
      <UnstyledButton
        {...hint('Zoom to 100 %', { side: 'bottom' })}
        className="gw-zoom-level"
        aria-label={`Zoom is ${percent}. Zoom to 100 %`}
        onClick={() => canvasHandle.current?.zoomTo(1)}
      >
        {percent}
      </UnstyledButton>
      <ActionIcon
        {...hint('Zoom in', { side: 'bottom' })}
        variant="default"
        size="md"
        aria-label="Zoom in"
        onClick={() => canvasHandle.current?.zoomBy(STEP)}
      >
        <IconPlus size={15} />
      </ActionIcon>
      <ActionIcon
        {...hint('Show the whole graph', { side: 'bottom' })}
        variant="default"
        size="md"
        aria-label="Fit the graph to the window"
        onClick={() => canvasHandle.current?.fit()}
      >
        <IconMaximize size={15} />
      </ActionIcon>
    </div>
  )
}
