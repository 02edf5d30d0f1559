/** @file What a person does on the map: choose the plane, put the start somewhere, let optimizers walk. */
import { DEFAULT_TRAINING } from '../../../graph'
import type { DescentKind, GridWindow } from '../../../runtime/protocol'
import type { EditorServices } from '../../state/context'
import { sceneStore, wordsOf } from '../sceneStore'
import { forgetWork, stoppedByHand } from '../work'
import { NO_PLANE, planeStore, spaceOf, windowFor, zoomed, type PlaneState } from './planeStore'
import { settingsOf, walkersFor, type Walker } from './walkers'

/** Points along each axis: first few with slopes, so that there is something at once, then many without. */
const COARSE = 25
const FINE = 91
/** Above so many parameters a point takes long: both grids are coarser, and walks shorter unless they are asked for. */
const MANY = 20_000
const COARSE_WHEN_MANY = 17
const FINE_WHEN_MANY = 41
const STEPS = 300
const STEPS_WHEN_MANY = 40

let turn = 0
let filled = -1

/** The graph is another one, or has other numbers: begin at its θ. */
export async function openPlane(services: EditorServices): Promise<void> {
  const { opened, document } = services.documents.getState()
  const { scene, version } = sceneStore.getState()
  const { parts = [], size = 0 } = scene ?? {}
  const many = size > MANY
  const before = planeStore.getState()
  const fresh = filled !== opened
  filled = opened
  const { optimizer, steps } = document.training ?? DEFAULT_TRAINING
  const numbers = parts.flatMap(({ key, size }) =>
    Array.from({ length: Math.min(size, 2) }, (_, element) => ({ key, element })),
  )
  const has = (at: PlaneState['a']) => at !== null && parts.some(({ key, size }) => key === at.key && at.element < size)
  const same = !fresh && has(before.a) && has(before.b)
  const first = byName(numbers)
  planeStore.setState({
    ...(fresh
      ? {
          ...NO_PLANE,
          version,
          turned: before.turned,
          walkers: walkersFor(optimizer),
          steps: Math.min(steps, many ? STEPS_WHEN_MANY : STEPS),
        }
      : { version }),
    ...(same ? {} : { a: first[0] ?? null, b: first[1] ?? null }),
    kind: fresh || before.kind === 'elements' ? (numbers.length < 2 ? 'random' : 'elements') : before.kind,
  })
  await showPlane(services, fresh || !same)
}

/** In the order of their names, so that u comes before v. */
function byName<T extends { readonly key: string; readonly element: number }>(numbers: readonly T[]): readonly T[] {
  return [...numbers].sort((x, y) => x.key.localeCompare(y.key, 'en') || x.element - y.element)
}

/** Somebody is here again, and the graph is as it was: all stays, and what was left half done is done. */
export function resumePlane(services: EditorServices): void {
  const { start, window, coarse, fine, criticals, stopped, halted, walkers, trails } = planeStore.getState()
  if (!start || !window) return void showPlane(services, false)
  if (!halted && walkers.some(({ id, shown }) => shown && !trails[id])) {
    planeStore.setState({ start: [...start] })
    void walkAll(services)
  }
  if (!stopped && !(coarse && fine && criticals)) void attempt(turn, () => drawGrid(services))
}

/** The plane as it is chosen now, from θ of the document. */
export async function showPlane(services: EditorServices, anew = true): Promise<void> {
  const mine = ++turn
  const state = planeStore.getState()
  const space = spaceOf(state)
  const nothing = { coarse: null, fine: null, criticals: null, trails: {}, start: null, origin: null, t: null }
  planeStore.setState({ ...nothing, stopped: false, halted: false, problem: null })
  if (!space) return
  await attempt(mine, async () => {
    const wish = { space, start: null, moves: 'coordinates' as const }
    const answer = await services.client.descentWalk({ ...wish, settings: [settingsOf(state.walkers[0]!, 0, null)] })
    if (mine !== turn || answer.state === 'stopped') return
    if (answer.state === 'refused') return refuse(answer.problem)
    const [a, b] = answer.result[0]!.at as unknown as [number, number]
    planeStore.setState({
      start: [a, b],
      origin: [a, b],
      window: anew || !state.window ? windowFor(state.kind, [a, b]) : state.window,
    })
    void walkAll(services)
    await drawGrid(services)
  })
}

/** The map over its window: coarse, fine, and its critical points; what is there already stays. */
export async function drawGrid({ client }: EditorServices): Promise<void> {
  const { window } = planeStore.getState()
  const space = spaceOf(planeStore.getState())
  if (!window || !space) return
  const mine = turn
  const current = () => mine === turn && planeStore.getState().window === window
  const many = (sceneStore.getState().scene?.size ?? 0) > MANY
  // The engine also stops for another graph, which is drawn then.
  const stop = (kind: DescentKind) => {
    if (stoppedByHand(kind)) planeStore.setState({ stopped: true })
  }
  forgetWork('grid', 'criticals')
  planeStore.setState({ stopped: false })
  const [few, lots] = many ? [COARSE_WHEN_MANY, FINE_WHEN_MANY] : [COARSE, FINE]
  const coarse = await client.descentGrid(space, window, few, few, true)
  if (!current()) return
  if (coarse.state === 'stopped') return stop('grid')
  if (coarse.state === 'refused') return refuse(coarse.problem)
  planeStore.setState({ coarse: coarse.result, criticals: null, problem: null })
  const fine = await client.descentGrid(space, window, lots, lots, false)
  if (!current()) return
  if (fine.state === 'stopped') return stop('grid')
  if (fine.state === 'done') planeStore.setState({ fine: fine.result })
  const criticals = await client.descentCriticals(space, coarse.result)
  if (!current()) return
  if (criticals.state === 'stopped') return stop('criticals')
  if (criticals.state === 'done') planeStore.setState({ criticals: criticals.result })
}

function setWindow(services: EditorServices, window: GridWindow): void {
  planeStore.setState({ window, fine: null, criticals: null })
  void attempt(turn, () => drawGrid(services))
}

export function zoom(services: EditorServices, factor: number): void {
  const { window } = planeStore.getState()
  if (window) setWindow(services, zoomed(window, factor))
}

let wanted: readonly [number, number] | null = null
let walking = false

/** Puts the start there. While the hand moves, only the newest place is walked from. */
export function place(services: EditorServices, start: readonly [number, number]): void {
  planeStore.setState({ start, t: null })
  void walkAll(services)
}

/** All shown walkers from the start, each with the rules of training. */
async function walkAll(services: EditorServices): Promise<void> {
  wanted = planeStore.getState().start
  if (walking) return
  walking = true
  forgetWork('trails')
  planeStore.setState({ walking, halted: false })
  const mine = turn
  await attempt(mine, async () => {
    for (let from: typeof wanted = null; wanted && wanted !== from && mine === turn;) {
      from = wanted
      await walkFrom(services, from)
    }
  })
  walking = false
  planeStore.setState({ walking })
  if (mine !== turn && planeStore.getState().start) void walkAll(services)
}

async function walkFrom({ client }: EditorServices, start: readonly [number, number]): Promise<void> {
  const state = planeStore.getState()
  const space = spaceOf(state)
  const shown = state.walkers.filter((walker) => walker.shown)
  if (!space) return
  const mine = turn
  const settings = shown.map((walker) => settingsOf(walker, state.steps, null))
  const answer = await client.descentTrails({ space, start, settings, moves: state.moves })
  if (mine !== turn) return
  if (answer.state === 'refused') return refuse(answer.problem)
  if (answer.state === 'stopped') return planeStore.setState({ halted: stoppedByHand('trails') })
  planeStore.setState({
    trails: Object.fromEntries(shown.map(({ id }, i) => [id, answer.result[i]!])),
    problem: null,
  })
}

/** Walks again with other rules from the same start. */
export function walkAnew(
  services: EditorServices,
  change: Partial<Pick<PlaneState, 'walkers' | 'steps' | 'moves'>>,
): void {
  const { start } = planeStore.getState()
  // Another place by identity: the same start is walked from once more.
  planeStore.setState({ ...change, t: null, start: start && [start[0], start[1]] })
  void walkAll(services)
}

export function changeWalker(services: EditorServices, id: string, change: (walker: Walker) => Walker): void {
  const { walkers } = planeStore.getState()
  walkAnew(services, { walkers: walkers.map((walker) => (walker.id === id ? change(walker) : walker)) })
}

function refuse({ message, hint }: { readonly message: string; readonly hint?: string }): void {
  planeStore.setState({ problem: `${message} ${hint ?? ''}` })
}

/** What the engine cannot answer is said instead of thrown. */
async function attempt(mine: number, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (thrown) {
    if (mine === turn) planeStore.setState({ problem: wordsOf(thrown) })
  }
}
