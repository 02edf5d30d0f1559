/** @file The long questions about one unit, piece by piece: the patches that excite it most, and the climb to its best input. */
import type { Ascent } from '../../runtime/protocol'
import type { EditorServices } from '../state/context'
import { lookStore, unitKey, type AscentState, type LookUnitAt, type ScanState } from './lookStore'

/** Places that are shown. */
const MOST_PLACES = 12

const words = (problem: unknown) => (problem instanceof Error ? problem.message : String(problem))

/** Looks through the data set. Ends when `scan` in the store is no longer its own. */
export async function searchPatches(
  { client, run, view }: EditorServices,
  unit: LookUnitAt,
  end: number,
): Promise<void> {
  const of = unitKey(unit)
  const { revision } = run.summary()
  let mine: ScanState = { of, end, revision, next: 0, best: [], running: true, problem: null }
  const show = (change: Partial<ScanState>) => lookStore.setState({ scan: (mine = { ...mine, ...change }) })
  const still = () => lookStore.getState().scan === mine
  show({})
  try {
    while (mine.next < end) {
      const { next, best } = mine
      const answer = await client.lookPatches({ ...unit, end, most: MOST_PLACES }, next ? { next, best } : null)
      if (!still()) return
      if (!answer.ok) return show({ running: false, problem: answer.reason })
      // The data set is smaller than was said.
      if (answer.next <= next) break
      show({ next: answer.next, best: answer.best })
    }
    show({ running: false })
    view.announce(`${mine.next} images were looked through. The strongest place is in image ${mine.best[0]?.example}.`)
  } catch (problem) {
    if (still()) show({ running: false, problem: words(problem) })
  }
}

export function stopSearch(): void {
  const { scan } = lookStore.getState()
  if (scan?.running) lookStore.setState({ scan: { ...scan, running: false } })
}

/** Gradient ascent on the image, shown as it goes. Ends when `ascent` in the store is no longer its own. */
export async function climb({ client, view }: EditorServices, unit: LookUnitAt): Promise<void> {
  const { climbSteps, seed, example } = lookStore.getState()
  let mine: AscentState = {
    of: unitKey(unit),
    running: true,
    problem: null,
    picture: null,
    range: [0, 1],
    steps: [],
    values: [],
    length: 0,
  }
  const show = (change: Partial<AscentState>) => lookStore.setState({ ascent: (mine = { ...mine, ...change }) })
  const still = () => lookStore.getState().ascent === mine
  show({})
  try {
    let from: Ascent | null = null
    do {
      const answer = await client.lookAscent({ ...unit, steps: climbSteps, seed, example }, from)
      if (!still()) return
      if (!answer.ok) return show({ running: false, problem: answer.reason })
      for (const { step, value } of answer.values) {
        mine.steps.push(step)
        mine.values.push(value)
      }
      show({ picture: answer.picture, range: answer.range, length: mine.steps.length })
      from = answer.next
    } while (from)
    show({ running: false })
    view.announce('The climb has ended.')
  } catch (problem) {
    if (still()) show({ running: false, problem: words(problem) })
  }
}

export function stopClimb(): void {
  const { ascent } = lookStore.getState()
  if (ascent?.running) lookStore.setState({ ascent: { ...ascent, running: false } })
}
