/** @file One attribute of an op as a form field. Invalid input says why beside the field and changes nothing. */
import { NativeSelect, Switch, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Op } from '../../ops'
import { NumberField } from '../fields'
import { attributeText, judge, parseList, type AttributeField } from './attributeFields'

export interface AttributeInputProps {
  readonly op: Op
  readonly attrs: Readonly<Record<string, unknown>>
  readonly field: AttributeField
  /** undefined takes the attribute away: the default counts. */
  readonly onCommit: (value: unknown) => void
}

export function AttributeInput({ op, attrs, field, onCommit }: AttributeInputProps) {
  const own = attrs[field.name]
  const value = own === undefined ? field.fallback : own
  const fallback = attributeText(field.fallback)
  const description = [
    field.description,
    fallback && own !== undefined && attributeText(own) !== fallback ? `Default: ${fallback}.` : '',
  ]
    .filter(Boolean)
    .join(' ')
  const common = { label: field.name, description, size: 'xs' as const }
  switch (field.kind) {
    case 'switch':
      return <Switch {...common} checked={value === true} onChange={(event) => onCommit(event.currentTarget.checked)} />
    case 'choice':
      return (
        <NativeSelect
          {...common}
          value={String(value ?? '')}
          data={value === undefined ? ['', ...field.options] : [...field.options]}
          onChange={(event) => onCommit(event.currentTarget.value || undefined)}
        />
      )
    case 'integer':
    case 'number':
      return (
        <NumberField
          {...common}
          value={typeof value === 'number' ? value : null}
          integer={field.kind === 'integer'}
          min={field.min}
          max={field.max}
          allowEmpty={field.optional}
          placeholder={fallback || 'not set'}
          refuse={(x) => judge(op, attrs, field.name, x)}
          onCommit={(x) => onCommit(x ?? undefined)}
        />
      )
    case 'list':
    case 'text':
      return (
        <TypedList
          {...{ op, attrs, field, onCommit }}
          value={value}
          common={common}
          placeholder={fallback || 'not set'}
        />
      )
  }
}

interface TypedProps extends AttributeInputProps {
  readonly value: unknown
  readonly common: { readonly label: string; readonly description: string; readonly size: 'xs' }
  readonly placeholder: string
}

function TypedList({ op, attrs, field, onCommit, value, common, placeholder }: TypedProps) {
  const [draft, setDraft] = useState<string | null>(null)
  const [error, setError] = useState<string | null>(null)
  const take = (text: string) => {
    setDraft(text)
    const empty = text.trim() === ''
    const parsed =
      empty && field.optional
        ? ({ ok: true, value: undefined } as const)
        : field.kind === 'text'
          ? ({ ok: true, value: text } as const)
          : parseList(text, field.takesNumber)
    const why = parsed.ok ? judge(op, attrs, field.name, parsed.value) : parsed.message
    setError(why)
    if (parsed.ok && why === null && attributeText(parsed.value) !== attributeText(value)) onCommit(parsed.value)
  }
  return (
    <TextInput
      {...common}
      autoComplete="off"
      spellCheck={false}
      placeholder={placeholder}
      value={draft ?? attributeText(value)}
      error={error}
      onChange={(event) => take(event.currentTarget.value)}
      onBlur={() => {
        setDraft(null)
        setError(null)
      }}
    />
  )
}
