/** @file The training settings, bound to the document. */
import { Switch } from '@mantine/core'
import { DEFAULT_TRAINING, setTraining, type TrainingSettings } from '../../graph'
import { NumberField } from '../fields'
import { useDocument, useServices } from '../state/context'

/** Where the tolerance starts when it is switched on. */
const FIRST_TOLERANCE = 1e-6

export function SettingsForm({ locked }: { readonly locked: boolean }) {
  const { documents } = useServices()
  const settings = useDocument((state) => state.document.training ?? DEFAULT_TRAINING)
  const change = (changes: Partial<TrainingSettings>) =>
    documents.run(setTraining(changes, { mergeKey: `training ${Object.keys(changes).join()}` }))
  const momentum = typeof settings.optimizer.momentum === 'number' ? settings.optimizer.momentum : 0
  return (
    <fieldset className="gw-training-settings" disabled={locked}>
      <legend className="gw-hidden">Training settings</legend>
      <NumberField
        label="η, learning rate"
        description="How far a step goes"
        value={settings.optimizer.lr}
        min={0}
        onCommit={(lr) => change({ optimizer: { ...settings.optimizer, lr: lr! } })}
      />
      <NumberField
        label="Momentum"
        description="Share of the last step kept"
        value={momentum}
        min={0}
        max={1}
        step={0.05}
        refuse={(x) => (x === 1 ? 'With momentum 1 a step is never forgotten. Use less than 1.' : null)}
        onCommit={(next) => change({ optimizer: { ...settings.optimizer, momentum: next! } })}
      />
      <NumberField
        label="Batch size"
        description="Examples a step; empty: all"
        placeholder="all"
        value={settings.batchSize}
        integer
        min={1}
        allowEmpty
        onCommit={(batchSize) => change({ batchSize })}
      />
      <NumberField
        label="t_max"
        description="Most steps"
        value={settings.steps}
        integer
        min={1}
        max={10_000_000}
        step={100}
        onCommit={(steps) => change({ steps: steps! })}
      />
      <NumberField
        label="Tolerance"
        description="Stop when no θ moves more"
        placeholder="none"
        value={settings.tolerance}
        min={0}
        allowEmpty
        onCommit={(tolerance) => change({ tolerance })}
      />
      <NumberField label="Seed" description="Of the order of examples" value={settings.seed} integer min={0} max={0xffffffff} onCommit={(seed) => change({ seed: seed! })} />
      <Switch
        size="xs"
        label="Stop when converged"
        checked={settings.tolerance !== null}
        onChange={(event) => change({ tolerance: event.currentTarget.checked ? FIRST_TOLERANCE : null })}
      />
    </fieldset>
  )
}
