/** @file How wide or high the side panels are, and which are put away; remembered from visit to visit. CSS pixels. */
import { createStore } from 'zustand/vanilla'
import type { PanelName } from '../state/panels'
import { safeStorage } from './safeStorage'

interface Limits {
  readonly start: number
  readonly min: number
  readonly max: number
}

/** The bottom panel has a height for each of its tabs: charts need more room than a line of events. */
export type PaneName = PanelName | 'training'

export const LIMITS: Readonly<Record<PaneName, Limits>> = {
  left: { start: 208, min: 190, max: 420 },
  right: { start: 316, min: 250, max: 720 },
  bottom: { start: 160, min: 130, max: 640 },
  training: { start: 304, min: 200, max: 640 },
}

export interface Pane {
  readonly size: number
  readonly hidden: boolean
}

/** `training` is put away with `bottom`, whose second height it is. */
export type Panes = Readonly<Record<PaneName, Pane>>

const NAMES = Object.keys(LIMITS) as PaneName[]
const KEY = 'gradwire-panes'

/** @param size where the border was pulled to: below half the least size the panel is put away, keeping its old size. */
export function resized(name: PaneName, pane: Pane, size: number): Pane {
  const { min, max } = LIMITS[name]
  if (size < min / 2) return { size: pane.size, hidden: true }
  return { size: Math.round(Math.min(max, Math.max(min, size))), hidden: false }
}

/** What was stored, as far as it makes sense; for the rest, how a first visit begins. */
export function readPanes(stored: string | null): Panes {
  let found: Partial<Record<string, { size?: unknown; hidden?: unknown } | null>> = {}
  try {
    found = (JSON.parse(stored ?? '{}') ?? {}) as typeof found
  } catch {
    // Written by something else: as on a first visit.
  }
  const pane = (name: PaneName): Pane => {
    const { start, min, max } = LIMITS[name]
    const { size, hidden } = found[name] ?? {}
    const fits = typeof size === 'number' && size >= min && size <= max
    return { size: fits ? size : start, hidden: hidden === true }
  }
  return Object.fromEntries(NAMES.map((name) => [name, pane(name)])) as Panes
}

export const panes = createStore<Panes>(() => readPanes(safeStorage.getItem(KEY)))

/** While a border is dragged this is called many times; `remember` once, at the end. */
export function setPane(name: PaneName, change: (pane: Pane) => Pane): void {
  panes.setState({ [name]: change(panes.getState()[name]) })
}

/** Pulls the border of a panel; its size is kept under `key`. */
export function pull(name: PanelName, key: PaneName, to: number): void {
  const { size, hidden } = resized(key, { size: panes.getState()[key].size, hidden: panes.getState()[name].hidden }, to)
  setPane(key, (pane) => ({ ...pane, size }))
  setPane(name, (pane) => ({ ...pane, hidden }))
}

export function remember(): void {
  safeStorage.setItem(KEY, JSON.stringify(panes.getState()))
}
