/** @file − 81 % + fit. */
import { ActionIcon, Tooltip, UnstyledButton } from '@mantine/core'
import { IconMaximize, IconMinus, IconPlus } from '@tabler/icons-react'
import { useViewport } from '@xyflow/react'
import { canvasHandle } from './handle'

const STEP = 1.25

export function ZoomControls() {
  const { zoom } = useViewport()
  const percent = `${Math.round(zoom * 100)} %`
  return (
    <div className="gw-zoom" role="group" aria-label="Zoom">
      <Tooltip label="Zoom out">
        <ActionIcon
          variant="default"
          size="md"
          aria-label="Zoom out"
          onClick={() => canvasHandle.current?.zoomBy(1 / STEP)}
        >
          <IconMinus size={15} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Zoom to 100 %">
        <UnstyledButton
          className="gw-zoom-level"
          aria-label={`Zoom is ${percent}. Zoom to 100 %`}
          onClick={() => canvasHandle.current?.zoomTo(1)}
        >
          {percent}
        </UnstyledButton>
      </Tooltip>
      <Tooltip label="Zoom in">
        <ActionIcon variant="default" size="md" aria-label="Zoom in" onClick={() => canvasHandle.current?.zoomBy(STEP)}>
          <IconPlus size={15} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Show the whole graph">
        <ActionIcon
          variant="default"
          size="md"
          aria-label="Fit the graph to the window"
          onClick={() => canvasHandle.current?.fit()}
        >
          <IconMaximize size={15} />
        </ActionIcon>
      </Tooltip>
    </div>
  )
}
