/** @file State of a form that outlives it: who closes the dialog in the middle finds everything as it was. */
import { useEffect, useState, type Dispatch, type SetStateAction } from 'react'

const drafts = new Map<string, unknown>()

/** @param key "form what"; the same key always has the same type. */
export function useDraft<T>(key: string, start: T): [T, Dispatch<SetStateAction<T>>] {
  const [value, setValue] = useState<T>(() => (drafts.has(key) ? (drafts.get(key) as T) : start))
  useEffect(() => void drafts.set(key, value), [key, value])
  return [value, setValue]
}

/** @param form what was begun there is done. */
export function forgetDrafts(form: string): void {
  for (const key of [...drafts.keys()]) if (key.startsWith(`${form} `)) drafts.delete(key)
}
