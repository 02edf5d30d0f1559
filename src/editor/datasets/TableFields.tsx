/** @file What becomes of a table's rows and numbers: scaling, empty cells, what is held out. */
import { NativeSelect } from '@mantine/core'
import type { TableChoices } from '../../data'
import { NumberField } from '../fields'

export type Rest = Omit<TableChoices, 'kinds' | 'target' | 'decimalComma' | 'targetScaling'> & {
  readonly targetScaling: TableChoices['scaling']
}

export const START: Rest = {
  missing: 'refuse',
  heldOut: 0.2,
  seed: 0,
  scaling: 'standard',
  // An error over hundreds of thousands of something would move parameters by as much.
  targetScaling: 'standard',
}

const SCALINGS = [
  { value: 'standard', label: 'standardised (mean 0)' },
  { value: 'range', label: 'scaled to 0 … 1' },
  { value: 'none', label: 'left as they are' },
]

export interface TableFieldsProps {
  readonly rest: Rest
  /** The name of the column of numbers that is to be predicted; null: classes are, or nothing. */
  readonly amount: string | null
  readonly onRest: (rest: Rest) => void
}

export function TableFields({ rest, amount, onRest }: TableFieldsProps) {
  return (
    <div className="gw-data-settings">
      <NativeSelect
        size="xs"
        label="Numbers are"
        data={SCALINGS}
        value={rest.scaling}
        onChange={(event) => onRest({ ...rest, scaling: event.currentTarget.value as Rest['scaling'] })}
      />
      {amount !== null && (
        <NativeSelect
          size="xs"
          label="The predicted numbers are"
          title={`How ${amount} is scaled. The way back is said in the summary of the table.`}
          data={SCALINGS}
          value={rest.targetScaling}
          onChange={(event) => onRest({ ...rest, targetScaling: event.currentTarget.value as Rest['scaling'] })}
        />
      )}
      <NativeSelect
        size="xs"
        label="Rows with an empty cell"
        data={[
          { value: 'refuse', label: 'tell me where' },
          { value: 'drop', label: 'leave such rows out' },
        ]}
        value={rest.missing}
        onChange={(event) => onRest({ ...rest, missing: event.currentTarget.value as Rest['missing'] })}
      />
      <NumberField
        size="xs"
        label="Held out, %"
        value={Math.round(rest.heldOut * 100)}
        min={0}
        max={90}
        onCommit={(percent) => onRest({ ...rest, heldOut: percent! / 100 })}
      />
      <NumberField
        size="xs"
        label="Seed"
        title="Decides which rows are held out"
        value={rest.seed}
        integer
        min={0}
        max={0xffffffff}
        onCommit={(seed) => onRest({ ...rest, seed: seed! })}
      />
    </div>
  )
}
