/** @file Starting the editor: stores, engine and autosave are made here and joined; the view only reads and runs commands. */
import { flushSync } from 'react-dom'
import { readDocument } from '../formats'
import { emptyDocument, type GraphDocument } from '../graph'
import { loadOps, ops } from '../ops'
import type { EngineClient, TrainingProgress } from '../runtime/protocol'
import { canvasHandle } from './canvas/handle'
import { examples } from './gallery/examples'
import { firstPicture } from './loading'
import { createDocumentStore, type DocumentStore } from './state/documentStore'
import type { EditorServices } from './state/context'
import { dismiss, notify } from './state/notify'
import { RunStore } from './state/runStore'
import { createTrainingStore } from './state/trainingStore'
import { Turns } from './state/turns'
import { createViewStore } from './state/viewStore'
import { claimDocument, keepKernels, openIdbStorage, openJournal, openRunKeeper, pastUntil } from './storage'
import { joinTraining } from './training/joinTraining'
import { paceNews } from './training/newsPace'

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
  const turns = new Turns({
    frame: (callback) => void requestAnimationFrame(callback),
    flush: flushSync,
    now: () => performance.now(),
  })
  const run = new RunStore(turns)
  const training = createTrainingStore()
  const client = makeClient({
    document: () => documents.getState().document,
    onRestart: (message) => notify({ tone: 'warning', title: 'The engine was restarted', message }),
  })
  const services: EditorServices = { client, documents, run, view, training, turns }
  client.on('update', (update) => run.update(update))
  joinTraining(services, (progress) => tellDivergence(progress, view))
  paceNews(
    client,
    (callback) => void requestAnimationFrame(callback),
    (listener) => document.addEventListener('visibilitychange', () => listener(document.hidden)),
  )
  documents.onChange((change) => {
    if (change.kind === 'patches') void client.apply(change.patches)
    else {
      training.clear()
      run.clear()
      view.select([])
      void client.open(change.document)
    }
  })
  void restore(documents, client)
  void firstPicture()
    .then(loadOps)
    .catch(() =>
      notify({
        tone: 'error',
        title: 'Most operations could not be loaded',
        message: 'Check that Gradwire’s server is still running, then load the page again; your graph is kept.',
        stays: true,
      }),
    )
  return services
}

/** Where the numbers first went wrong, with a way to that place. */
function tellDivergence({ message = '', place }: TrainingProgress, view: EditorServices['view']) {
  view.announce(message)
  notify({
    tone: 'error',
    key: 'diverged',
    title: 'Training diverged',
    message,
    ...(place && {
      button: {
        label: place.edge ? 'Show the edge' : 'Show the node',
        run: () => {
          if (place.edge) view.select([], [place.edge])
          else view.select([place.node])
          canvasHandle.current?.reveal([place.node])
        },
      },
    }),
  })
}

/** The graph as it was left, or the first example; then every change is journalled. */
async function restore(documents: DocumentStore, client: EngineClient) {
  const claim = await claimDocument()
  const trouble = (message: string) =>
    notify({ tone: 'warning', key: 'storage', title: 'Autosave', message, stays: true })
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
    if (left && Object.values(left.nodes).some(({ op }) => !ops.has(op))) await loadOps()
    documents.open(left ?? (await firstExample()))
    await keepRun(client, documents, left !== null)
  }
  if (claim.owned) return begin()
  notify({
    tone: 'warning',
    key: 'second-tab',
    title: 'Open in another tab',
    message:
      'This tab does not autosave while Gradwire is open in another one. Close the other tab to go on here, or save a file.',
    stays: true,
  })
  let came: GraphDocument | null = null
  claim.onOwned(() => {
    dismiss('second-tab')
    const here = documents.getState().document
    void begin().then(() => {
      if (came && here !== came) offerBack(documents, here)
    })
  })
  documents.open(await firstExample())
  came = documents.getState().document
}

/** The graph of the tab that was closed takes the place of this one: what was done here is not lost by it. */
function offerBack(documents: DocumentStore, here: GraphDocument): void {
  const there = documents.getState().document
  notify({
    tone: 'info',
    key: 'second-tab',
    message: `The other tab was closed: its graph, “${there.name}”, is open here now and is autosaved.`,
    button: { label: `Back to “${here.name}” as it was here`, run: () => documents.open(here) },
    stays: true,
  })
}

/** A run of training that was on its way when the page was closed is there again, paused; from now on runs are kept. */
async function keepRun(client: EngineClient, documents: DocumentStore, sameGraph: boolean) {
  const keeper = await openRunKeeper().catch(() => null)
  if (!keeper) return
  const kept = sameGraph ? await keeper.read().catch(() => null) : null
  const past = sameGraph ? await keeper.readKernels().catch(() => []) : []
  if (kept)
    await client.restoreTraining(kept).then(
      () =>
        notify({
          tone: 'info',
          key: 'run',
          title: 'Training was on its way',
          message: `The page was closed at step ${kept.at.step} or a little later. The parameters of that step are in the graph; Continue goes on from there.`,
        }),
      // The graph is another one by now.
      () => undefined,
    )
  if (past.length) await client.lookRemember(pastUntil(past, kept?.at.step)).catch(() => undefined)
  else keeper.keepKernels(null)
  keepKernels({ client, documents, keeper })
  keeper.keep(null)
  client.on('training', ({ status }, checkpoint) => {
    if (status !== 'running') keeper.keep(null)
    else if (checkpoint !== undefined) keeper.keep(checkpoint)
  })
}

async function firstExample(): Promise<GraphDocument> {
  const read = readDocument(await examples[0]!.load())
  return read.ok ? read.document : emptyDocument()
}
