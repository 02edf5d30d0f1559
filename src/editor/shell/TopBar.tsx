/** @file The bar above the canvas on wide screens. */
import { Group } from '@mantine/core'
import { useRun } from '../state/context'
import { formatNumber } from '../format'
import { ActionButton } from './ActionButton'
import { DocumentName } from './DocumentName'
import { RunControls } from './RunControls'

export function TopBar() {
  return (
    <header className="gw-top">
      <DocumentName />
      <Group gap={6} wrap="nowrap">
        <ActionButton id="undo" compact />
        <ActionButton id="redo" compact />
      </Group>
      <RunControls />
      <Loss />
      <Group gap={6} wrap="nowrap" className="gw-top-end">
        <ActionButton id="new" label="New" />
        <ActionButton id="examples" />
        <ActionButton id="open" />
        <ActionButton id="save" />
        <ActionButton id="commands" compact />
        <ActionButton id="toggle-theme" compact variant="bare" />
        <span className="gw-panel-toggles" role="group" aria-label="Panels">
          <ActionButton id="toggle-left" compact variant="bare" />
          <ActionButton id="toggle-bottom" compact variant="bare" />
          <ActionButton id="toggle-right" compact variant="bare" />
        </span>
      </Group>
    </header>
  )
}

/** L as the forward pass left it, once the cursor has reached it. */
function Loss() {
  const loss = useRun((summary) => (summary.cursor >= summary.forwardLength ? summary.loss : null))
  if (loss === null) return null
  return (
    <span className="gw-loss">
      <i>L</i> = <b>{formatNumber(loss)}</b>
    </span>
  )
}
