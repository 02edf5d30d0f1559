/** @file A small searchable list on the canvas, worked by keyboard or pointer: quick add, and where a wire may go. */
import { Combobox, TextInput, useCombobox } from '@mantine/core'
import { useClickOutside } from '@mantine/hooks'
import { useEffect, useMemo, useRef, useState } from 'react'

export interface PickItem {
  readonly value: string
  readonly label: string
  readonly symbol?: string
  readonly description?: string
}

interface PickListProps {
  readonly title: string
  readonly placeholder: string
  /** Said when there is nothing to pick at all. */
  readonly empty: string
  readonly items: readonly PickItem[]
  /** Best first; an empty search finds everything. */
  readonly find?: (items: readonly PickItem[], search: string) => readonly PickItem[]
  /** From the canvas's top left corner. */
  readonly x: number
  readonly y: number
  readonly onPick: (value: string) => void
  readonly onClose: () => void
}

const WIDTH = 280
const HEIGHT = 320

export function PickList({ title, placeholder, empty, items, find = findItems, x, y, onPick, onClose }: PickListProps) {
  const [search, setSearch] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const box = useClickOutside(onClose)
  const combobox = useCombobox({ opened: true })
  const shown = useMemo(() => find(items, search), [find, items, search])
  useEffect(() => input.current?.focus(), [])
  useEffect(() => {
    combobox.selectFirstOption()
    // The combobox object is new at each render; the list is what matters.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [shown])
  return (
    <div
      ref={box}
      className="gw-pick nowheel nopan nokey"
      style={{
        left: `max(8px, min(${x}px, 100% - ${WIDTH + 8}px))`,
        top: `max(8px, min(${y}px, 100% - ${HEIGHT + 8}px))`,
        width: WIDTH,
      }}
      role="dialog"
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onClose()
      }}
    >
      <div className="gw-pick-title">{title}</div>
      <Combobox store={combobox} onOptionSubmit={onPick} withinPortal={false}>
        <Combobox.EventsTarget>
          <TextInput
            ref={input}
            size="sm"
            placeholder={placeholder}
            aria-label={placeholder}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
        </Combobox.EventsTarget>
        <Combobox.Options className="gw-pick-options" aria-label={title}>
          {shown.map((item) => (
            <Combobox.Option key={item.value} value={item.value} className="gw-pick-option">
              {item.symbol && <span className="gw-pick-symbol">{item.symbol}</span>}
              <span>
                <span className="gw-pick-label">{item.label}</span>
                {item.description && <span className="gw-pick-description">{item.description}</span>}
              </span>
            </Combobox.Option>
          ))}
          {!shown.length && <Combobox.Empty>{items.length ? `Nothing is called "${search}".` : empty}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox>
    </div>
  )
}

/** Names that start with the words first, then what holds them anywhere. Order is kept within each. */
export function findItems(items: readonly PickItem[], search: string): readonly PickItem[] {
  const wanted = search.trim().toLowerCase()
  if (!wanted) return items
  const starts = items.filter(({ label }) => label.toLowerCase().startsWith(wanted))
  const holds = items.filter(({ label, description = '' }) => `${label} ${description}`.toLowerCase().includes(wanted))
  return [...new Set([...starts, ...holds])]
}
