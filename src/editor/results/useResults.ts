/** @file What the network makes of its examples, asked again as it moves: twice a second at least while it trains. */
import { startTransition, useEffect, useRef, useState } from 'react'
import type { DataAnswer, Results } from '../../runtime/protocol'
import { useRun, useServices, useTraining } from '../state/context'

/** ms from question to question: with what an answer takes to arrive and be drawn, they come twice a second. */
const EVERY = 400

export function useResults(): DataAnswer<Results> | null {
  const { client } = useServices()
  const revision = useRun((summary) => summary.revision)
  const running = useTraining((state) => state.progress?.status === 'running')
  const [found, setFound] = useState<DataAnswer<Results> | null>(null)
  const asking = useRef({ busy: false, wanted: false, last: -Infinity, quick: false, gone: false, answered: false })
  useEffect(() => {
    const state = asking.current
    state.gone = false
    return () => {
      state.gone = true
    }
  }, [])
  useEffect(() => {
    const state = asking.current
    state.wanted = true
    state.quick = running
    const ask = async () => {
      if (state.busy) return
      state.busy = true
      while (state.wanted && !state.gone) {
        const wait = state.last + EVERY - performance.now()
        if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
        if (state.gone) break
        // A large network takes seconds for all examples: the first answer is of a few.
        state.wanted = !state.answered && !state.quick
        const quick = state.quick || !state.answered
        state.answered = true
        state.last = performance.now()
        const answer = await client.results(quick).catch((reason: unknown): DataAnswer<Results> => ({
          ok: false,
          problem: { message: reason instanceof Error ? reason.message : String(reason), hint: '' },
        }))
        // In pieces: a matrix and fifty pictures of mistakes must not stop the page twice a second.
        if (!state.gone) startTransition(() => setFound(answer))
      }
      state.busy = false
    }
    void ask()
  }, [client, revision, running])
  return found
}
