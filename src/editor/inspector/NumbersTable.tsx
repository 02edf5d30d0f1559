/** @file All numbers of a tensor, a page at a time. */
import { ActionIcon, Group } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import { NumberField } from '../fields'
import type { Shape, TensorData } from '../../tensor'
import { formatNumber } from '../format'
import { COLUMNS_A_PAGE, pageAt, ROWS_A_PAGE, sliceOffset, tablePlan } from './slices'

export interface NumbersTableProps {
  readonly data: TensorData
  readonly shape: Shape
  readonly label: string
  readonly tone: 'value' | 'delta' | 'parameter'
}

export function NumbersTable({ data, shape, label, tone }: NumbersTableProps) {
  const [at, setAt] = useState<readonly number[]>([])
  const [row, setRow] = useState(0)
  const [column, setColumn] = useState(0)
  const plan = tablePlan(shape)
  const rows = pageAt(row, ROWS_A_PAGE, plan.rows)
  const columns = pageAt(column, COLUMNS_A_PAGE, plan.columns)
  const offset = sliceOffset(plan, at)
  const columnIndices = range(columns.first, columns.end)
  return (
    <div className="gw-numbers">
      {plan.leading.length > 0 && (
        <Group gap={8} className="gw-numbers-slices">
          {plan.leading.map((size, axis) => (
            <NumberField
              key={axis}
              label={`axis ${axis}`}
              description={`0 … ${size - 1}`}
              w={84}
              value={Math.min(at[axis] ?? 0, size - 1)}
              integer
              min={0}
              max={size - 1}
              onCommit={(index) => setAt(plan.leading.map((_, other) => (other === axis ? index! : (at[other] ?? 0))))}
            />
          ))}
        </Group>
      )}
      <div className="gw-numbers-scroll" tabIndex={0} role="group" aria-label={`Numbers of ${label}`}>
        <table data-tone={tone}>
          <thead>
            <tr>
              <td />
              {columnIndices.map((c) => (
                <th key={c} scope="col">
                  {c}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {range(rows.first, rows.end).map((r) => (
              <tr key={r}>
                <th scope="row">{r}</th>
                {columnIndices.map((c) => (
                  <td key={c}>{formatNumber(data[offset + r * plan.columns + c]!)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Group gap={12}>
        <Pager name="rows" {...rows} total={plan.rows} size={ROWS_A_PAGE} onMove={setRow} />
        <Pager name="columns" {...columns} total={plan.columns} size={COLUMNS_A_PAGE} onMove={setColumn} />
      </Group>
    </div>
  )
}

interface PagerProps {
  readonly name: string
  readonly first: number
  readonly end: number
  readonly total: number
  readonly size: number
  readonly onMove: (first: number) => void
}

function Pager({ name, first, end, total, size, onMove }: PagerProps) {
  if (total <= size) return null
  return (
    <Group gap={4} wrap="nowrap">
      <ActionIcon size={24} aria-label={`Previous ${name}`} disabled={first === 0} onClick={() => onMove(first - size)}>
        <IconChevronLeft size={14} />
      </ActionIcon>
      <span className="gw-numbers-place">
        {name} {first}–{end - 1} of {total.toLocaleString('en')}
      </span>
      <ActionIcon size={24} aria-label={`Next ${name}`} disabled={end >= total} onClick={() => onMove(first + size)}>
        <IconChevronRight size={14} />
      </ActionIcon>
    </Group>
  )
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i)
}
