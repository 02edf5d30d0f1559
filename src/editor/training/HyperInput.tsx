/** @file One setting of an optimizer or schedule as a form field. What cannot be taken says why and changes nothing. */
import { NativeSelect, Switch, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { HyperField } from '../../runtime/protocol'
import { NumberField, numberText } from '../fields'
import { listText, parseNumbers, refusal } from './hyperValues'

export interface HyperInputProps {
  readonly field: HyperField
  /** undefined: the default. */
  readonly value: unknown
  /** The sentence under the field, not only as a hint. */
  readonly explained?: boolean
  readonly onCommit: (value: unknown) => void
}

export function HyperInput({ field, value: own, explained = false, onCommit }: HyperInputProps) {
  const { kind, title, description, fallback } = field
  const value = own === undefined ? fallback : own
  const common = {
    label: title,
    size: 'xs' as const,
    'aria-description': description,
    ...(explained ? { description } : { title: description }),
  }
  switch (kind) {
    case 'switch':
      return <Switch {...common} checked={value === true} onChange={(event) => onCommit(event.currentTarget.checked)} />
    case 'choice':
      return (
        <NativeSelect
          {...common}
          value={String(value)}
          data={[...field.options]}
          onChange={(event) => onCommit(event.currentTarget.value)}
        />
      )
    case 'list':
      return <ListInput {...{ field, common, onCommit }} value={Array.isArray(value) ? (value as number[]) : null} />
    default:
      return (
        <NumberField
          {...common}
          value={typeof value === 'number' ? value : null}
          integer={kind === 'integer'}
          min={field.min}
          max={field.max}
          allowEmpty={fallback === null}
          placeholder={typeof fallback === 'number' ? numberText(fallback) : (field.empty ?? 'none')}
          refuse={(x) => refusal(field, x)}
          onCommit={(x) => onCommit(x ?? undefined)}
        />
      )
  }
}

interface ListInputProps {
  readonly field: HyperField
  readonly value: readonly number[] | null
  readonly common: { readonly label: string; readonly size: 'xs' }
  readonly onCommit: (value: unknown) => void
}

function ListInput({ field, value, common, onCommit }: ListInputProps) {
  const [draft, setDraft] = useState<string | null>(null)
  const [error, setError] = useState<string | null>(null)
  const take = (text: string) => {
    setDraft(text)
    const parsed = parseNumbers(field, text)
    setError(parsed.ok ? null : parsed.message)
    if (parsed.ok && listText(parsed.value) !== listText(value)) onCommit(parsed.value)
  }
  return (
    <TextInput
      {...common}
      autoComplete="off"
      value={draft ?? listText(value)}
      error={error}
      onChange={(event) => take(event.currentTarget.value)}
      onBlur={() => {
        setDraft(null)
        setError(null)
      }}
    />
  )
}
