/** @file One tensor of which numbers are asked: its name, fields among the numbers that may be seen, and hints. */
import { Button } from '@mantine/core'
import { useId, useState } from 'react'
import type { ItemReport, PlaceReport } from '../../runtime/protocol'
import { formatNumber } from '../format'
import { useServices } from '../state/context'
import { AnswerField } from './AnswerField'

export function Place({ place }: { readonly place: PlaceReport }) {
  const { view } = useServices()
  const hintId = useId()
  const [asked, setAsked] = useState(false)
  const { kind, key, name, items } = place
  // The first that is not right: one hint at a time can be followed.
  const wrong = items.find(({ state }) => state === 'wrong' || state === 'unreadable')
  const open = items.find(({ state }) => state !== 'right')
  const told = wrong ?? (asked ? open : undefined)
  const label = `${name.charAt(0) === 'δ' ? '' : name.charAt(0).toUpperCase()}${name.charAt(0) === 'δ' ? name : name.slice(1)}`
  const select = () => (kind === 'edge' ? view.select([], [key]) : view.select([key.slice(0, key.indexOf('.'))]))
  return (
    <li className="gw-place" data-kind={kind} data-found={open === undefined || undefined}>
      <span className="gw-place-name">{label}</span>
      <div className="gw-place-row">
        <Fields place={place} label={label} describedBy={told?.hint ? hintId : undefined} onFocus={select} />
        {open?.hint && !told && (
          <Button size="compact-xs" variant="bare" onClick={() => setAsked(true)} aria-label={`Hint for ${name}`}>
            Hint
          </Button>
        )}
      </div>
      {told?.hint && (
        <p id={hintId} className="gw-place-hint" data-wrong={wrong !== undefined || undefined}>
          {told.index && <b>{told.index}: </b>}
          {told.hint}
        </p>
      )}
    </li>
  )
}

interface FieldsProps {
  readonly place: PlaceReport
  readonly label: string
  readonly describedBy: string | undefined
  readonly onFocus: () => void
}

function Fields({ place: { kind, shape, numbers, items }, label, describedBy, onFocus }: FieldsProps) {
  const field = (item: ItemReport) => (
    <AnswerField
      key={item.id}
      id={item.id}
      kind={kind}
      state={item.state}
      label={item.index ? `${label} ${item.index}` : label}
      describedBy={describedBy}
      onFocus={onFocus}
    />
  )
  // Of a large tensor, only what is asked for, each with its index.
  if (!numbers.length)
    return (
      <div className="gw-place-list">
        {items.map((item) => (
          <span key={item.id} className="gw-place-element">
            <small>{item.index}</small>
            {field(item)}
          </span>
        ))}
      </div>
    )
  const byElement = new Map(items.map((item) => [item.element, item]))
  return (
    <div className="gw-place-grid" style={{ gridTemplateColumns: `repeat(${shape.at(-1) ?? 1}, minmax(64px, 96px))` }}>
      {numbers.map((x, at) => {
        const item = byElement.get(at)
        return item ? (
          field(item)
        ) : (
          <span key={at} className="gw-place-number">
            {x === null ? '?' : formatNumber(x, 6)}
          </span>
        )
      })}
    </div>
  )
}
