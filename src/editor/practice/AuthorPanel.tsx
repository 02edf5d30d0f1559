/** @file What the author of an exercise sets: words, what is hidden, how it is judged. Everything here can be undone. */
import { Button, Switch, Textarea, TextInput } from '@mantine/core'
import { removeExercise, setExercise, type Exercise } from '../../graph'
import { action, perform } from '../actions'
import { NumberField } from '../fields'
import { MarkedText } from '../math/MarkedText'
import { hasMarkup } from '../math/markup'
import { useServices } from '../state/context'
import { hideGradients } from './exerciseActions'
import { HiddenList } from './HiddenList'
import { HideSelected } from './HideSelected'
import { practiceOf } from './practiceStore'

export function AuthorPanel({ exercise }: { readonly exercise: Exercise }) {
  const services = useServices()
  const { documents } = services
  const set = (changes: Partial<Exercise>, field: string) =>
    documents.run(setExercise(changes, { mergeKey: `exercise ${field}` }))
  const remove = async () => {
    documents.run(removeExercise())
    services.view.setState({ inspectorTab: 'explain' })
    await practiceOf(services).author(false)
  }
  return (
    <div className="gw-practice">
      <h2>Edit the exercise</h2>
      <p className="gw-inspector-note">
        Select a node or an edge, and choose what a student has to find. While you edit, you see all numbers.
      </p>
      <HideSelected hidden={exercise.hidden} />
      <div className="gw-practice-buttons">
        <Button onClick={() => void hideGradients(services)}>Hide all gradients</Button>
        <Button disabled={!exercise.hidden.length} onClick={() => set({ hidden: [] }, 'hidden')}>
          Show all again
        </Button>
      </div>
      <HiddenList hidden={exercise.hidden} />
      <TextInput
        size="xs"
        label="Title"
        maxLength={200}
        value={exercise.title}
        onChange={(event) => set({ title: event.currentTarget.value }, 'title')}
      />
      <Textarea
        size="xs"
        label="Task"
        description="What the student is to do. A blank line begins a paragraph; **bold**, `code` and formulas as $\hat y = \sigma(z)$ are set."
        autosize
        minRows={3}
        maxRows={12}
        maxLength={20_000}
        value={exercise.task}
        onChange={(event) => set({ task: event.currentTarget.value }, 'task')}
      />
      {hasMarkup(exercise.task) && (
        <section className="gw-task-preview" aria-label="The task as a student reads it">
          <MarkedText text={exercise.task} className="gw-task" />
        </section>
      )}
      <NumberField
        label="Tolerance"
        description="How far an answer may be off, as a part of the right number. Exact fractions are always right."
        min={0}
        max={1}
        value={exercise.tolerance}
        onCommit={(tolerance) => tolerance !== null && set({ tolerance }, 'tolerance')}
      />
      <Switch
        size="xs"
        label="Hints from the chain rule"
        checked={exercise.hints}
        onChange={(event) => set({ hints: event.currentTarget.checked }, 'hints')}
      />
      <div className="gw-practice-buttons">
        <Button variant="value" onClick={() => void practiceOf(services).author(false)}>
          Try it as a student
        </Button>
        <Button onClick={() => void perform(action('save'), services)}>Save as a file</Button>
        <Button variant="bare" onClick={() => void remove()}>
          Remove the exercise
        </Button>
      </div>
    </div>
  )
}
