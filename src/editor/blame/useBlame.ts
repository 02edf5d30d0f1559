/** @file The engine's answer to a question, asked again when the numbers change. */
import { useEffect, useState } from 'react'
import type { Blame, BlameTarget } from '../../runtime/protocol'
import { useRun, useServices } from '../state/context'
import { useCalmRevision } from '../state/useCalmRevision'

export type BlameAnswer =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly blame: Blame | null }
  | { readonly state: 'failed'; readonly message: string }

export function useBlame(target: BlameTarget): BlameAnswer {
  const { client } = useServices()
  const revision = useCalmRevision()
  // In a recording, the step that is shown is asked about.
  const id = useRun(({ recorded }) => recorded?.id ?? null)
  const step = useRun(({ recorded }) => recorded?.step ?? 0)
  const [answer, setAnswer] = useState<{ target: BlameTarget; answer: BlameAnswer } | null>(null)
  useEffect(() => {
    let gone = false
    const settle = (next: BlameAnswer) => !gone && setAnswer({ target, answer: next })
    client.blame(target, id === null ? undefined : { id, step }).then(
      (blame) => settle({ state: 'ready', blame }),
      (problem: unknown) =>
        settle({ state: 'failed', message: problem instanceof Error ? problem.message : String(problem) }),
    )
    return () => {
      gone = true
    }
  }, [client, target, revision, id, step])
  // The last answer to the same question stands until the next is there: no flicker while training moves the numbers.
  return answer?.target === target ? answer.answer : { state: 'loading' }
}
