/** @file What to do with an empty canvas. Gestures go through it to the canvas below; only its buttons take clicks. */
import { Button } from '@mantine/core'
import { IconLayoutGrid, IconPlus } from '@tabler/icons-react'
import { action, perform } from '../actions'
import { addOp } from '../panels/addOp'
import { useDocument, useServices } from '../state/context'

export function EmptyHint() {
  const services = useServices()
  // Before a document was opened the canvas is not empty but not there yet.
  const empty = useDocument((state) => state.opened > 0 && Object.keys(state.document.nodes).length === 0)
  if (!empty) return null
  return (
    <section className="gw-empty" aria-label="How to begin">
      <p className="gw-empty-wide">Drag an operation from the left, or double-click here.</p>
      <p className="gw-empty-narrow">Tap Add below to choose an operation.</p>
      <div className="gw-empty-buttons">
        <Button
          leftSection={<IconPlus size={15} stroke={1.9} />}
          variant="value"
          onClick={() => addOp(services, 'input')}
        >
          Add an input
        </Button>
        <Button
          leftSection={<IconLayoutGrid size={15} stroke={1.9} />}
          onClick={() => void perform(action('examples'), services)}
        >
          See examples
        </Button>
      </div>
    </section>
  )
}
