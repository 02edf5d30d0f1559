/** @file A field for one hidden number: empty with a "?", judged when it is left or Enter is pressed. */
import { TextInput } from '@mantine/core'
import { IconCheck, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import type { HiddenKind, ItemState } from '../../runtime/protocol'
import { useServices } from '../state/context'
import './practice.css'
import { practiceOf, usePractice } from './practiceStore'

export interface AnswerFieldProps {
  readonly id: string
  readonly kind: HiddenKind
  readonly state: ItemState
  /** What is asked for, as it is read aloud. */
  readonly label: string
  readonly describedBy?: string | undefined
  readonly onFocus?: () => void
}

const STATES: Readonly<Record<ItemState, string>> = {
  empty: 'to be found',
  right: 'right',
  wrong: 'not right',
  unreadable: 'not a number',
}

export function AnswerField({ id, kind, state, label, describedBy, onFocus }: AnswerFieldProps) {
  const services = useServices()
  const typed = usePractice(({ answers }) => answers[id] ?? '')
  // What is being typed; null while the field shows what counts.
  const [draft, setDraft] = useState<string | null>(null)
  const judged = draft === null && typed.trim() !== '' ? state : 'empty'
  const commit = async () => {
    if (draft === null) return
    setDraft(null)
    if (draft === typed) return
    const practice = practiceOf(services)
    await practice.answer(id, draft)
    const item = practice
      .getState()
      .report?.places.flatMap(({ items }) => items)
      .find((candidate) => candidate.id === id)
    if (item && item.state !== 'empty')
      services.view.announce(item.state === 'right' ? `Right: ${label}.` : (item.hint ?? `Not right: ${label}.`))
  }
  return (
    <TextInput
      className="gw-answer"
      size="xs"
      wrapperProps={{ 'data-kind': kind, 'data-answer': id, 'data-state': judged }}
      placeholder="?"
      autoComplete="off"
      spellCheck={false}
      maxLength={80}
      aria-label={`${label}: ${STATES[judged]}`}
      aria-describedby={describedBy}
      error={judged === 'wrong' || judged === 'unreadable'}
      value={draft ?? typed}
      rightSection={
        judged === 'right' ? (
          <IconCheck size={13} stroke={2.5} aria-hidden />
        ) : judged === 'empty' ? null : (
          <IconX size={13} stroke={2.5} aria-hidden />
        )
      }
      onFocus={onFocus}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={() => void commit()}
      onKeyDown={(event) => {
        if (event.key === 'Enter') void commit()
        else if (event.key === 'Escape' && draft !== null) setDraft(null)
        else return
        event.preventDefault()
        event.stopPropagation()
      }}
    />
  )
}
