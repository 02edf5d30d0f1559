/** @file What training found becomes part of the document: one run is one step that can be undone, with all its pauses. */
import { setTensors, type GraphDocument } from '../../graph'
import type { TrainingProgress, TrainingStatus } from '../../runtime/protocol'
import type { EditorServices } from '../state/context'

/** @param onDivergence told once, when the numbers of a run stop being finite. */
export function joinTraining(
  { client, documents, training, turns }: Pick<EditorServices, 'client' | 'documents' | 'training' | 'turns'>,
  onDivergence: (progress: TrainingProgress) => void = () => {},
): void {
  let run = 0
  let before: TrainingStatus | null = null
  let unseen: TrainingProgress[] = []
  /** As it was when the run began to move. */
  let graph: GraphDocument | null = null
  const draw = () => {
    const news = unseen
    unseen = []
    news.forEach(take)
  }
  documents.onChange((change) => {
    // News of a run of the document before.
    if (change.kind !== 'patches') unseen = []
  })
  client.on('training', (progress) => {
    unseen.push(progress)
    // Numbers on the move can wait for a frame; what a run begins and ends with is wanted at once, by whoever pauses or saves.
    if (before === 'running' && progress.status === 'running' && !progress.parameters) turns.take(draw, draw)
    else {
      turns.leave(draw)
      draw()
    }
  })
  function take(progress: TrainingProgress) {
    const { status, step, losses, parameters } = progress
    // A run that goes on, be it after a pause or in another visit, has no news of its first step.
    if (losses[0]?.step === 1) run++
    if (status === 'diverged' && before !== 'diverged') onDivergence(progress)
    // Before the first update there is nothing to keep; only a reset brings back where the run began.
    if (status === 'running' && before !== 'running') graph = documents.getState().document
    const reset = step === 0 && status === 'paused' && before !== null && before !== 'running'
    before = status
    if (step === 0 && status === 'paused') training.clear()
    training.receive(progress)
    if (!parameters) return
    const found = status === 'ended' ? stillFit(parameters) : parameters
    if (reset) documents.run(setTensors(found, 'Reset training'))
    else if (step > 0)
      documents.run(
        setTensors(found, `Train ${step} ${step === 1 ? 'step' : 'steps'}`, {
          mergeKey: `training ${run}`,
          mergeMs: Infinity,
        }),
      )
  }

  /** A run that an edit has ended: what it found for nodes that are as they were. What was edited wins. */
  function stillFit(parameters: NonNullable<TrainingProgress['parameters']>) {
    const { nodes, tensors } = documents.getState().document
    return Object.fromEntries(
      Object.entries(parameters).filter(([key]) => {
        const id = key.slice(0, key.lastIndexOf('.'))
        const [was, is] = [graph?.nodes[id], nodes[id]]
        return was && is && was.op === is.op && was.attrs === is.attrs && graph?.tensors[key] === tensors[key]
      }),
    )
  }
}
