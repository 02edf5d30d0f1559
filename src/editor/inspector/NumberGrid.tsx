/** @file A small tensor as a table of number fields. */
import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { NumberField } from '../fields'
import type { TensorContent } from '../../graph'
import { numel } from '../../tensor'

export interface NumberGridProps {
  readonly tensor: TensorContent
  readonly label: string
  readonly onChange: (index: number, value: number) => void
  readonly onRemoveRow?: ((row: number) => void) | undefined
}

/** Rows are the leading axes together, columns the last one. */
export function NumberGrid({ tensor, label, onChange, onRemoveRow }: NumberGridProps) {
  const { shape, data, dtype } = tensor
  // A vector's elements belong to nobody's row: they stand in one line.
  const columns = shape.at(-1) ?? 1
  const rows = columns ? numel(shape) / columns : 0
  const integer = dtype === 'int64' || dtype === 'bool'
  return (
    <div className="gw-number-grid" role="group" aria-label={label} tabIndex={-1}>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="gw-number-grid-row">
          {rows > 1 && <span aria-hidden="true">{row}</span>}
          {Array.from({ length: columns }, (_, column) => {
            const index = row * columns + column
            return (
              <NumberField
                key={column}
                aria-label={`${label}, row ${row}, column ${column}`}
                value={data[index]!}
                integer={integer}
                min={dtype === 'bool' ? 0 : undefined}
                max={dtype === 'bool' ? 1 : undefined}
                onCommit={(value) => onChange(index, value!)}
              />
            )
          })}
          {onRemoveRow && rows > 1 && (
            <ActionIcon
              size={24}
              variant="bare"
              aria-label={`Remove row ${row} of ${label}`}
              onClick={() => onRemoveRow(row)}
            >
              <IconX size={13} />
            </ActionIcon>
          )}
        </div>
      ))}
    </div>
  )
}
