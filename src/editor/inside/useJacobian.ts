/** @file A local derivative, asked of the engine again whenever the numbers behind it change. */
import { useEffect, useState } from 'react'
import type { JacobianAnswer, JacobianAt } from '../../runtime/protocol'
import { useRun, useServices } from '../state/context'
import { useCalmRevision } from '../state/useCalmRevision'

export type AskedJacobian =
  JacobianAnswer | { readonly state: 'loading' } | { readonly state: 'failed'; readonly message: string }

const LOADING = { state: 'loading' } as const

export function useJacobian({ node, port, output }: Required<JacobianAt>, wanted: boolean): AskedJacobian {
  const { client } = useServices()
  const revision = useCalmRevision()
  const recorded = useRun((summary) => summary.recorded)
  const [id, step] = [recorded?.id ?? null, recorded?.step ?? 0]
  const question = `${node} ${port} ${output}`
  const [known, setKnown] = useState<{ readonly question: string; readonly answer: AskedJacobian } | null>(null)
  useEffect(() => {
    if (!wanted) return
    let gone = false
    const settle = (answer: AskedJacobian) => !gone && setKnown({ question, answer })
    client
      .jacobian({ node, port, output }, id === null ? undefined : { id, step })
      .then(settle, (problem: unknown) =>
        settle({ state: 'failed', message: problem instanceof Error ? problem.message : String(problem) }),
      )
    return () => {
      gone = true
    }
  }, [client, node, port, output, wanted, revision, id, step, question])
  // While newer numbers are on their way the last ones stay: the table does not blink as a network trains.
  return known?.question === question ? known.answer : LOADING
}
