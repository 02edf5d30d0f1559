/** @file Hiding numbers of what is selected: a switch for each of its tensors, and single numbers of small ones. */
import { Button, Switch } from '@mantine/core'
import { hideNumbers, showNumbers, type Hidden } from '../../graph'
import { ops } from '../../ops'
import { indexText } from '../../tensor'
import { formatNumber, nodeName } from '../format'
import { useSelection } from '../inspector/hooks'
import { plainEdge } from '../math'
import { useDocument, useRun, useServices } from '../state/context'
import { hideable, MOST_ELEMENTS, type Hideable } from './hideable'

/** Of a larger tensor, the first so many numbers can be chosen. */
const CHOICES = 36

export function HideSelected({ hidden }: { readonly hidden: readonly Hidden[] }) {
  const { run } = useServices()
  const document = useDocument((state) => state.document)
  // What can be hidden is what the run has.
  useRun((summary) => summary.revision)
  const selection = useSelection()
  if (selection.kind !== 'node' && selection.kind !== 'edge')
    return (
      <p className="gw-callout" data-tone="next">
        {selection.kind === 'many' ? 'Several things are selected. Select one.' : 'Nothing is selected.'}
      </p>
    )
  const edge = selection.kind === 'edge' ? document.edges[selection.id] : undefined
  const name = edge ? plainEdge(document, ops, edge) : nodeName(document, selection.id)
  const choices = hideable(selection, document, ops, run.tensor.bind(run))
  return (
    <fieldset className="gw-hide">
      <legend>{name}</legend>
      {choices.map((choice) => (
        <Choice key={`${choice.kind} ${choice.key}`} choice={choice} hidden={hidden} />
      ))}
      {!choices.length && (
        <p className="gw-inspector-note">
          Its numbers stand in the file, or are not computed, so there is nothing to find.
        </p>
      )}
    </fieldset>
  )
}

function Choice({ choice, hidden }: { readonly choice: Hideable; readonly hidden: readonly Hidden[] }) {
  const { documents } = useServices()
  const { kind, key, label, view } = choice
  const mine = hidden.filter((item) => item.kind === kind && item.key === key)
  const whole = mine.some(({ element }) => element === undefined)
  const size = view.shape.reduce((product, n) => product * n, 1)
  const toggle = (on: boolean, element?: number) => {
    const item = { kind, key, ...(element === undefined ? {} : { element }) }
    documents.run(on ? hideNumbers([item]) : showNumbers([item]))
  }
  return (
    <div className="gw-hide-choice">
      <Switch
        size="xs"
        label={`Hide ${label}`}
        checked={whole}
        disabled={size > MOST_ELEMENTS}
        onChange={(event) => toggle(event.currentTarget.checked)}
      />
      {size > 1 && !whole && (
        <div className="gw-hide-elements" role="group" aria-label={`Single numbers of ${label}`}>
          {Array.from(view.head.subarray(0, CHOICES), (x, at) => {
            const on = mine.some(({ element }) => element === at)
            return (
              <Button
                key={at}
                size="compact-xs"
                variant={on ? 'delta-soft' : 'quiet'}
                aria-pressed={on}
                aria-label={`Hide element ${indexText(at, view.shape)}`}
                onClick={() => toggle(!on, at)}
              >
                {formatNumber(x)}
              </Button>
            )
          })}
        </div>
      )}
    </div>
  )
}
