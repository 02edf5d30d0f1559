/** @file An affine unrolled into scalar neurons and weights, for one example of the batch. */
import { Group, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import type { CheckedNode } from '../../check'
import { NumberField } from '../fields'
import { AffineDetails } from './AffineDetails'
import type { LineShows } from './lineNumbers'
import { NeuronPicture } from './NeuronPicture'
import type { Place } from './terms'
import { missing, useLayer } from './useLayer'

const SHOWS: readonly { readonly value: LineShows; readonly label: string }[] = [
  { value: 'weight', label: 'Weights' },
  { value: 'gradient', label: 'Gradients' },
  { value: 'sent', label: 'δ sent back' },
]

export function AffineInside({ node, name }: { readonly node: CheckedNode; readonly name: string }) {
  const layer = useLayer(node)
  const [example, setExample] = useState(0)
  const [shows, setShows] = useState<LineShows>('weight')
  const [chosen, setChosen] = useState<Place>({ kind: 'neuron', neuron: 0 })
  const { x, weight } = layer
  if (x.state !== 'known' || weight.state !== 'known')
    return <p className="gw-inspector-note gw-inside-note">{missing(x, weight)}</p>
  const [units, inputs] = [weight.shape[0]!, weight.shape[1]!]
  const examples = inputs ? x.data.length / inputs : 0
  if (!examples || !units) return <p className="gw-inspector-note gw-inside-note">This batch holds no example.</p>
  const at = Math.min(example, examples - 1)
  const place = within(chosen, units, inputs + (layer.bias ? 1 : 0))
  const sizes = { units, inputs, examples, example: at }
  return (
    <>
      <Group gap={12} className="gw-inside-bar">
        <NumberField
          label="Example"
          description={`0 … ${examples - 1}`}
          w={96}
          integer
          min={0}
          max={examples - 1}
          value={at}
          onCommit={(value) => setExample(value!)}
        />
        <SegmentedControl
          size="xs"
          aria-label="What the lines show"
          value={shows}
          onChange={(value) => setShows(value as LineShows)}
          data={[...SHOWS]}
        />
      </Group>
      <div className="gw-inside-body">
        <NeuronPicture layer={layer} sizes={sizes} name={name} shows={shows} place={place} onChoose={setChosen} />
        <AffineDetails layer={layer} sizes={sizes} name={name} place={place} />
      </div>
    </>
  )
}

/** The graph may have changed under what was chosen. @param rows inputs, and the bias. */
function within(place: Place, units: number, rows: number): Place {
  if (place.kind === 'input') return { kind: 'input', input: Math.min(place.input, rows - 1) }
  const neuron = Math.min(place.neuron, units - 1)
  if (place.kind === 'neuron') return { kind: 'neuron', neuron }
  return { kind: 'weight', neuron, input: Math.min(place.input, rows - 1) }
}
