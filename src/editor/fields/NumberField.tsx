/** @file A field for one number: commits while valid, says why when not, steps with the arrow keys. */
import { TextInput, type TextInputProps } from '@mantine/core'
import { useState } from 'react'
import { numberText, parseNumber, shortNumberText } from './parseNumber'

export interface NumberFieldProps extends Omit<TextInputProps, 'value' | 'onChange' | 'error'> {
  /** null shows an empty field. */
  readonly value: number | null
  /** Called at each change that makes sense; null only when `allowEmpty`. */
  readonly onCommit: (value: number | null) => void
  readonly integer?: boolean
  readonly min?: number | undefined
  readonly max?: number | undefined
  /** What one arrow key adds; Shift takes ten times that. */
  readonly step?: number
  readonly allowEmpty?: boolean
  /** A further rule: why a number is refused, or null. */
  readonly refuse?: (value: number) => string | null
}

export function NumberField({
  value,
  onCommit,
  integer = false,
  min,
  max,
  step,
  allowEmpty = false,
  refuse,
  ...rest
}: NumberFieldProps) {
  // What is being typed; null while the field shows the value as it is.
  const [draft, setDraft] = useState<string | null>(null)
  const [error, setError] = useState<string | null>(null)
  const [focused, setFocused] = useState(false)
  const full = value === null ? '' : numberText(value)
  const atRest = value === null ? '' : shortNumberText(value)
  const problem = (x: number): string | null => {
    if (integer && !Number.isInteger(x)) return 'This must be a whole number.'
    if (min !== undefined && x < min) return `This must be at least ${numberText(min)}.`
    if (max !== undefined && x > max) return `This must be at most ${numberText(max)}.`
    return refuse?.(x) ?? null
  }
  const take = (text: string) => {
    setDraft(text)
    if (allowEmpty && text.trim() === '') {
      setError(null)
      onCommit(null)
      return
    }
    const parsed = parseNumber(text)
    const why = parsed.ok ? problem(parsed.value) : parsed.message
    setError(why)
    if (parsed.ok && why === null && parsed.value !== value) onCommit(parsed.value)
  }
  const nudge = (by: number) => {
    const from = value ?? 0
    const unit = step ?? (integer ? 1 : nudgeSize(from))
    const to = Number((from + by * unit).toPrecision(12))
    const clamped = Math.max(min ?? -Infinity, Math.min(max ?? Infinity, to))
    if (problem(clamped) !== null) return
    setDraft(null)
    setError(null)
    if (clamped !== value) onCommit(clamped)
  }
  return (
    <TextInput
      inputMode={integer ? 'numeric' : 'decimal'}
      autoComplete="off"
      size="xs"
      {...rest}
      title={rest.title ?? (atRest === full ? undefined : full)}
      value={draft ?? (focused ? full : atRest)}
      error={error}
      onChange={(event) => take(event.currentTarget.value)}
      onFocus={(event) => {
        rest.onFocus?.(event)
        setFocused(true)
      }}
      onBlur={(event) => {
        rest.onBlur?.(event)
        setFocused(false)
        // What could not be taken is dropped: the field again shows what counts.
        setDraft(null)
        setError(null)
      }}
      onKeyDown={(event) => {
        rest.onKeyDown?.(event)
        if (event.defaultPrevented) return
        if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
          event.preventDefault()
          nudge((event.key === 'ArrowUp' ? 1 : -1) * (event.shiftKey ? 10 : 1))
        } else if (event.key === 'Escape' && draft !== null) {
          setDraft(null)
          setError(null)
        }
      }}
    />
  )
}

/** A tenth of the number's own size, so that 0.003 steps by 0.0001 and 20 by 1. */
function nudgeSize(x: number): number {
  return x === 0 ? 0.1 : 10 ** (Math.floor(Math.log10(Math.abs(x))) - 1)
}
