/** @file Settings that few people change, each with its sentence. */
import type { TrainingSettings } from '../../graph'
import type { Choice } from '../../runtime/protocol'
import { useStore } from 'zustand'
import { NumberField } from '../fields'
import { HyperInput } from './HyperInput'
import { withValue } from './hyperValues'
import { chooseThreads, MOST_THREADS, threads } from './threads'

export interface MoreSettingsProps {
  readonly id: string
  readonly settings: TrainingSettings
  readonly method: Choice | undefined
  readonly plan: Choice | undefined
  readonly change: (changes: Partial<TrainingSettings>) => void
}

export function MoreSettings({ id, settings, method, plan, change }: MoreSettingsProps) {
  const { optimizer, schedule, clip } = settings
  const { count } = useStore(threads)
  return (
    <div id={id} className="gw-training-rest">
      {method?.fields
        .filter(({ common }) => !common)
        .map((field) => (
          <HyperInput
            key={`${method.kind} ${field.name}`}
            field={field}
            value={optimizer[field.name]}
            explained
            onCommit={(value) => change({ optimizer: withValue(optimizer, field.name, value) })}
          />
        ))}
      {schedule &&
        plan?.fields
          .filter(({ common }) => !common)
          .map((field) => (
            <HyperInput
              key={`${plan.kind} ${field.name}`}
              field={field}
              value={schedule[field.name]}
              explained
              onCommit={(value) => change({ schedule: withValue(schedule, field.name, value) })}
            />
          ))}
      <NumberField
        label="Clip gradients at"
        description="All gradients together are shortened to this length when they are longer; empty: never."
        placeholder="never"
        value={clip?.norm ?? null}
        refuse={(x) => (x > 0 ? null : 'This must be more than 0.')}
        allowEmpty
        onCommit={(norm) => change({ clip: norm === null ? null : { ...clip, norm } })}
      />
      <NumberField
        label="Seed"
        description="The start of the random order of examples, and of parameters without values."
        value={settings.seed}
        integer
        min={0}
        max={0xffffffff}
        onCommit={(seed) => change({ seed: seed! })}
      />
      {MOST_THREADS > 1 && (
        <NumberField
          label="Threads"
          description={`Each step is shared among so many of this computer's ${MOST_THREADS} processors; fewer leave more for the page. Not saved in the graph.`}
          value={count}
          integer
          min={1}
          max={MOST_THREADS}
          onCommit={(number) => chooseThreads(number!)}
        />
      )}
    </div>
  )
}
