/** @file What the actions about exercises do; loaded with the first of them. */
import { hideNumbers, setExercise } from '../../graph'
import { ops } from '../../ops'
import { downloadText, fileName } from '../actions/files'
import type { EditorServices } from '../state/context'
import { notify } from '../state/notify'
import { panels } from '../state/panels'
import { allGradients, MOST_ELEMENTS, mainNumbers } from './hideable'
import { practiceOf } from './practiceStore'

/** Shows the exercise; a graph that is none becomes one, with nothing hidden yet. */
export async function openExercise(services: EditorServices): Promise<void> {
  await makeExercise(services)
  services.view.setState({ inspectorTab: 'exercise' })
  panels.show('right', services)
}

/** Its author must be known before anything is hidden, so that it is not hidden from the author. */
async function makeExercise(services: EditorServices): Promise<void> {
  const { document } = services.documents.getState()
  if (document.exercise) return
  await practiceOf(services).author(true)
  services.documents.run(setExercise({ title: document.name }))
}

/** Whoever hides numbers must see them first. */
async function asAuthor(services: EditorServices): Promise<boolean> {
  const solving = services.documents.getState().document.exercise && practiceOf(services).getState().mode === 'solve'
  if (!solving) {
    await makeExercise(services)
    return true
  }
  notify({
    tone: 'info',
    key: 'not-now',
    message: 'Choose “Edit the exercise” first: then its numbers are shown, and you can choose which to hide.',
  })
  return false
}

export async function hideSelection(services: EditorServices): Promise<void> {
  const { documents, run, view } = services
  const { selectedNodes, selectedEdges } = view.getState()
  const tensor = run.tensor.bind(run)
  const items = mainNumbers(selectedNodes, selectedEdges, documents.getState().document, ops, tensor)
  if (!(await asAuthor(services))) return
  if (documents.run(hideNumbers(items)).ok) await openExercise(services)
}

export async function hideGradients(services: EditorServices): Promise<void> {
  const { documents, run } = services
  if (!(await asAuthor(services))) return
  const { items, tooLarge } = allGradients(run.summary().trace, run.tensor.bind(run))
  if (documents.run(hideNumbers(items)).ok) await openExercise(services)
  if (tooLarge)
    notify({
      tone: 'info',
      key: 'too-large-to-hide',
      message: `${tooLarge} gradients with more than ${MOST_ELEMENTS} numbers are still shown.`,
      hint: 'Select their edge or node, and choose single numbers to hide in the Exercise tab.',
    })
}

export async function saveAnswers(services: EditorServices): Promise<void> {
  const { client, documents, view } = services
  const { answers, student } = practiceOf(services).getState()
  const text = await client.writeAnswers(answers, student)
  if (text === null) return
  const title = documents.getState().document.exercise?.title ?? 'exercise'
  const name = fileName(['answers', title, student].filter(Boolean).join(' '), 'json')
  downloadText(name, text, 'application/json')
  view.announce(`Saved as ${name}.`)
}
