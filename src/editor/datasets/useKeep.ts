/** @file Keeping what was read: it goes to the engine, and the list shows it. */
import { useState } from 'react'
import type { PackedData } from '../../data'
import { useServices } from '../state/context'
import { notify } from '../state/notify'
import { refreshBrought } from './catalogue'
import type { Answer } from './reader.worker'

export interface Trouble {
  readonly message: string
  readonly hint: string
}

export function useKeep(onKept: (id: string) => void) {
  const { client } = useServices()
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  /** Does something that may be refused, and says so. */
  const attempt = async <T>(work: () => Promise<Answer<T>>): Promise<T | null> => {
    setBusy(true)
    setTrouble(null)
    try {
      const answer = await work()
      if (answer.ok) return answer.value
      setTrouble({ message: answer.message, hint: answer.hint })
    } catch (reason) {
      setTrouble({
        message: `It could not be read: ${reason instanceof Error ? reason.message : String(reason)}.`,
        hint: 'Try again, or bring a part of it.',
      })
    } finally {
      setBusy(false)
    }
    return null
  }
  const keep = async (packed: PackedData) => {
    const { durable } = await client.keepData(packed)
    await refreshBrought(client)
    // What was done with the data stands in their summary, where it can be read again.
    if (!durable)
      notify({
        tone: 'warning',
        key: 'data',
        title: packed.info.title,
        message: 'This browser stores nothing here: the data are gone when the page is closed.',
      })
    onKept(packed.info.id)
  }
  return { busy, trouble, setTrouble, attempt, keep }
}
