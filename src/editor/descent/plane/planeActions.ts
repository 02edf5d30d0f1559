/** @file What a person does on the map: choose the plane, put the start somewhere, let optimizers walk. */
import { DEFAULT_TRAINING } from '../../../graph'
import type { Critical, Grid, GridWindow } from '../../../runtime/protocol'
import type { EditorServices } from '../../state/context'
import { sceneStore, wordsOf } from '../sceneStore'
import { forgetTold, forgetWork, stoppedByHand } from '../work'
import { nextLevel, workOf } from './mapLevels'
import { NO_PLANE, planeStore, spaceOf, windowFor, zoomed, type PlaneState } from './planeStore'
import { settingsOf, walkersFor, type Walker } from './walkers'

/** Above so many parameters a point may take long: the first map is a rough one, and walks are shorter. */
const MANY = 20_000
const STEPS = 300
const STEPS_WHEN_MANY = 40

let turn = 0
let filled = -1

/** The graph is another one, or has other numbers: begin at its θ. */
export async function openPlane(services: EditorServices): Promise<void> {
  const { opened, document } = services.documents.getState()
  const { scene, version } = sceneStore.getState()
  const { parts = [] } = scene ?? {}
  const many = isMany()
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
  const { start, window, criticals, stopped, halted, walkers, trails } = planeStore.getState()
  if (!start || !window) return void showPlane(services, false)
  if (!halted && walkers.some(({ id, shown }) => shown && !trails[id])) {
    planeStore.setState({ start: [...start] })
    void walkAll(services)
  }
  if (!stopped && !criticals) void attempt(turn, () => drawGrid(services))
}

/** The plane as it is chosen now, from θ of the document. */
export async function showPlane(services: EditorServices, anew = true): Promise<void> {
  const mine = ++turn
  const state = planeStore.getState()
  const space = spaceOf(state)
  const map = { coarse: null, fine: null, criticals: null, drawing: null, pace: null }
  const nothing = { ...map, trails: {}, start: null, origin: null, t: null }
  planeStore.setState({ ...nothing, stopped: false, halted: false, problem: null })
  if (!space) return
  await attempt(mine, async () => {
    const wish = { space, start: null, moves: 'coordinates' as const }
    const answer = await services.client.descentWalk({ ...wish, settings: [settingsOf(state.walkers[0]!, 0, null)] })
    if (mine !== turn || answer.state === 'stopped') return
    if (answer.state === 'refused') return refuse(answer.problem)
    const [a, b] = answer.result[0]!.at as unknown as [number, number]
    // What is not a number cannot be drawn: walks begin elsewhere then.
    const start = [Number.isFinite(a) ? a : 0, Number.isFinite(b) ? b : 0] as const
    planeStore.setState({
      start,
      origin: [a, b],
      window: anew || !state.window ? windowFor(state.kind, start) : state.window,
    })
    // Something to look at comes first; then the walks and all that makes the map finer go side by side.
    const drawn = beginDrawing()
    let more = await drawLevel(services, drawn)
    if (mine !== turn) return
    void walkAll(services)
    while (more) more = await drawLevel(services, drawn)
  })
}

let drawing = 0

/** Ends what is drawn by now, as soon as it hears of it. */
function beginDrawing(): number {
  forgetWork('grid', 'criticals')
  planeStore.setState({ stopped: false })
  return ++drawing
}

/** The map over its window, ever finer, and its critical points; what is there already stays. */
export async function drawGrid(services: EditorServices): Promise<void> {
  const drawn = beginDrawing()
  while (await drawLevel(services, drawn));
}

/** @returns whether there is more to be drawn. */
async function drawLevel({ client }: EditorServices, drawn: number): Promise<boolean> {
  const { window, fine, pace, coarse, criticals, ...state } = planeStore.getState()
  const space = spaceOf(state)
  if (!window || !space) return false
  const mine = turn
  const current = () => mine === turn && drawn === drawing && planeStore.getState().window === window
  const level = nextLevel({ window, fine, coarse, pace }, isMany())
  if (!level && (criticals || !coarse)) return rest()
  // Stopped when a level had just ended: there was nothing to stop.
  if (stoppedByHand('grid') || stoppedByHand('criticals')) return rest({ stopped: true })
  forgetTold('grid', 'criticals')
  planeStore.setState({ drawing: level ?? 'places' })
  const begun = performance.now()
  const answer = level
    ? await client.descentGrid(space, window, level.points, level.points, level.sloped, fine)
    : await client.descentCriticals(space, coarse!)
  if (!current()) return false
  // The engine also stops for another graph, which is drawn then.
  if (answer.state === 'stopped') return rest({ stopped: stoppedByHand(level ? 'grid' : 'criticals') })
  if (answer.state === 'refused') {
    refuse(answer.problem)
    return rest()
  }
  if (!level) return rest({ criticals: answer.result as readonly Critical[] })
  const grid = answer.result as Grid
  const took = (performance.now() - begun) / workOf(level, fine)
  planeStore.setState({
    pace: Math.min(took, pace ?? Infinity),
    problem: null,
    ...(level.sloped ? { coarse: grid } : {}),
    ...(fine && fine.columns >= grid.columns ? {} : { fine: grid }),
  })
  return true
}

/** Nothing is drawn any more. */
function rest(change: Partial<PlaneState> = {}): false {
  planeStore.setState({ ...change, drawing: null })
  return false
}

const isMany = (): boolean => (sceneStore.getState().scene?.size ?? 0) > MANY

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
