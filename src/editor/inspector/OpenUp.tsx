/** @file For a node that consists of simpler ones: what opening it does, and the button that does it. */
import { ActionButton } from '../shell/ActionButton'

export function OpenUp() {
  return (
    <section className="gw-parameter" aria-label="Inside">
      <ActionButton id="open-up" variant="default" />
      <p className="gw-inspector-note">
        This node is a small graph of simpler operations. Opened, each of them can be stepped; the numbers stay the
        same.
      </p>
    </section>
  )
}
