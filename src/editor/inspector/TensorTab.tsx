/** @file The whole tensor of what is selected (else of the current event): statistics, picture, histogram, numbers. */
import { Button, Group, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { ops } from '../../ops'
import { hint } from '../hints'
import { JacobianSection } from '../inside/JacobianSection'
import { useDocument, useRun, useServices, useShown } from '../state/context'
import { useTravel } from '../state/travelStore'
import { isWatched, toggleWatch } from '../timetravel/watch'
import { keyOf } from '../state/runStore'
import { useSelection } from './hooks'
import { tensorChoices, type TensorChoice } from './tensorChoices'
import { TensorDetails } from './TensorDetails'

/** Said of a tensor that has no numbers now. */
const ABSENT = {
  pending: 'Not computed yet. Step on, or run all.',
  none: 'There is no such tensor in this run: it does not lead to the objective, or its node cannot run yet.',
  blocked: 'No gradient flows here: the op passes none to this input.',
  hidden: 'The exercise asks for this. It is shown once it is found.',
} as const

export function TensorTab() {
  const document = useDocument((state) => state.document)
  const selection = useSelection()
  const event = useRun((summary) => summary.trace[summary.cursor - 1])
  const [picked, setPicked] = useState<string | null>(null)
  const target =
    selection.kind === 'node' || selection.kind === 'edge'
      ? selection
      : event && selection.kind === 'none'
        ? ({ kind: event.edge === undefined ? 'node' : 'edge', id: event.edge ?? event.node } as const)
        : null
  const choices = target ? tensorChoices(target, document, ops) : []
  // Without a selection, the tab follows the step: what the current event made comes first.
  const current = selection.kind === 'none' && event ? keyOf(event).join(' ') : null
  const shown =
    choices.find((choice) => choice.id === picked) ?? choices.find((choice) => choice.id === current) ?? choices[0]
  if (!shown)
    return (
      <p className="gw-inspector-note">
        {selection.kind === 'many'
          ? 'Several things are selected. Select one node or edge to see its tensors.'
          : 'Select a node or an edge to see its tensors.'}
      </p>
    )
  return (
    <div className="gw-tensor">
      <Group gap={6} align="flex-end" wrap="nowrap">
        <NativeSelect
          style={{ flex: 1, minWidth: 0 }}
          size="xs"
          label="Tensor"
          value={shown.id}
          onChange={(change) => setPicked(change.currentTarget.value)}
          data={choices.map((choice) => ({ value: choice.id, label: choice.label }))}
        />
        <WatchButton choice={shown} />
      </Group>
      <Chosen key={shown.id} choice={shown} />
      {target?.kind === 'node' && <JacobianSection key={target.id} node={target.id} />}
    </div>
  )
}

function Chosen({ choice }: { readonly choice: TensorChoice }) {
  const shown = useShown(choice.kind, choice.key)
  if (shown.state !== 'known') return <p className="gw-inspector-note">{ABSENT[shown.state]}</p>
  return <TensorDetails choice={choice} view={shown.view} />
}

function WatchButton({ choice }: { readonly choice: TensorChoice }) {
  const services = useServices()
  const watched = useTravel((state) => isWatched(state.watched, choice))
  return (
    <Button
      {...hint('Its number and its history stay in view in the tab Time travel')}
      aria-pressed={watched}
      aria-label={`Watch ${choice.label}`}
      onClick={() => toggleWatch(services, choice)}
    >
      {watched ? 'Watched' : 'Watch'}
    </Button>
  )
}
