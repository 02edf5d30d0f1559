/**
 * @file Time travel as the page remembers it: the recordings, breakpoints, what is watched, what is compared. View state:
 * one page has one, and none of it is saved in the document. It is read by parts of the page that come when first needed.
 */
import { createStore } from 'zustand/vanilla'
import { useStore } from 'zustand'
import type { ComparedRow, RecordingState, Stop, WatchedTensor } from '../../runtime/protocol'
import type { GraphDocument } from '../../graph'

export interface Breakpoint {
  readonly id: number
  readonly stop: Stop
  readonly on: boolean
}

export interface KeptRecording {
  readonly state: RecordingState
  /** The graph as it was recorded. */
  readonly document: GraphDocument
}

interface Comparison {
  /** Counted from 0. */
  readonly step: number
  readonly rows: readonly ComparedRow[]
}

export interface TravelState {
  /** How many steps the next recording asks for. */
  readonly wish: number
  /** The latest recording; beside a run A it is run B. */
  readonly recording: KeptRecording | null
  /** Kept to be compared with. */
  readonly runA: KeptRecording | null
  /** While steps are being recorded. */
  readonly progress: { readonly made: number; readonly wanted: number } | null
  readonly breakpoints: readonly Breakpoint[]
  /** Where "continue" stopped last. */
  readonly hit: { readonly breakpoint: number; readonly position: number } | null
  readonly watched: readonly WatchedTensor[]
  /** Drawn on the canvas while it is there. */
  readonly comparison: Comparison | null
}

const START: TravelState = {
  wish: 5,
  recording: null,
  runA: null,
  progress: null,
  breakpoints: [],
  hit: null,
  watched: [],
  comparison: null,
}

export const travelStore = createStore<TravelState>(() => START)

/** Another document was opened: nothing of the last one is left. */
export function clearTravel(): void {
  travelStore.setState(START, true)
}

export function useTravel<T>(selector: (state: TravelState) => T): T {
  return useStore(travelStore, selector)
}

/** Which of two kept runs a recording is; null where it is the only one. */
export function shownRun(
  { recording, runA }: Pick<TravelState, 'recording' | 'runA'>,
  id: number | undefined,
): 'A' | 'B' | null {
  if (!runA || id === undefined) return null
  if (id === runA.state.id) return 'A'
  return id === recording?.state.id ? 'B' : null
}

/** What an accessible name says of the breakpoints on a node, its ports, or an edge; empty for none. */
export function breakpointWords(breakpoints: readonly Breakpoint[], kind: 'node' | 'edge', id: string): string {
  return breakpoints
    .flatMap(({ stop, on }) => {
      const off = on ? '' : ', off'
      if (kind === 'edge') return stop.kind === 'edge' && stop.edge === id ? [`, breakpoint${off}`] : []
      if (stop.kind === 'node' && stop.node === id) return [`, breakpoint${off}`]
      return stop.kind === 'port' && stop.node === id ? [`, breakpoint on ${stop.port}${off}`] : []
    })
    .join('')
}

export function useBreakpointWords(kind: 'node' | 'edge', id: string): string {
  return useTravel(({ breakpoints }) => breakpointWords(breakpoints, kind, id))
}
