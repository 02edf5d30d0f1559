/** @file The optimizers and schedules that the engine knows: asked once, and again from an engine that could not say. */
import { useEffect, useState } from 'react'
import type { EngineClient, TrainingChoices } from '../../runtime/protocol'
import { useServices } from '../state/context'

const answers = new WeakMap<EngineClient, Promise<TrainingChoices>>()

function ask(client: EngineClient): Promise<TrainingChoices> {
  let answer = answers.get(client)
  if (!answer) {
    answer = client.trainingChoices()
    answer.catch(() => answers.delete(client))
    answers.set(client, answer)
  }
  return answer
}

/** null until they have come. */
export function useChoices(): TrainingChoices | null {
  const { client } = useServices()
  const [choices, setChoices] = useState<TrainingChoices | null>(null)
  useEffect(() => {
    let wanted = true
    ask(client).then(
      (given) => wanted && setChoices(given),
      () => {},
    )
    return () => {
      wanted = false
    }
  }, [client])
  return choices
}
