/** @file Asking the reader, one thing at a time, and keeping what it read: it goes to the engine, and the list shows it. */
import type { Remote } from 'comlink'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { PackedData } from '../../data'
import { useServices } from '../state/context'
import { notify } from '../state/notify'
import { refreshBrought } from './catalogue'
import { openReader, type Reader } from './reader'
import type { Answer, Reading } from './reader.worker'

export interface Trouble {
  readonly message: string
  readonly hint: string
}

const wordsOf = (reason: unknown) => (reason instanceof Error ? reason.message : String(reason)).replace(/[.]?$/, '.')

type Work<T> = (ask: Remote<Reading>) => Promise<Answer<T>>

interface Outcome<T> {
  readonly then?: (value: T) => void | Promise<void>
  readonly refused?: () => void
}

/** @param onKept is told the id of the data. */
export function useReading(onKept: (id: string) => void) {
  const { client } = useServices()
  // Opened when it is first needed, ended with the form, and with what it is busy with when that is given up.
  const reader = useRef<Reader | null>(null)
  const asked = useRef(0)
  const reads = useRef(false)
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const end = useCallback(() => {
    asked.current++
    reads.current = false
    reader.current?.end()
    reader.current = null
  }, [])
  useEffect(() => end, [end])
  const stop = () => {
    end()
    setBusy(false)
  }
  /** Does something that may be refused, and says so. What it finds is passed over where something newer was asked for by then. */
  const attempt = async <T>(work: Work<T>, { then, refused }: Outcome<T> = {}): Promise<void> => {
    // What is being read is not wanted any more: the newer one need not wait for it.
    if (reads.current) end()
    const mine = ++asked.current
    const current = () => mine === asked.current
    reads.current = true
    setBusy(true)
    setTrouble(null)
    try {
      const { ask, failed } = (reader.current ??= openReader())
      const answer = await Promise.race([work(ask), failed])
      if (!current()) return
      if (answer.ok) await then?.(answer.value)
      else {
        setTrouble({ message: answer.message, hint: answer.hint })
        refused?.()
      }
    } catch (reason) {
      if (!current()) return
      // A reader that failed answers nothing any more.
      end()
      setTrouble({ message: `It could not be read: ${wordsOf(reason)}`, hint: 'Try again, or bring a part of it.' })
      refused?.()
    } finally {
      if (current() || !reads.current) {
        reads.current = false
        setBusy(false)
      }
    }
  }
  const keep = async (packed: PackedData) => {
    let durable = false
    try {
      ;({ durable } = await client.keepData(packed))
      await refreshBrought(client)
    } catch (reason) {
      const hint = 'Try again; if it stays so, save the graph as a file and reload the page.'
      setTrouble({ message: `It was read, but could not be kept: ${wordsOf(reason)}`, hint })
      return
    }
    // What was done with the data stands in their summary, where it can be read again.
    if (!durable)
      notify({
        tone: 'warning',
        key: 'data',
        title: packed.info.title,
        message:
          'This browser has no room left for them, or stores nothing here: they are gone when the page is closed.',
        hint: 'Keep the file, so that you can bring it again.',
      })
    onKept(packed.info.id)
  }
  return { busy, trouble, setTrouble, stop, attempt, take: (work: Work<PackedData>) => attempt(work, { then: keep }) }
}
