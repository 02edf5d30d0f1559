/** @file The panel of time travel, brought to the front when something is to be seen in it. */
import { keepWhole } from '../panels/inView'
import type { EditorServices } from '../state/context'
import { panels } from '../state/panels'
import { watchSelection } from './watch'

function showTravel(services: EditorServices): void {
  keepWhole(services, () => {
    services.view.setState({ bottomTab: 'travel' })
    panels.show('bottom', services)
  })
}

/** Watches what is selected, and shows the list. */
export function watchSelected(services: EditorServices): void {
  watchSelection(services)
  showTravel(services)
}
