/** @file Where the graph can be moved to from the map: the place where an optimizer stands, or the start. */
import { setTensors } from '../../../graph'
import type { EditorServices } from '../../state/context'
import { notify } from '../../state/notify'
import { formatNumber } from '../../format'
import { wordsOf } from '../sceneStore'
import { forgetWork, stoppedByHand } from '../work'
import { planeStore, spaceOf, type PlaneState } from './planeStore'
import { settingsOf } from './walkers'

export interface Place {
  /** Of the walker that stands here; null: the start. */
  readonly walker: string | null
  readonly title: string
  /** Steps that were made from the start. */
  readonly steps: number
  readonly at: readonly [number, number]
  /** null where it is not known yet. */
  readonly loss: number | null
  /** Why nobody wants to be here, or null. */
  readonly refused: string | null
}

/** Where each walker that is shown stands in the picture, in the order of the list, and the start at the end. */
export function placesOf({
  walkers,
  trails,
  t,
  start,
  origin,
}: Pick<PlaneState, 'walkers' | 'trails' | 't' | 'start' | 'origin'>): readonly Place[] {
  const ends = walkers.flatMap(({ id, title, shown }): Place[] => {
    const trail = trails[id]
    if (!shown || !trail) return []
    const whole = trail.losses.length - 1
    const steps = Math.min(whole, t ?? whole)
    const diverged = steps === whole && trail.state === 'diverged'
    return [
      {
        walker: id,
        title,
        steps,
        at: [trail.at[2 * steps]!, trail.at[2 * steps + 1]!],
        loss: trail.losses[steps]!,
        refused: diverged ? 'It diverges: what it ends with is of no use.' : null,
      },
    ]
  })
  if (!start) return ends
  const loss = Object.values(trails)[0]?.losses[0] ?? null
  const there = origin?.every((x, i) => x === start[i]) ?? false
  const refused = there ? 'The graph is here already.' : null
  return [...ends, { walker: null, title: 'The start', steps: 0, at: start, loss, refused }]
}

/** "SGD after 200 steps". */
export const placeTitle = ({ walker, title, steps }: Place): string =>
  walker === null ? title : `${title} after ${steps.toLocaleString('en')} ${steps === 1 ? 'step' : 'steps'}`

/** "u = 0.999, v = 1.00, L = 2.80×10⁻⁷". */
export const placeWords = ({ at, loss }: Place, names: readonly [string, string]): string =>
  [
    ...at.map((x, i) => `${names[i]!} = ${formatNumber(x)}`),
    ...(loss === null ? [] : [`L = ${formatNumber(loss)}`]),
  ].join(', ')

/** Writes θ as it is there into the document, all of it where all of θ moves: one step of undo. */
export async function takeOver(
  services: EditorServices,
  place: Place,
  names: readonly [string, string],
): Promise<void> {
  const before = planeStore.getState()
  const { start, moves, walkers } = before
  const space = spaceOf(before)
  const walker = walkers.find(({ id }) => id === place.walker)
  if (!space || !start) return
  forgetWork('end')
  planeStore.setState({ taking: true, problem: null })
  try {
    const { client, documents } = services
    const answer =
      walker && moves === 'all'
        ? await client.descentEnd({ space, start, moves, settings: settingsOf(walker, place.steps, null) })
        : await client.descentTheta(space, place.at)
    if (answer.state === 'refused')
      planeStore.setState({ problem: `${answer.problem.message} ${answer.problem.hint ?? ''}` })
    else if (answer.state === 'stopped')
      planeStore.setState({ problem: stoppedByHand('end') ? null : 'The graph has changed: nothing was taken over.' })
    else {
      const title = walker ? placeTitle(place) : 'the start'
      documents.run(setTensors(answer.result, `Take over ${title}`))
      const rest = walker && moves === 'all' ? ', with the rest of θ' : ''
      notify({
        tone: 'info',
        key: 'descent',
        message: `The graph is now ${walker ? `where ${title.replace(' after', ' was after')}` : 'at the start'}${rest}: ${placeWords(place, names)}.`,
        hint: 'Undo takes it back.',
      })
    }
  } catch (thrown) {
    planeStore.setState({ problem: wordsOf(thrown) })
  } finally {
    planeStore.setState({ taking: false })
  }
}
