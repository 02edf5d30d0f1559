/** @file What the cell sees of the graph's image, through all layers before it. */
import { useMemo } from 'react'
import type { ImageField, LayerField } from '../../runtime/protocol'
import { portKey } from '../../graph'
import { nodeName } from '../format'
import { flat } from '../inside/convolution'
import { Heat } from '../inside/Heat'
import { useNumbers } from '../inside/useNumbers'
import { useDocument } from '../state/context'
import type { ConvView } from './convView'
import { patchWords } from './mapWords'
import { useReceptive } from './useReceptive'

/** Longest side of the picture, px: beside it stands the table of layers. */
const FIELD = 196
const NO_MARKS = [] as const
const nothing = () => {}

export function FieldPart({ node, name, forward: { sizes }, chosen: { cell } }: ConvView) {
  const element = flat(sizes.y, [cell.example, cell.channel, cell.row, cell.column])
  const answer = useReceptive({ node: node.id, port: 'y', element })
  if (!answer) return null
  if (answer.state === 'none') return <p className="gw-inspector-note">{answer.reason}</p>
  const read = node.wires.x?.node
  return (
    <section className="gw-slide-field" aria-label="Receptive field">
      <h4>What this cell sees of the input</h4>
      {answer.images.every((image) => image.node === read) ? (
        <p>
          {name} reads the input itself: the cell sees the patch under the kernel, {patchWords(sizes)}, and nothing
          else.
        </p>
      ) : (
        <div>
          {answer.images.map((image) => (
            <FieldImage key={image.node} field={image} name={name} />
          ))}
          <Layers layers={answer.layers} first={node.id} />
        </div>
      )}
    </section>
  )
}

/** The input itself, with the field on it. */
function FieldImage({ field, name }: { readonly field: ImageField; readonly name: string }) {
  const numbers = useNumbers({ kind: 'values', key: portKey(field.node, 'y') })
  const label = useDocument((state) => nodeName(state.document, field.node))
  const data = numbers.state === 'known' ? numbers.data : null
  const [channels, rows, columns] = field.shape.slice(-3) as [number, number, number]
  const example = field.example * channels * rows * columns
  // Of colours the brightness: the field is the same in each.
  const grey = useMemo(
    () => data && brightnessOf(data, example, channels, rows * columns),
    [data, example, channels, rows, columns],
  )
  if (!grey || numbers.state !== 'known' || numbers.shape.join() !== field.shape.join()) return null
  const { box } = field
  return (
    <figure>
      <figcaption>
        receptive field on {label}: {box.rows} × {box.columns} pixels
      </figcaption>
      <Heat
        data={grey}
        first={0}
        rows={rows}
        columns={columns}
        tone="value"
        photo
        limit={1}
        marks={NO_MARKS}
        shade={field}
        largest={FIELD}
        label={`Receptive field of the cell of ${name} on ${label}`}
        valueText={`rows ${box.top} to ${box.top + box.rows - 1}, columns ${box.left} to ${box.left + box.columns - 1}`}
        onPick={nothing}
        onMove={nothing}
      />
    </figure>
  )
}

/** From the cell back to the image: how much of each tensor is seen. */
function Layers({ layers, first }: { readonly layers: readonly LayerField[]; readonly first: string }) {
  const document = useDocument((state) => state.document)
  return (
    <div className="gw-slide-layers">
      <table aria-label="Receptive field, layer by layer">
        <tbody>
          {layers.map(({ node, box, elements }) => (
            <tr key={node}>
              <th scope="row">{nodeName(document, node)}</th>
              <td>
                {box.rows} × {box.columns}
              </td>
              <td>
                {elements.toLocaleString('en')} {node === first ? 'cell' : elements === 1 ? 'number' : 'numbers'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        Stronger blue: more ways lead from that pixel to the cell. Of a max pool the whole window counts, whichever
        number won.
      </p>
    </div>
  )
}

/** From 0 (the darkest) to 1: grey alone, so that the field's colour is seen on it. */
function brightnessOf(data: ArrayLike<number>, first: number, channels: number, plane: number): Float64Array {
  const grey = new Float64Array(plane)
  for (let channel = 0; channel < channels; channel++)
    for (let i = 0; i < plane; i++) grey[i]! += data[first + channel * plane + i]! / channels
  let [darkest, brightest] = [Infinity, -Infinity]
  for (const value of grey) {
    darkest = Math.min(darkest, value)
    brightest = Math.max(brightest, value)
  }
  return grey.map((value) => (brightest > darkest ? (value - darkest) / (brightest - darkest) : 0))
}
