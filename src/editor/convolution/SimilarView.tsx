/** @file The response as what it is: high where the local geometry resembles the filter. Cosine beside the raw numbers. */
import { Button, Group, Switch } from '@mantine/core'
import { useState } from 'react'
import { formatNumber } from '../format'
import { CellGrid } from '../inside/CellGrid'
import { channelsOf, flat, kernelIndices, patchIndices, pick } from '../inside/convolution'
import { cellCosine } from './cellCosine'
import { ChangeImage } from './ChangeImage'
import type { ConvView } from './convView'
import { KernelFields } from './KernelFields'
import { CellMap, InputMap } from './maps'
import { placeAt } from './place'
import { useSimilarity } from './useSimilarity'
import { known } from './useForward'

const nothing = () => {}

export function SimilarView(view: ConvView) {
  const { node, name, forward, chosen } = view
  const { layer, sizes } = forward
  const { cell } = chosen
  const [centred, setCentred] = useState(false)
  const answer = useSimilarity({ node: node.id, example: cell.example, channel: cell.channel, centred })
  const map = answer?.state === 'map' && answer.cosine.length === sizes.y[2]! * sizes.y[3]! ? answer : null
  const go = (label: string, index: number | undefined) => (
    <Button disabled={index === undefined} onClick={() => index !== undefined && chosen.set(placeAt(sizes, index))}>
      {label}
    </Button>
  )
  return (
    <div className="gw-similar">
      <Group gap={10} align="center" className="gw-inside-bar gw-similar-bar">
        <KernelFields
          sizes={sizes}
          example={cell.example}
          channel={cell.channel}
          local={chosen.local}
          set={chosen.set}
        />
        {go('Most alike', map?.most)}
        {go('Most opposite', map?.least)}
        <Switch
          size="xs"
          label="Compare shapes only: mean brightness taken off"
          checked={centred}
          onChange={(event) => setCentred(event.currentTarget.checked)}
        />
        <ChangeImage node={node.id} />
      </Group>
      <p className="gw-inside-geometry">
        A response is high where the image, seen through the window, looks like the kernel: bright where the kernel is
        positive, dark where it is negative. The cosine takes the contrast out: 1 is the same pattern, 0 has nothing to
        do with it, −1 is its negative.
      </p>
      <div className="gw-similar-body">
        <div className="gw-slide-maps">
          <InputMap
            {...view}
            onChoose={nothing}
            caption={`the image: input channel ${channelsOf(sizes, cell.channel)[0] + chosen.local}`}
          />
          <CellMap
            forward={forward}
            chosen={chosen}
            onChoose={nothing}
            data={known(layer.y).data}
            first={flat(sizes.y, [cell.example, cell.channel, 0, 0])}
            label={`Responses of kernel ${cell.channel} of ${name}; arrow keys choose a cell`}
            caption={`raw response of kernel ${cell.channel}`}
          />
          {map ? (
            <CellMap
              forward={forward}
              chosen={chosen}
              onChoose={nothing}
              data={map.cosine}
              first={0}
              limit={1}
              label={`Cosine of each patch and kernel ${cell.channel}; arrow keys choose a cell`}
              caption="cosine similarity, −1 … 1"
            />
          ) : (
            <p className="gw-inspector-note">{answer?.state === 'none' ? answer.reason : 'Comparing…'}</p>
          )}
        </div>
        <Lengths {...view} centred={centred} />
      </div>
    </div>
  )
}

/** The chosen cell in numbers. */
function Lengths({
  forward: { layer, sizes },
  chosen: { cell, local },
  centred,
}: ConvView & { readonly centred: boolean }) {
  const [x, weight] = [known(layer.x).data, known(layer.weight).data]
  const { response, patch, kernel, cosine } = cellCosine(sizes, x, weight, cell, centred)
  const columns = sizes.weight[3]!
  const under = patchIndices(sizes, cell, local)
  return (
    <section className="gw-inside-details" tabIndex={0} aria-label="The chosen patch and the kernel">
      <h3>
        Patch at [{cell.row}, {cell.column}]: {likeness(cosine)}
      </h3>
      <div className="gw-similar-numbers">
        <div className="gw-conv-grids">
          <CellGrid
            caption="patch"
            numbers={pick(x, under)}
            padded={under.map((at) => at < 0)}
            columns={columns}
            tone="value"
          />
          <span aria-hidden="true">and</span>
          <CellGrid
            caption={`kernel ${cell.channel}`}
            numbers={pick(weight, kernelIndices(sizes, cell.channel, local))}
            columns={columns}
            tone="parameter"
          />
        </div>
        <table className="gw-sum-table" aria-label="The response as lengths and a cosine">
          <tbody>
            <Row name="length of the patch ‖p‖" value={patch} />
            <Row name="length of the kernel ‖k‖" value={kernel} />
            <Row name="cosine of their angle" value={cosine} />
          </tbody>
          <tfoot>
            <Row name={`‖p‖ · ‖k‖ · cos φ = response${layer.bias ? ', without its bias' : ''}`} value={response} />
          </tfoot>
        </table>
      </div>
      <p>
        The raw response grows with contrast: a bright patch answers strongly even if it is only half like the kernel.
        The cosine asks for the pattern alone, so it is high in faint places too. Where a patch or the kernel is all 0,
        it is 0.
      </p>
    </section>
  )
}

const Row = ({ name, value }: { readonly name: string; readonly value: number }) => (
  <tr>
    <th scope="row">{name}</th>
    <td>{formatNumber(value)}</td>
  </tr>
)

function likeness(cosine: number): string {
  const size = Math.abs(cosine)
  if (size < 0.2) return 'nothing in common'
  const how = size > 0.9 ? 'very much' : size > 0.6 ? 'much' : 'a little'
  return cosine > 0 ? `${how} like the kernel` : `${how} like its negative`
}
