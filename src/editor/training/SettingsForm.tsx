/** @file The training settings, bound to the document. */
import { DEFAULT_TRAINING, setTraining, type TrainingSettings } from '../../graph'
import { NumberField } from '../fields'
import { useDocument, useServices } from '../state/context'

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
        label="η (rate)"
        title="How far a step goes, in units of the gradient"
        aria-description="How far a step goes, in units of the gradient"
        value={settings.optimizer.lr}
        min={0}
        onCommit={(lr) => change({ optimizer: { ...settings.optimizer, lr: lr! } })}
      />
      <NumberField
        label="Momentum"
        title="The share of the last step that is kept"
        aria-description="The share of the last step that is kept"
        value={momentum}
        min={0}
        max={1}
        step={0.05}
        refuse={(x) => (x === 1 ? 'With momentum 1 a step is never forgotten. Use less than 1.' : null)}
        onCommit={(next) => change({ optimizer: { ...settings.optimizer, momentum: next! } })}
      />
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
      <NumberField
        label="Seed"
        title="The start of the random order of examples, and of parameters without values"
        aria-description="The start of the random order of examples, and of parameters without values"
        value={settings.seed}
        integer
        min={0}
        max={0xffffffff}
        onCommit={(seed) => change({ seed: seed! })}
      />
    </fieldset>
  )
}
