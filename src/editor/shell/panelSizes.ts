/** @file The last size each panel was seen at, remembered from visit to visit: it opens at that size. CSS pixels. */
import { safeStorage } from './safeStorage'

/** The bottom panel has a height for each of its tabs: charts and tables need more room than a line of events. */
const START = {
  left: 226,
  right: 316,
  timeline: 160,
  travel: 304,
  training: 304,
  depth: 304,
  naive: 440,
  gradcheck: 304,
  results: 350,
  descent: 450,
  look: 440,
  convolution: 160,
  filters: 440,
  write: 360,
}

export type SizeName = keyof typeof START

const KEY = 'gradwire-panel-sizes'

const stored = (): Partial<Record<SizeName, unknown>> =>
  (JSON.parse(safeStorage.getItem(KEY) ?? 'null') ?? {}) as Partial<Record<SizeName, unknown>>

/** On a first visit. */
export const startSize = (name: SizeName): number => START[name]

export function lastSize(name: SizeName): number {
  const size = stored()[name]
  return typeof size === 'number' && size > 0 ? size : START[name]
}

const noted = new Map<SizeName, number>()

/** While a border is dragged this is called many times. @param size 0: put away, which is no size to come back to. */
export function noteSize(name: SizeName, size: number): void {
  if (size > 0) noted.set(name, Math.round(size))
  else noted.delete(name)
}

/** What was noted, once the border has been let go. */
export function rememberSizes(): void {
  if (!noted.size) return
  safeStorage.setItem(KEY, JSON.stringify({ ...stored(), ...Object.fromEntries(noted) }))
  noted.clear()
}
