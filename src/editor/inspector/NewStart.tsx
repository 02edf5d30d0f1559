/** @file Starting the parameters of a node anew, from a seed. */
import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import { DEFAULT_TRAINING, nodeName, own, setTensors, setTraining } from '../../graph'
import { NumberField } from '../fields'
import { useDocument, useServices } from '../state/context'

export interface NewStartProps {
  readonly node: string
  /** "node.port" of each of its parameters. */
  readonly keys: readonly string[]
}

/**
 * Forgets the values that the document holds: they are then drawn again from the document's seed. Values that were
 * drawn from this very seed need another one to change, so the next seed is offered.
 */
export function NewStart({ node, keys }: NewStartProps) {
  const { documents } = useServices()
  const name = useDocument((state) => nodeName(state.document, node))
  const kept = useDocument((state) => keys.some((key) => own(state.document.tensors, key) !== undefined))
  const seed = useDocument((state) => (state.document.training ?? DEFAULT_TRAINING).seed)
  const [typed, setTyped] = useState<number | null>(null)
  const wanted = typed ?? (kept ? seed : seed + 1)
  const restart = () => {
    // One entry of history for both: undoing brings back the values and the seed.
    const mergeKey = `restart ${node} ${performance.now()}`
    documents.run(
      setTensors(Object.fromEntries(keys.map((key) => [key, undefined])), `Start ${name} anew`, { mergeKey }),
    )
    if (wanted !== seed) documents.run(setTraining({ seed: wanted }, { mergeKey }))
    setTyped(null)
  }
  return (
    <section className="gw-parameter" aria-label="New start">
      <Group gap={8} align="flex-end" wrap="nowrap">
        <NumberField label="Seed" w={96} value={wanted} integer min={0} max={0xffffffff} onCommit={setTyped} />
        <Button onClick={restart} aria-label={`Re-initialise the parameters of ${name}`}>
          Re-initialise
        </Button>
      </Group>
      <p className="gw-inspector-note">
        The seed belongs to the graph: every parameter without values of its own starts from it.
      </p>
    </section>
  )
}
