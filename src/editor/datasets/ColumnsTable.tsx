/** @file The columns of somebody's table with their first cells: what each holds, and which is to be predicted. */
import { NativeSelect } from '@mantine/core'
import { memo } from 'react'
import type { ColumnKind } from '../../data'
import type { TableLook } from './reader.worker'

export interface ColumnsTableProps {
  readonly look: TableLook
  readonly kinds: readonly ColumnKind[]
  readonly target: number | null
  readonly onKinds: (kinds: readonly ColumnKind[]) => void
  readonly onTarget: (target: number | null) => void
}

const KINDS = [
  { value: 'number', label: 'numbers' },
  { value: 'category', label: 'kinds' },
  { value: 'ignore', label: 'left out' },
]
const NONE = 'none'

/** Drawn again only for what it shows: each column has a choice of its own, and fifty of them take a while. */
export const ColumnsTable = memo(function ColumnsTable({ look, kinds, target, onKinds, onTarget }: ColumnsTableProps) {
  return (
    <>
      <NativeSelect
        size="xs"
        className="gw-data-target"
        label="To be predicted"
        value={target === null ? NONE : String(target)}
        data={[
          { value: NONE, label: 'nothing' },
          ...look.columns.map(({ name }, i) => ({ value: String(i), label: name })),
        ]}
        onChange={(event) => onTarget(event.currentTarget.value === NONE ? null : Number(event.currentTarget.value))}
      />
      <div className="gw-data-scroll">
        <table className="gw-data-rows" data-columns>
          <thead>
            <tr>
              {look.columns.map(({ name, why }, i) => (
                <th key={i} data-target={i === target || undefined}>
                  <span title={name}>{name}</span>
                  <NativeSelect
                    size="xs"
                    aria-label={`Column ${name} holds`}
                    title={why && `Left out because ${why}.`}
                    value={kinds[i] ?? 'ignore'}
                    data={KINDS}
                    onChange={(event) => {
                      const kind = event.currentTarget.value as ColumnKind
                      onKinds(kinds.map((before, at) => (at === i ? kind : before)))
                    }}
                  />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {look.first.map((row, i) => (
              <tr key={i}>
                {row.map((cell, column) => (
                  <td key={column} data-ignored={kinds[column] === 'ignore' || undefined} title={cell}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
})
