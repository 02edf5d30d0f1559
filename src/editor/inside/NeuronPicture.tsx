/** @file Inputs left, neurons right, a line a weight. Chosen by pointer and by arrow keys. */
import { useMemo, type KeyboardEvent, type MouseEvent } from 'react'
import { lineNumbers, type LayerSizes, type LineShows } from './lineNumbers'
import { NeuronColumns } from './NeuronColumns'
import { heightFor, placeAt, roomForLabels, rowsOf, type NeuronFrame } from './neuronGeometry'
import { moved, placeWords } from './places'
import type { Place } from './terms'
import type { Layer } from './useLayer'
import { useRoom } from './useRoom'
import { WeightLabels } from './WeightLabels'
import { AllWires, LitWires } from './Wires'

interface NeuronPictureProps {
  readonly layer: Layer
  readonly sizes: LayerSizes
  readonly name: string
  readonly shows: LineShows
  readonly place: Place
  readonly onChoose: (place: Place) => void
}

export function NeuronPicture({ layer, sizes, name, shows, place, onChoose }: NeuronPictureProps) {
  const { ref, width, height } = useRoom()
  const { units, inputs, example } = sizes
  const bias = layer.bias !== null
  const rows = rowsOf({ inputs, bias })
  const frame = useMemo<NeuronFrame>(
    () => ({
      width: Math.max(300, width),
      height: heightFor(units, rows, Math.max(180, height - 4)),
      units,
      inputs,
      bias,
    }),
    [width, height, units, inputs, rows, bias],
  )
  const { weight, dWeight, dBias, dy } = layer
  const wires = useMemo(
    () => lineNumbers(layer, { units, inputs, example }, shows),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the tensors of the layer that the lines read
    [weight, layer.bias, dWeight, dBias, dy, units, inputs, example, shows],
  )
  const onClick = (event: MouseEvent<SVGSVGElement>) => {
    const { left, top } = event.currentTarget.getBoundingClientRect()
    const found = placeAt(frame, { x: event.clientX - left, y: event.clientY - top })
    if (found) onChoose(found)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const next = moved(place, event.key, { units, rows, inputs })
    if (!next) return
    onChoose(next)
    event.preventDefault()
    event.stopPropagation()
  }
  const all = roomForLabels(frame)
  return (
    <div
      ref={ref}
      className="gw-neurons"
      role="slider"
      tabIndex={0}
      aria-label={`Neurons and weights of ${name}; arrow keys walk along them`}
      aria-valuemin={0}
      aria-valuemax={units * rows - 1}
      aria-valuenow={
        place.kind === 'input' ? place.input : place.neuron * rows + (place.kind === 'weight' ? place.input : 0)
      }
      aria-valuetext={placeWords(place, name, inputs)}
      onKeyDown={onKeyDown}
    >
      {width > 0 && (
        <>
          <AllWires frame={frame} wires={wires} shows={shows} />
          <svg width={frame.width} height={frame.height} onClick={onClick} aria-hidden="true">
            <LitWires frame={frame} wires={wires} shows={shows} lit={place} />
            <WeightLabels frame={frame} layer={layer} wires={wires} shows={shows} all={all} lit={place} />
          </svg>
          <NeuronColumns frame={frame} layer={layer} example={example} lit={place} />
        </>
      )}
    </div>
  )
}
