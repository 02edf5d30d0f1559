/** @file The map of cosines, asked again when numbers change. The last one stays until the next is there. */
import { useEffect, useRef, useState } from 'react'
import type { SimilarityAnswer, SimilarityAt } from '../../runtime/protocol'
import { useRun, useServices } from '../state/context'

export function useSimilarity({ node, example, channel, centred }: SimilarityAt): SimilarityAnswer | null {
  const { client } = useServices()
  const revision = useRun((summary) => summary.revision)
  const recorded = useRun((summary) => summary.recorded)
  const [id, step] = [recorded?.id ?? null, recorded?.step ?? 0]
  const [answer, setAnswer] = useState<SimilarityAnswer | null>(null)
  const asked = useRef(0)
  useEffect(() => {
    const mine = ++asked.current
    const settle = (found: SimilarityAnswer) => mine === asked.current && setAnswer(found)
    client
      .similarity({ node, example, channel, centred }, id === null ? undefined : { id, step })
      .then(settle, (problem: unknown) =>
        settle({
          state: 'none',
          reason: `The engine could not answer: ${problem instanceof Error ? problem.message : String(problem)}`,
        }),
      )
  }, [client, node, example, channel, centred, id, step, revision])
  return answer
}
