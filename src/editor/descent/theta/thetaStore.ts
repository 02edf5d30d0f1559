/** @file All of θ: the gradient through the steps of training, the range test, the schedules. Asked of the engine on demand. */
import { createStore } from 'zustand/vanilla'
import { DEFAULT_TRAINING, setTensors, setTraining, type TrainingSettings } from '../../../graph'
import type { FollowReport, RangeReport, RateCurves, StudyAnswer } from '../../../runtime/protocol'
import type { EditorServices } from '../../state/context'
import { notify } from '../../state/notify'
import { formatNumber } from '../../format'
import { sameGraph, sceneStore, wordsOf } from '../sceneStore'
import { stopWork } from '../work'

export type ThetaTab = 'gradient' | 'range' | 'schedules'

export interface ThetaState {
  readonly tab: ThetaTab
  readonly steps: number
  readonly followed: FollowReport | null
  readonly following: boolean
  /** The step that is looked at, counted from 0. */
  readonly t: number
  readonly range: RangeReport | null
  readonly ranging: boolean
  readonly from: number
  readonly to: number
  readonly rangeSteps: number
  readonly rates: RateCurves | null
  readonly problem: string | null
}

const NOTHING = { followed: null, following: false, t: 0, range: null, ranging: false, problem: null } as const

export const thetaStore = createStore<ThetaState>(() => ({
  tab: 'gradient',
  steps: 100,
  from: 1e-5,
  to: 10,
  rangeSteps: 100,
  rates: null,
  ...NOTHING,
}))

/** What the Training tab says. */
const trainingOf = ({ documents }: EditorServices): TrainingSettings =>
  documents.getState().document.training ?? DEFAULT_TRAINING

// The graph has changed: what was found is out of date, whichever view is open.
sceneStore.subscribe((now, before) => {
  if (now.version !== before.version || (before.scene && !now.scene)) thetaStore.setState(NOTHING)
})

/** The newest of each: an older one, of another graph, has nothing to say any more. */
const newest = { follow: 0, range: 0 }

/**
 * Trains a copy, from θ of the document, and keeps what the gradient was in each step. It goes on while somebody looks
 * elsewhere; an answer about a graph that has changed meanwhile is let go.
 */
export async function follow(services: EditorServices): Promise<void> {
  const mine = ++newest.follow
  thetaStore.setState({ following: true, problem: null })
  const { steps } = thetaStore.getState()
  const same = sameGraph(services)
  const report = await ask(services.client.descentFollow({ ...trainingOf(services), steps }))
  if (mine !== newest.follow) return
  if (report && same()) thetaStore.setState({ followed: report, t: report.losses.length - 1 })
  thetaStore.setState({ following: false })
}

/** As `follow`: it goes on while somebody looks elsewhere. */
export async function runRange(services: EditorServices): Promise<void> {
  const mine = ++newest.range
  thetaStore.setState({ ranging: true, problem: null })
  const { from, to, rangeSteps } = thetaStore.getState()
  const same = sameGraph(services)
  const report = await ask(
    services.client.descentRange({ settings: trainingOf(services), from, to, steps: rangeSteps }),
  )
  if (mine !== newest.range) return
  if (report && same()) thetaStore.setState({ range: report })
  thetaStore.setState({ ranging: false })
}

export function stop({ client }: EditorServices): void {
  stopWork(client, 'follow')
  stopWork(client, 'range')
}

export async function loadRates(services: EditorServices): Promise<void> {
  const rates = await ask(services.client.descentRates(trainingOf(services)))
  if (rates) thetaStore.setState({ rates })
}

async function ask<T>(question: Promise<StudyAnswer<T>>): Promise<T | null> {
  try {
    const answer = await question
    if (answer.state === 'done') return answer.result
    if (answer.state === 'refused')
      thetaStore.setState({ problem: `${answer.problem.message} ${answer.problem.hint ?? ''}` })
  } catch (thrown) {
    thetaStore.setState({ problem: wordsOf(thrown) })
  }
  return null
}

/** θ after the followed steps, as one step of undo. */
export function takeOver(services: EditorServices): void {
  const { followed } = thetaStore.getState()
  if (!followed) return
  const words = `θ after ${followed.losses.length} steps`
  services.documents.run(setTensors(followed.parameters, `Take over ${words}`))
  tell(`The graph now has ${words}.`)
}

/** No more digits than are shown. */
export const roundRate = (rate: number): number => Number(rate.toPrecision(3))

export function takeRate(services: EditorServices, rate: number): void {
  const { optimizer } = trainingOf(services)
  services.documents.run(setTraining({ optimizer: { ...optimizer, lr: roundRate(rate) } }))
  tell(`The learning rate η of the Training tab is now ${formatNumber(rate)}.`)
}

export function takeSchedule(services: EditorServices, schedule: TrainingSettings['schedule'], title: string): void {
  services.documents.run(setTraining({ schedule: schedule ?? null }))
  tell(
    schedule
      ? `The schedule of the Training tab is now “${title}”: training and “Follow the gradient” go by it.`
      : 'The Training tab now has no schedule: η stays as it is in every step.',
  )
}

const tell = (message: string) => notify({ tone: 'info', key: 'descent', message, hint: 'Undo takes it back.' })
