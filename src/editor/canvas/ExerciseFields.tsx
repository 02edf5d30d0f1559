/** @file The fields of an exercise on the canvas, each where its number would stand; loaded with the exercise. */
import { EdgeLabelRenderer } from '@xyflow/react'
import { AnswerField, canvasFields, useOpening, usePractice, type CanvasField } from '../practice'
import { useDocument, useServices } from '../state/context'
import { panels } from '../state/panels'

export function ExerciseFields() {
  useOpening()
  const document = useDocument((state) => state.document)
  const mode = usePractice((state) => state.mode)
  const places = usePractice((state) => state.report?.places)
  if (mode === 'author' || !places) return null
  return (
    <EdgeLabelRenderer>
      {canvasFields(document, places).map((field) => (
        <Field key={`${field.place.kind} ${field.place.key}`} {...field} />
      ))}
    </EdgeLabelRenderer>
  )
}

function Field({ place: { kind, name, numbers, items }, at }: CanvasField) {
  const services = useServices()
  const [first] = items
  const found = items.filter(({ state }) => state === 'right').length
  const showList = () => {
    services.view.setState({ inspectorTab: 'exercise' })
    panels.show('right', services)
  }
  return (
    <div
      className="gw-canvas-field nodrag nopan nokey"
      style={{ transform: `translate(-50%, -50%) translate(${at.x}px, ${at.y}px)` }}
    >
      {numbers.length === 1 && first ? (
        <AnswerField id={first.id} kind={kind} state={first.state} label={`On the canvas: ${name}`} />
      ) : (
        <button
          type="button"
          className="gw-canvas-many"
          data-kind={kind}
          data-found={found === items.length || undefined}
          aria-label={`${found} of ${items.length} numbers of ${name} are found: show the list`}
          onClick={showList}
        >
          {found} of {items.length}
        </button>
      )}
    </div>
  )
}
