/** @file What a person does on the curve: choose a number, put the point somewhere, step, run, go back, take over. */
import { DEFAULT_TRAINING, setTensors, type TrainingSettings } from '../../../graph'
import type { ElementAt, SpaceWish, Trail } from '../../../runtime/protocol'
import type { EditorServices } from '../../state/context'
import { notify } from '../../state/notify'
import { formatNumber } from '../../format'
import { elementTitle, sceneStore, wordsOf } from '../sceneStore'
import { forgetWork, stoppedByHand } from '../work'
import { downhill, lineStore, NO_LINE, windowAround, windowFor, type Iterate } from './lineStore'
import { lineWords } from './lineWords'

/** Points of the curve: first a few, so that there is something at once. */
const COARSE = 41
const FINE = 321
/** And to find a window that shows where the way down ends. */
const PROBES = 21
/** Time between two pictures of a run, ms. */
const PACE = 70
/** So many steps are shown one by one; from there on a picture skips more and more of them. */
const SLOWEST = 15
/** A run that leaves the window widens it so many times at most: then it is on its way out. */
const MOST_WIDENINGS = 3

let turn = 0
let widened = 0
let timer: ReturnType<typeof setTimeout> | undefined

const space = (at: ElementAt): SpaceWish => ({ kind: 'elements', at: [at] })

function settingsFor(steps: number): TrainingSettings {
  const { eta, tolerance } = lineStore.getState()
  return { ...DEFAULT_TRAINING, optimizer: { kind: 'sgd', lr: eta }, steps, tolerance }
}

/** η, tolerance and t_max as the document's training has them; η of an adaptive optimizer is no η for descent. */
export function settingsOfDocument({ documents }: EditorServices) {
  const { optimizer, steps, tolerance } = documents.getState().document.training ?? DEFAULT_TRAINING
  const eta = (optimizer.kind === 'sgd' && optimizer.lr) || DEFAULT_TRAINING.optimizer.lr
  lineStore.setState({ eta, tolerance: tolerance ?? 1e-4, steps: Math.min(steps, 10_000) })
}

/** Begins at θ of the document, along this number. */
export async function openLine(services: EditorServices, at: ElementAt, keepWindow = false): Promise<void> {
  pause()
  const mine = ++turn
  const { eta, tolerance, steps, window } = lineStore.getState()
  const { version } = sceneStore.getState()
  lineStore.setState({ ...NO_LINE, at, eta, tolerance, steps, window, version })
  await attempt(mine, async () => {
    const found = await look(services, at, null)
    if (mine !== turn || !found) return
    const lost = !Number.isFinite(found.x)
    const start = lost ? await look(services, at, 0) : found
    if (mine !== turn || !start) return
    widened = 0
    const first = keepWindow ? window : windowFor(start.x)
    lineStore.setState({ trail: [start], window: first, lost, atDocument: !lost })
    const fitted = keepWindow ? first : await goodWindow(services, at, first)
    // Who chose another number or window meanwhile is drawing already.
    if (lineStore.getState().at !== at || lineStore.getState().window !== first) return
    if (!fitted) return stopDrawing()
    lineStore.setState({ window: fitted })
    await drawCurve(services)
  })
}

/** Somebody is here again, and the graph is as it was: all stays, and what was left half drawn is drawn. */
export function resumeLine(services: EditorServices, at: ElementAt): void {
  const line = lineStore.getState()
  const other = line.at?.key !== at.key || line.at.element !== at.element
  // A trail is kept, whichever node was selected meanwhile.
  const nothing = line.trail.length < 2 && (other || (!line.curve && !line.stopped))
  if (!line.at || nothing) void openLine(services, at)
  else if (line.drawing) void attempt(turn, () => drawCurve(services))
}

/** The engine also stops for another graph, which is drawn then. */
function stopDrawing(): void {
  if (stoppedByHand('curve')) lineStore.setState({ drawing: false, stopped: true })
}

/** Wide enough to see where the way down ends, as far as that is near: a few points tell. null: it was stopped. */
async function goodWindow(
  { client }: EditorServices,
  at: ElementAt,
  first: readonly [number, number],
): Promise<readonly [number, number] | null> {
  let window = first
  for (let i = 0; i < MOST_WIDENINGS; i++) {
    const answer = await client.descentCurve(space(at), ...window, PROBES, false)
    if (answer.state === 'stopped') return null
    const wider = answer.state === 'done' ? downhill(window, answer.result.loss) : null
    if (!wider) break
    window = wider
  }
  return window
}

/** The curve over the window as it is now. */
export async function drawCurve({ client }: EditorServices): Promise<void> {
  const { at, window } = lineStore.getState()
  if (!at) return
  forgetWork('curve')
  lineStore.setState({ drawing: true, stopped: false })
  const current = () => lineStore.getState().window === window && lineStore.getState().at === at
  for (const points of [COARSE, FINE]) {
    const answer = await client.descentCurve(space(at), ...window, points, points === FINE)
    if (!current()) return
    if (answer.state === 'stopped') return stopDrawing()
    if (answer.state === 'refused')
      return lineStore.setState({ drawing: false, problem: `${answer.problem.message} ${answer.problem.hint ?? ''}` })
    lineStore.setState({ curve: answer.result, drawing: points !== FINE, problem: null })
  }
}

function setWindow(services: EditorServices, window: readonly [number, number]): void {
  lineStore.setState({ window })
  void attempt(turn, () => drawCurve(services))
}

/** @param factor below 1: nearer, around the point. */
export function zoom(services: EditorServices, factor: number): void {
  const { window, trail } = lineStore.getState()
  const center = factor < 1 ? (trail.at(-1)?.x ?? 0) : (window[0] + window[1]) / 2
  const half = ((window[1] - window[0]) / 2) * factor
  setWindow(services, [center - half, center + half])
}

export function fitTrail(services: EditorServices): void {
  const { trail, curve } = lineStore.getState()
  const xs = [...trail.map(({ x }) => x), ...(curve?.criticals ?? []).map(({ at }) => at[0]!)]
  if (xs.length) setWindow(services, windowAround(xs))
}

let wanted: number | null = null

/** Puts the start there. While the hand moves, only the newest place is asked for. */
export async function place(services: EditorServices, x: number): Promise<void> {
  pause()
  const { at } = lineStore.getState()
  if (!at) return
  const busy = wanted !== null
  wanted = x
  if (busy) return
  const mine = ++turn
  await attempt(mine, async () => {
    for (let asked: number | null = null; wanted !== null && wanted !== asked;) {
      asked = wanted
      const start = await look(services, at, asked)
      if (mine !== turn || !start) break
      lineStore.setState({ trail: [start], ended: null, atDocument: false })
    }
  })
  wanted = null
}

export async function step(services: EditorServices): Promise<void> {
  pause()
  await attempt(turn, () => advance(services, 1))
  const { trail, at } = lineStore.getState()
  const last = trail.at(-1)
  if (at && last)
    services.view.announce(
      `t = ${trail.length - 1}: ${elementTitle(services, at.key, at.element)} = ${formatNumber(last.x)}, L = ${formatNumber(last.loss)}, slope ${formatNumber(last.slope)}.`,
    )
}

export function back(): void {
  pause()
  const { trail } = lineStore.getState()
  if (trail.length > 1) lineStore.setState({ trail: trail.slice(0, -1), ended: null })
}

export function restart(): void {
  pause()
  const { trail } = lineStore.getState()
  lineStore.setState({ trail: trail.slice(0, 1), ended: null })
}

export function pause(): void {
  clearTimeout(timer)
  lineStore.setState({ running: false })
}

/** Steps until it converges, diverges, or t = t_max; ever more steps a picture, so that long runs end too. */
export function start(services: EditorServices): void {
  lineStore.setState({ running: true })
  const still = window.matchMedia?.('(prefers-reduced-motion: reduce)').matches
  const tick = async () => {
    const { trail, steps } = lineStore.getState()
    const left = steps - (trail.length - 1)
    await attempt(turn, () => advance(services, still ? left : Math.max(1, Math.floor((trail.length - 1) / SLOWEST))))
    const { running, ended, at } = lineStore.getState()
    if (!running) return
    if (!ended) {
      timer = setTimeout(() => void tick(), PACE)
      return
    }
    lineStore.setState({ running: false })
    if (at) services.view.announce(lineWords(lineStore.getState(), elementTitle(services, at.key, at.element)).words)
  }
  void tick()
}

async function advance(services: EditorServices, count: number): Promise<void> {
  const { at, trail, ended, steps, eta } = lineStore.getState()
  const from = trail.at(-1)
  const left = steps - (trail.length - 1)
  if (!at || !from || ended || left <= 0) return lineStore.setState({ ended: ended ?? 'finished' })
  const [walked] = await walk(services, at, from.x, Math.min(count, left))
  // Meanwhile another number, start or rate may have been chosen.
  const now = lineStore.getState()
  if (!walked || now.at !== at || now.trail !== trail || now.eta !== eta) return
  const made = iterates(walked).slice(1)
  const grown = [...trail, ...made]
  const diverges = walked.state === 'diverged' || lineWords({ ...now, trail: grown }, '').growing
  const over = diverges
    ? 'diverged'
    : walked.state === 'converged'
      ? 'converged'
      : grown.length > steps
        ? 'finished'
        : null
  lineStore.setState({ trail: grown, ended: over })
  widen(services, grown)
}

/** So that the point stays in sight. */
function widen(services: EditorServices, trail: readonly Iterate[]) {
  const { window } = lineStore.getState()
  const { x } = trail.at(-1)!
  if ((x >= window[0] && x <= window[1]) || widened >= MOST_WIDENINGS) return
  widened++
  setWindow(
    services,
    windowAround([...window, Math.max(2 * window[0] - window[1], Math.min(2 * window[1] - window[0], x))]),
  )
}

/** Writes θ at the point into the document: one step of undo. */
export async function takeOver(services: EditorServices): Promise<void> {
  const { at, trail } = lineStore.getState()
  const last = trail.at(-1)
  if (!at || !last) return
  pause()
  await attempt(turn, async () => {
    const answer = await services.client.descentTheta(space(at), [last.x])
    if (answer.state !== 'done') return
    const name = elementTitle(services, at.key, at.element)
    services.documents.run(setTensors(answer.result, `Take over ${name} = ${formatNumber(last.x)}`))
    notify({
      tone: 'info',
      key: 'descent',
      message: `${name} is now ${formatNumber(last.x)} in the graph.`,
      hint: 'Undo takes it back.',
    })
  })
}

async function look(services: EditorServices, at: ElementAt, x: number | null): Promise<Iterate | undefined> {
  const [trail] = await walk(services, at, x, 0)
  return trail && iterates(trail)[0]
}

async function walk({ client }: EditorServices, at: ElementAt, x: number | null, steps: number) {
  const wish = { space: space(at), start: x === null ? null : [x], moves: 'coordinates' as const }
  const answer = await client.descentWalk({ ...wish, settings: [settingsFor(steps)] })
  forgetWork('walk')
  if (answer.state === 'refused')
    lineStore.setState({ problem: `${answer.problem.message} ${answer.problem.hint ?? ''}` })
  return answer.state === 'done' ? answer.result : []
}

const iterates = ({ at, losses, slopes }: Trail): Iterate[] =>
  Array.from(losses, (loss, i) => ({ x: at[i]!, loss, slope: slopes[i]! }))

/** What the engine cannot answer is said instead of thrown. */
async function attempt(mine: number, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (thrown) {
    if (mine === turn) lineStore.setState({ problem: wordsOf(thrown), running: false })
  }
}
