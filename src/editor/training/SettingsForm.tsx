/** @file The training settings, bound to the document: what most people set, and the rest on request. */
import { Button, NativeSelect } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { memo, useId, useState } from 'react'
import { DEFAULT_TRAINING, setTraining, type TrainingSettings } from '../../graph'
import type { Choice } from '../../runtime/protocol'
import { NumberField } from '../fields'
import { useDocument, useServices } from '../state/context'
import { HyperInput } from './HyperInput'
import { optimizerOf, withValue } from './hyperValues'
import { MoreSettings } from './MoreSettings'
import { useChoices } from './useChoices'

const CONSTANT = ''

/** News of a run come several times a second and change nothing here. */
export const SettingsForm = memo(function SettingsForm({ locked }: { readonly locked: boolean }) {
  const { documents } = useServices()
  const settings = useDocument((state) => state.document.training ?? DEFAULT_TRAINING)
  const choices = useChoices()
  const [more, setMore] = useState(false)
  const moreId = useId()
  const change = (changes: Partial<TrainingSettings>) =>
    documents.run(setTraining(changes, { mergeKey: `training ${Object.keys(changes).join()}` }))
  const { optimizer, schedule = null } = settings
  const method = choices?.optimizers.find(({ kind }) => kind === optimizer.kind)
  const plan = choices?.schedules.find(({ kind }) => kind === schedule?.kind)
  return (
    <fieldset className="gw-training-settings" disabled={locked}>
      <legend className="gw-hidden">Training settings</legend>
      <NativeSelect
        className="gw-training-wide"
        label="Optimizer"
        title={method?.summary}
        aria-description={method?.summary}
        size="xs"
        value={optimizer.kind}
        data={options(choices?.optimizers, optimizer.kind)}
        onChange={(event) => {
          const chosen = choices?.optimizers.find(({ kind }) => kind === event.currentTarget.value)
          if (chosen) change({ optimizer: optimizerOf(chosen) })
        }}
      />
      {method?.fields
        .filter(({ common }) => common)
        .map((field) => (
          <HyperInput
            key={`${method.kind} ${field.name}`}
            field={field}
            value={optimizer[field.name]}
            onCommit={(value) => change({ optimizer: withValue(optimizer, field.name, value) })}
          />
        ))}
      <NumberField
        label="Batch size"
        title="Examples in one step; empty means all of them"
        aria-description="Examples in one step; empty means all of them"
        placeholder="all"
        value={settings.batchSize}
        integer
        min={1}
        allowEmpty
        onCommit={(batchSize) => change({ batchSize })}
      />
      <NumberField
        label="t_max"
        title="The most steps that are made"
        aria-description="The most steps that are made"
        value={settings.steps}
        integer
        min={1}
        max={10_000_000}
        step={100}
        onCommit={(steps) => change({ steps: steps! })}
      />
      <NativeSelect
        className="gw-training-wide"
        label="The rate over time"
        title={plan?.summary ?? 'The rate η is the same in every step.'}
        aria-description={plan?.summary ?? 'The rate η is the same in every step.'}
        size="xs"
        value={schedule?.kind ?? CONSTANT}
        data={[{ value: CONSTANT, label: 'Stays the same' }, ...options(choices?.schedules, schedule?.kind)]}
        onChange={(event) => {
          const kind = event.currentTarget.value
          change({ schedule: kind === CONSTANT ? null : { kind } })
        }}
      />
      <NumberField
        label="Tolerance"
        title="Training has converged when no parameter moves more than this in one step; empty means never"
        aria-description="Training has converged when no parameter moves more than this in one step; empty means never"
        placeholder="none"
        value={settings.tolerance}
        min={0}
        allowEmpty
        onCommit={(tolerance) => change({ tolerance })}
      />
      {schedule &&
        plan?.fields
          .filter(({ common }) => common)
          .map((field) => (
            <HyperInput
              key={`${plan.kind} ${field.name}`}
              field={field}
              value={schedule[field.name]}
              onCommit={(value) => change({ schedule: withValue(schedule, field.name, value) })}
            />
          ))}
      <Button
        className="gw-training-more"
        variant="bare"
        aria-expanded={more}
        aria-controls={moreId}
        leftSection={more ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />}
        onClick={() => setMore(!more)}
      >
        {more ? 'Fewer settings' : 'More settings'}
      </Button>
      {more && <MoreSettings id={moreId} {...{ settings, method, plan, change }} />}
    </fieldset>
  )
})

/** Before the engine has said what there is, and for kinds that it does not know, the kind itself is shown. */
function options(choices: readonly Choice[] | undefined, kind: string | undefined) {
  const known = (choices ?? []).map(({ kind: value, title: label }) => ({ value, label }))
  return kind === undefined || known.some(({ value }) => value === kind)
    ? known
    : [...known, { value: kind, label: kind }]
}
