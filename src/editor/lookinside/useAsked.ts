/** @file Answers of the engine that follow the graph: asked again when its numbers change, one question at a time. */
import { useEffect, useRef, useState } from 'react'
import type { EngineClient, LookAnswer } from '../../runtime/protocol'
import { useRun, useServices } from '../state/context'

export type Asked<T> =
  | { readonly state: 'known'; readonly answer: T }
  | { readonly state: 'asking' }
  | { readonly state: 'refused'; readonly reason: string }

/** Between two answers, ms: a grid is painted ten times a second at most, and training keeps most of the engine. */
const REST_MS = 100
/** What runs the whole network and paints all of it comes twice a second. */
export const LONG_REST_MS = 500
/** While training, so many times as long as the answer took. */
const REST_FOR_COST = 3

interface Job {
  readonly question: string
  /** After it, at least. */
  readonly rest: number
  /** Whether the engine has other work, which must go on between two answers. */
  readonly isBusy: () => boolean
  readonly run: () => Promise<void>
}

/** Runs the newest job when the last one has ended and rested; what came between is left out. */
function createPump() {
  let busy = false
  let stopped = false
  let next: Job | null = null
  let last = ''
  let wake: (() => void) | null = null
  const rest = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      // Another question does not wait for the numbers of the last one.
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const go = async () => {
    busy = true
    while (next && !stopped) {
      const job: Job = next
      next = null
      last = job.question
      const began = performance.now()
      await job.run()
      await rest(job.isBusy() ? Math.max(job.rest, REST_FOR_COST * (performance.now() - began)) : job.rest)
    }
    busy = false
  }
  return {
    want(job: Job) {
      stopped = false
      next = job
      if (job.question !== last) wake?.()
      if (!busy) void go()
    },
    stop() {
      stopped = true
      next = null
      wake?.()
    },
  }
}

/**
 * @param question names what is asked; while it stays the same, the last answer stays until the next one comes.
 * @param ask null: nothing is asked.
 * @param rest between an answer and the next question, ms at least.
 */
export function useAsked<T>(
  question: string,
  ask: ((client: EngineClient) => Promise<LookAnswer<T>>) | null,
  rest = REST_MS,
): Asked<T> {
  const { client, training } = useServices()
  const revision = useRun((summary) => summary.revision)
  const [pump] = useState(createPump)
  const [known, setKnown] = useState<{ readonly question: string; readonly asked: Asked<T> } | null>(null)
  const latest = useRef(ask)
  latest.current = ask
  const wanted = ask !== null
  useEffect(() => {
    if (!wanted) return
    pump.want({
      question,
      rest,
      isBusy: () => training.getState().progress?.status === 'running',
      async run() {
        const asked = await answerOf(latest.current, client)
        if (asked) setKnown({ question, asked })
      },
    })
  }, [pump, client, training, question, revision, rest, wanted])
  useEffect(() => () => pump.stop(), [pump])
  return known?.question === question ? known.asked : { state: 'asking' }
}

async function answerOf<T>(
  ask: ((client: EngineClient) => Promise<LookAnswer<T>>) | null,
  client: EngineClient,
): Promise<Asked<T> | null> {
  try {
    const answer = await ask?.(client)
    if (!answer) return null
    return answer.ok ? { state: 'known', answer } : { state: 'refused', reason: answer.reason }
  } catch (problem) {
    return { state: 'refused', reason: problem instanceof Error ? problem.message : String(problem) }
  }
}
