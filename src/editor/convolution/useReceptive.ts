/** @file The receptive field of the cell under the hand. One question at a time: the newest wish follows the answer. */
import { useEffect, useRef, useState } from 'react'
import type { FieldAnswer, FieldAt } from '../../runtime/protocol'
import { useRun, useServices } from '../state/context'

export function useReceptive({ node, port, element }: FieldAt): FieldAnswer | null {
  const { client } = useServices()
  const revision = useRun((summary) => summary.revision)
  const [answer, setAnswer] = useState<FieldAnswer | null>(null)
  const busy = useRef(false)
  const wish = useRef<FieldAt | null>(null)
  useEffect(() => {
    wish.current = { node, port, element }
    const ask = () => {
      const at = wish.current
      if (busy.current || !at) return
      wish.current = null
      busy.current = true
      const settle = (found: FieldAnswer) => {
        busy.current = false
        setAnswer(found)
        ask()
      }
      client.receptiveField(at).then(settle, (problem: unknown) =>
        settle({
          state: 'none',
          reason: `The engine could not answer: ${problem instanceof Error ? problem.message : String(problem)}`,
        }),
      )
    }
    ask()
  }, [client, node, port, element, revision])
  return answer
}
