/** @file Opening an example or an exercise, with the view that it is made for beside it. */
import { openText } from '../actions/openDocument'
import type { EditorServices } from '../state/context'
import { panels } from '../state/panels'
import { showDialog } from '../state/shellStore'
import type { Example } from './examples'
import { labOf } from './labs'

/** Says so in a dialog when its file cannot be loaded; the open graph then stays as it is. */
export async function openExample(services: EditorServices, example: Example): Promise<void> {
  let text: string
  try {
    text = await example.load()
  } catch {
    return showDialog({
      kind: 'refused',
      file: example.file,
      message: 'The example could not be loaded.',
      hint: 'See whether the network is there, then try again.',
    })
  }
  services.view.setState({ galleryOpen: false })
  const lab = labOf(example.file)
  // Before the graph, which then fits the room that is left.
  if (lab) {
    services.view.setState({ bottomTab: lab })
    panels.show('bottom', services)
  }
  await openText(services, example.file, text)
  // On a phone a graph that opens puts every sheet away.
  if (lab) panels.show('bottom', services)
}
