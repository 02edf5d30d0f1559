/** @file The columns of somebody's table with their first cells: what each holds, and which is to be predicted. */
import { ActionIcon, NativeSelect, TextInput } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { memo, startTransition, useDeferredValue, useMemo, useState } from 'react'
import type { ColumnKind } from '../../data'
import { columnPage, matching, MOST_TARGETS, PAGE } from './columnPage'
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
const count = (x: number) => x.toLocaleString('en')

/**
 * Drawn again only for what it shows: each column has a choice of its own, and fifty of them take a while. On another
 * page the same fields show other columns, which is sooner done than making new ones.
 */
export const ColumnsTable = memo(function ColumnsTable({ look, kinds, target, onKinds, onTarget }: ColumnsTableProps) {
  const [sought, setSought] = useState('')
  const [first, setFirst] = useState(0)
  const words = useDeferredValue(sought)
  const turn = (to: number) => startTransition(() => setFirst(to))
  const found = useMemo(() => matching(look.columns, words), [look, words])
  const shown = columnPage(found, first)
  const many = look.columns.length > PAGE
  const goals = found.slice(0, MOST_TARGETS)
  if (target !== null && !goals.includes(target)) goals.unshift(target)
  return (
    <>
      {many && (
        <div className="gw-data-settings">
          <TextInput
            size="xs"
            label="Find a column"
            placeholder="a part of its name"
            value={sought}
            onChange={(event) => {
              setSought(event.currentTarget.value)
              setFirst(0)
            }}
          />
          <div className="gw-data-pages">
            <ActionIcon
              aria-label="Previous columns"
              disabled={first === 0}
              onClick={() => turn(Math.max(0, first - PAGE))}
            >
              <IconChevronLeft size={16} />
            </ActionIcon>
            <span role="status" aria-label="Columns shown">
              {found.length
                ? `columns ${count(first + 1)}–${count(first + shown.length)} of ${count(found.length)}`
                : 'no column of this name'}
            </span>
            <ActionIcon
              aria-label="Next columns"
              disabled={first + PAGE >= found.length}
              onClick={() => turn(first + PAGE)}
            >
              <IconChevronRight size={16} />
            </ActionIcon>
          </div>
        </div>
      )}
      <NativeSelect
        size="xs"
        className="gw-data-target"
        label="To be predicted"
        description={
          found.length > MOST_TARGETS ? `The first ${MOST_TARGETS} columns are listed: find another by its name.` : null
        }
        value={target === null ? NONE : String(target)}
        data={[
          { value: NONE, label: 'nothing' },
          ...goals.map((i) => ({ value: String(i), label: look.columns[i]!.name })),
        ]}
        onChange={(event) => onTarget(event.currentTarget.value === NONE ? null : Number(event.currentTarget.value))}
      />
      <div className="gw-data-scroll">
        <table className="gw-data-rows" data-columns>
          <thead>
            <tr>
              {shown.map((i, place) => {
                const { name, why } = look.columns[i]!
                return (
                  <th key={place} data-target={i === target || undefined}>
                    <span title={name}>{name}</span>
                    <NativeSelect
                      size="xs"
                      aria-label={`Column ${name} holds`}
                      title={why && kinds[i] === 'ignore' ? `Left out because ${why}.` : undefined}
                      value={kinds[i] ?? 'ignore'}
                      data={KINDS}
                      onChange={(event) => {
                        const kind = event.currentTarget.value as ColumnKind
                        onKinds(kinds.map((before, at) => (at === i ? kind : before)))
                      }}
                    />
                  </th>
                )
              })}
            </tr>
          </thead>
          <tbody>
            {look.first.map((row, i) => (
              <tr key={i}>
                {shown.map((column, place) => (
                  <td key={place} data-ignored={kinds[column] === 'ignore' || undefined} title={row[column]}>
                    {row[column]}
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
