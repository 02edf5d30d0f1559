/** @file Starting the editor: stores, engine and autosave are made here and joined; the view only reads and runs commands. */
import { readDocument } from '../formats'
import { emptyDocument, setTensors, type GraphDocument } from '../graph'
import { ops } from '../ops'
import type { EngineClient, TrainingStatus } from '../runtime/protocol'
import { examples } from './gallery/examples'
import { createDocumentStore, type DocumentStore } from './state/documentStore'
import type { EditorServices } from './state/context'
import { dismiss, notify } from './state/notify'
import { RunStore } from './state/runStore'
import { createTrainingStore } from './state/trainingStore'
import { createViewStore } from './state/viewStore'
import { claimDocument, openIdbStorage, openJournal } from './storage'

export interface EngineOptions {
  /** The document as it stands, for an engine that has to be started again. */
  readonly document: () => GraphDocument
  readonly onRestart: (message: string) => void
}

/** Makes the services and starts loading; the view can be rendered at once. */
export function startEditor(makeClient: (options: EngineOptions) => EngineClient): EditorServices {
  const view = createViewStore()
  const documents = createDocumentStore(emptyDocument(), ({ message, hint }) => {
    view.announce(message)
    notify({ tone: 'error', message, ...(hint !== undefined && { hint }) })
  })
  const run = new RunStore()
  const training = createTrainingStore()
  const client = makeClient({
    document: () => documents.getState().document,
    onRestart: (message) => notify({ tone: 'warning', title: 'The engine was restarted', message }),
  })
  const services: EditorServices = { client, documents, run, view, training }
  client.on('update', (update) => run.update(update))
  joinTraining(services)
  documents.onChange((change) => {
    if (change.kind === 'patches') void client.apply(change.patches)
    else {
      training.clear()
      run.clear()
      view.select([])
      void client.open(change.document)
    }
  })
  void restore(documents)
  return services
}

/** What training found becomes part of the document, as one step that can be undone. */
function joinTraining({ client, documents, training }: EditorServices) {
  let session = 0
  let before: TrainingStatus | null = null
  client.on('training', (progress) => {
    if (progress.status === 'running' && progress.step <= 1 && before !== 'running') session++
    before = progress.status
    if (progress.step === 0 && progress.status === 'paused') training.clear()
    training.receive(progress)
    if (progress.parameters)
      documents.run(setTensors(progress.parameters, progress.step ? `Train ${progress.step} steps` : 'Reset training', `training ${session}`))
  })
}

/** The graph as it was left, or the first example; then every change is journalled. */
async function restore(documents: DocumentStore) {
  const claim = await claimDocument()
  const trouble = (message: string) => notify({ tone: 'warning', key: 'storage', title: 'Autosave', message, stays: true })
  const begin = async () => {
    const storage = await openIdbStorage().catch(() => null)
    if (!storage) {
      trouble('Autosave is off: this browser does not let Gradwire store anything. Save your work as a file.')
      if (documents.getState().opened === 0) documents.open(await firstExample())
      return
    }
    const journal = await openJournal(storage, { onTrouble: trouble, onRecovered: () => dismiss('storage') })
    const left = await journal.load()
    documents.onChange((change) => journal.record(change))
    documents.open(left ?? (await firstExample()))
  }
  if (claim.owned) return begin()
  notify({
    tone: 'warning',
    key: 'second-tab',
    title: 'Open in another tab',
    message: 'This tab does not autosave while Gradwire is open in another one. Close the other tab to go on here, or save a file.',
    stays: true,
  })
  claim.onOwned(() => {
    dismiss('second-tab')
    void begin()
  })
  documents.open(await firstExample())
}

async function firstExample(): Promise<GraphDocument> {
  const read = readDocument(await examples[0]!.load(), { knownOps: new Set(ops.keys()) })
  return read.ok ? read.document : emptyDocument()
}
