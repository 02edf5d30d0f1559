/** @file What was typed survives closing the tab: kept in the browser by the fingerprint of the graph. */
import { safeStorage } from '../shell/safeStorage'

export interface KeptAnswers {
  readonly answers: Readonly<Record<string, string>>
  readonly student: string
}

const KEY = 'gradwire.answers'
/** Exercises; the one that was not touched for longest is forgotten. */
const MOST = 40

type Entry = readonly [hash: string, kept: KeptAnswers]

export function keptAnswers(hash: string): KeptAnswers | null {
  return read().find(([known]) => known === hash)?.[1] ?? null
}

export function keepAnswers(hash: string, kept: KeptAnswers): void {
  const others = read().filter(([known]) => known !== hash)
  safeStorage.setItem(KEY, JSON.stringify([[hash, kept] satisfies Entry, ...others].slice(0, MOST)))
}

/** What another version or a person has written there counts as nothing. */
function read(): Entry[] {
  const stored: unknown = JSON.parse(safeStorage.getItem(KEY) ?? '[]')
  return Array.isArray(stored) ? stored.filter(isEntry) : []
}

function isEntry(entry: unknown): entry is Entry {
  if (!Array.isArray(entry) || typeof entry[0] !== 'string') return false
  const kept = entry[1] as Partial<KeptAnswers> | null
  return (
    typeof kept?.student === 'string' &&
    typeof kept.answers === 'object' &&
    Object.values(kept.answers ?? {}).every((text) => typeof text === 'string')
  )
}
