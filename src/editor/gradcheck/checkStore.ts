/** @file The gradient check of the open graph: how far it is, what it found, and whether that still holds. */
import { createStore } from 'zustand/vanilla'
import { ops } from '../../ops'
import type { RunError, StudyProgress, SweepReport } from '../../runtime/protocol'
import type { EditorServices } from '../state/context'
import { clearMarks, overlays } from '../state/overlays'
import { summary, verdictsOf, type Verdicts } from './verdicts'

/** Elements of each tensor that are checked: drawn at random, the same ones each time; null for all. */
export const ELEMENTS = [10, 100, null] as const

export interface SweepChoice {
  readonly target: string
  readonly element: number
}

export interface CheckState {
  readonly state: 'none' | 'running' | 'ready' | 'stale' | 'refused'
  readonly progress: StudyProgress | null
  /** undefined until somebody chooses: all where that is quick. */
  readonly elements: (typeof ELEMENTS)[number] | undefined
  readonly found: (Verdicts & { readonly summary: string }) | null
  readonly problem: Pick<RunError, 'message' | 'hint'> | null
  readonly sweepAt: SweepChoice | null
  /** null while it is made. */
  readonly sweep: SweepReport | null
}

const NOTHING = { progress: null, found: null, problem: null, sweepAt: null, sweep: null } as const

export const gradcheck = createStore<CheckState>(() => ({ state: 'none', elements: undefined, ...NOTHING }))

/** Elements in all up to which every one is checked unless somebody chooses. */
const QUICK = 2000

/** What is checked of each tensor. */
export function elementsOf({ run, documents }: EditorServices): (typeof ELEMENTS)[number] {
  const { elements } = gradcheck.getState()
  if (elements !== undefined) return elements
  const sizes = Object.keys(documents.getState().document.edges).map((id) => sizeOf(run.tensor('edges', id)?.shape))
  const parameters = run.summary().trace.filter(({ kind }) => kind === 'parameter-gradient')
  sizes.push(...parameters.map(({ node, port }) => sizeOf(run.tensor('gradients', `${node}.${port}`)?.shape)))
  return sizes.reduce((sum, size) => sum + size, 0) <= QUICK ? null : 10
}

const sizeOf = (shape: readonly number[] | undefined) => shape?.reduce((product, size) => product * size, 1) ?? 0

/** Which run of which document: what a check was made of. */
const versionOf = ({ run, documents }: EditorServices) => `${documents.getState().opened} ${run.summary().revision}`

let watched: EditorServices | null = null
let version = ''

/** From the first check on: a change of the graph takes the marks away. */
function watch(services: EditorServices): void {
  if (watched === services) return
  watched = services
  const look = () => {
    if (versionOf(services) === version) return
    version = versionOf(services)
    const { state } = gradcheck.getState()
    if (state === 'none' || state === 'stale') return
    clearMarks()
    gradcheck.setState({ ...NOTHING, state: state === 'refused' ? 'none' : 'stale' })
    if (state === 'ready') services.view.announce('The gradient check is out of date: the graph has changed.')
  }
  services.run.subscribe(look)
  services.client.on('study', (progress) => {
    if (progress.kind === 'gradcheck' && gradcheck.getState().state === 'running') gradcheck.setState({ progress })
  })
}

/** Checks every parameter and every edge; the marks on the canvas say what was found. */
export async function startCheck(services: EditorServices): Promise<void> {
  const { client, documents, view } = services
  watch(services)
  version = versionOf(services)
  clearMarks()
  gradcheck.setState({ ...NOTHING, state: 'running' })
  const mine = version
  const still = () => version === mine && gradcheck.getState().state === 'running'
  try {
    const answer = await client.gradcheck({ elements: elementsOf(services) })
    if (!still() || answer.state === 'stopped') return
    if (answer.state === 'refused') {
      gradcheck.setState({ state: 'refused', problem: answer.problem })
      return
    }
    const { checks, tolerance } = answer.result
    const verdicts = verdictsOf(documents.getState().document, ops, checks)
    const words = summary(verdicts.list, tolerance)
    overlays.setState({ nodes: verdicts.nodes, edges: verdicts.edges })
    gradcheck.setState({ state: 'ready', progress: null, found: { ...verdicts, summary: words } })
    view.announce(words)
    const [worst] = verdicts.list
    if (worst?.check.worst)
      void startSweep(services, { target: worst.check.target, element: worst.check.worst.element })
  } catch (problem) {
    if (!still()) return
    const message = `The engine could not answer: ${problem instanceof Error ? problem.message : String(problem)}`
    gradcheck.setState({
      state: 'refused',
      problem: { message, hint: 'Check fewer elements, or load the page again.' },
    })
  }
}

/** The page is free at once; the engine stops within a slice of its work. */
export function stopCheck({ client, view }: EditorServices): void {
  gradcheck.setState({ ...NOTHING, state: 'none' })
  view.announce('The gradient check was stopped.')
  void client.stopStudy('gradcheck')
}

export async function startSweep({ client }: EditorServices, sweepAt: SweepChoice): Promise<void> {
  gradcheck.setState({ sweepAt, sweep: null })
  const answer = await client.sweep(sweepAt).catch(() => null)
  if (gradcheck.getState().sweepAt !== sweepAt || answer?.state === 'stopped') return
  if (answer?.state === 'done') gradcheck.setState({ sweep: answer.result })
  else gradcheck.setState({ sweepAt: null })
}
