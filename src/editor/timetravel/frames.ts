/** @file Recorded steps on the page: fetched when they are first looked at, the last ones kept, the neighbours fetched ahead. */
import type { EngineClient, RecordedFrame, TraceEvent } from '../../runtime/protocol'

/** Elements that the kept frames may hold together: about 64 MB. */
const MOST_ELEMENTS = 2 ** 23
/** So many steps on either side of the one that is looked at are fetched ahead. */
const AHEAD = 2

export interface Frames {
  /** The frame of a step if it is here. */
  get(step: number): RecordedFrame | undefined
  /** Null when the engine does not have it any more. */
  load(step: number): Promise<RecordedFrame | null>
  /** Fetches the neighbours, one after another, as long as nothing else is asked for. */
  lookAhead(step: number): Promise<void>
}

export function createFrames(client: Pick<EngineClient, 'recordedFrame'>, id: number, steps: number): Frames {
  /** Oldest use first. */
  const kept = new Map<number, RecordedFrame>()
  const loading = new Map<number, Promise<RecordedFrame | null>>()
  let elements = 0
  let trace: readonly TraceEvent[] | null = null
  let asked = 0

  /** The same list of events for all steps, so that the page need not look at it again. */
  const withTrace = (frame: RecordedFrame): RecordedFrame => {
    trace ??= frame.trace
    const same = trace.length === frame.trace.length && trace.every(({ cost }, i) => cost === frame.trace[i]!.cost)
    return same ? { ...frame, trace } : frame
  }
  const keep = (frame: RecordedFrame) => {
    kept.set(frame.step, frame)
    elements += sizeOf(frame)
    for (const [step, old] of kept) {
      if (elements <= MOST_ELEMENTS || kept.size <= 2 * AHEAD + 1) break
      kept.delete(step)
      elements -= sizeOf(old)
    }
  }
  const load = (step: number): Promise<RecordedFrame | null> => {
    const here = kept.get(step)
    if (here) return Promise.resolve(here)
    let coming = loading.get(step)
    if (!coming) {
      coming = client
        .recordedFrame(id, step)
        .then((frame) => {
          const known = frame && withTrace(frame)
          if (known) keep(known)
          return known
        })
        .finally(() => loading.delete(step))
      loading.set(step, coming)
    }
    return coming
  }
  return {
    get(step) {
      const frame = kept.get(step)
      if (frame) {
        kept.delete(step)
        kept.set(step, frame)
      }
      return frame
    },
    load,
    async lookAhead(step) {
      const mine = ++asked
      for (let distance = 1; distance <= AHEAD; distance++)
        for (const next of [step + distance, step - distance]) {
          if (next < 0 || next >= steps || kept.has(next)) continue
          if (!(await load(next)) || mine !== asked) return
        }
    },
  }
}

function sizeOf({ views }: RecordedFrame): number {
  let size = 0
  for (const kind of Object.values(views)) for (const { head } of Object.values(kind)) size += head.length
  return size
}
