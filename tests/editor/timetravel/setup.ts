/** @file The editor's stores joined to the real engine in process, as in the page. */
import type { GraphDocument } from '../../../src/graph'
import type { EditorServices } from '../../../src/editor/state/context'
import { createDocumentStore } from '../../../src/editor/state/documentStore'
import { RunStore } from '../../../src/editor/state/runStore'
import { createTrainingStore } from '../../../src/editor/state/trainingStore'
import { clearTravel, travelStore } from '../../../src/editor/state/travelStore'
import { Turns } from '../../../src/editor/state/turns'
import { createViewStore } from '../../../src/editor/state/viewStore'
import { inProcess } from '../../support/inProcess'

export async function openEditor(document: GraphDocument): Promise<EditorServices> {
  clearTravel()
  const client = inProcess({ giveWay: () => Promise.resolve(), now: () => 0 })
  const documents = createDocumentStore(document)
  const run = new RunStore()
  client.on('update', (update) => run.update(update))
  documents.onChange((change) => change.kind === 'patches' && void client.apply(change.patches))
  await client.open(document)
  return { client, documents, run, view: createViewStore(), training: createTrainingStore(), turns: new Turns() }
}

export const wish = (steps: number) => travelStore.setState({ wish: steps })

/** Until a recorded step has come from the engine. */
export async function arrived(condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 1000; turn++) {
    if (condition()) return
    await new Promise((resolve) => setTimeout(resolve))
  }
  throw new Error('What the test waits for did not come.')
}
