/** @file What is being worked out, how far it is, and a way to stop it. */
import { Button, Progress } from '@mantine/core'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import type { DescentKind } from '../../runtime/protocol'
import { useServices } from '../state/context'
import { forgetWork, stopWork, workStore } from './work'

interface WorkNoteProps {
  readonly kind: DescentKind
  /** "Working out the map": what comes of it, without a dot. */
  readonly words: string
  /** Whether the button that began it stops it. */
  readonly elsewhere?: boolean
}

/** Shown for as long as the work lasts; what is over in a moment shows its words alone. */
export function WorkNote({ kind, words, elsewhere = false }: WorkNoteProps) {
  const { client } = useServices()
  const told = useStore(workStore, (state) => state[kind])
  useEffect(() => () => forgetWork(kind), [kind])
  // When all points are there, places are still looked for between them: nobody knows for how long.
  const percent = told && told.done < told.total ? Math.floor((100 * told.done) / told.total) : null
  return (
    <span className="gw-descent-work">
      {/* The percentage is not read aloud ten times a second. */}
      <span>
        {words}
        <span aria-hidden="true">{percent === null ? '…' : `: ${percent} %`}</span>
      </span>
      {told && (
        <>
          {percent !== null && <Progress size="sm" value={percent} aria-label={words} />}
          {!elsewhere && (
            <Button size="compact-xs" aria-label={`Stop: ${words}`} onClick={() => stopWork(client, kind)}>
              Stop
            </Button>
          )}
        </>
      )}
    </span>
  )
}
