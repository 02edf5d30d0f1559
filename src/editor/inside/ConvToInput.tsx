/** @file How δ flows to the input: a cell gives δ times the kernel to its patch; a pixel meets the kernel flipped. */
import { formatNumber } from '../format'
import { CellGrid } from './CellGrid'
import { cellNumbers, type ConvPart } from './convPart'
import { channelsOf, coveringCells, flipped, readersOf, sentBack, sumOf, type Pixel } from './convolution'
import { pixelsUnder } from './useCell'
import { at, missing } from './useLayer'

/** As many kernels as are listed one by one. */
const LISTED = 32

export function ConvToInput(part: ConvPart) {
  const { layer, sizes, chosen } = part
  const { cell, local, under, set } = chosen
  const numbers = cellNumbers(part)
  const { dy, dx } = layer
  const why = missing(dy, dx)
  if (why !== null) return <p className="gw-inspector-note">{why}</p>
  if (!numbers || numbers.delta === null || dy.state !== 'known') return null
  const { width, kernel, padded, patchAt, delta, weight } = numbers
  const index = under[0] * width + under[1]
  const [row, column] = pixelsUnder(sizes, cell)[index]!
  const channel = channelsOf(sizes, cell.channel)[0] + local
  const pixel: Pixel = { example: cell.example, channel, row, column }
  const choose = (to: number) => set({ under: [Math.floor(to / width), to % width] })
  return (
    <>
      <p>
        This cell sends <b data-tone="delta">δ = {formatNumber(delta)}</b> times the kernel back to its patch. What
        reaches the padding is dropped. Choose a pixel to see all that it gets.
      </p>
      <div className="gw-conv-grids">
        <CellGrid caption="kernel W" numbers={kernel} columns={width} tone="parameter" />
        <span aria-hidden="true">· δ =</span>
        <CellGrid
          caption="from this cell"
          numbers={kernel.map((w) => delta * w)}
          padded={padded}
          columns={width}
          tone="delta"
          chosen={index}
          onPick={choose}
        />
        <CellGrid
          caption="δ of x, from all cells"
          numbers={patchAt.map((place) => (place < 0 ? null : at(dx, place)))}
          absent="padding: not a pixel"
          columns={width}
          tone="delta"
          chosen={index}
          onPick={choose}
        />
      </div>
      {padded[index] ? (
        <p className="gw-inspector-note">
          The chosen place lies in the padding: there is no pixel, and what is sent there is dropped. Choose another.
        </p>
      ) : (
        <OnePixel
          sizes={sizes}
          dy={dy.data}
          weight={weight}
          pixel={pixel}
          output={cell.channel}
          total={at(dx, patchAt[index]!)}
        />
      )}
    </>
  )
}

interface OnePixelProps {
  readonly sizes: ConvPart['sizes']
  readonly dy: Parameters<typeof sentBack>[1]
  readonly weight: Parameters<typeof sentBack>[2]
  readonly pixel: Pixel
  readonly output: number
  readonly total: number | null
}

function OnePixel({ sizes, dy, weight, pixel, output, total }: OnePixelProps) {
  const width = sizes.weight[3]!
  const local = pixel.channel - channelsOf(sizes, output)[0]
  const cells = coveringCells(sizes, pixel, output)
  const size = sizes.weight[2]! * width
  const first = (output * sizes.weight[1]! + local) * size
  const kernel = flipped(Array.from({ length: size }, (_, i) => weight[first + i]!))
  const [firstReader, readers] = readersOf(sizes, pixel.channel)
  const sums = Array.from({ length: readers }, (_, i) => sentBack(sizes, dy, weight, pixel, firstReader + i))
  return (
    <>
      <h4>
        Pixel [{pixel.row}, {pixel.column}] of channel {pixel.channel}
      </h4>
      <p>
        Read from the pixel, the kernel lies flipped: the first cell that covers it did so with the last weight.
        {cells.includes(-1) ? ' A dot: no cell lies there, by the stride or at the border.' : ''}
      </p>
      <div className="gw-conv-grids">
        <CellGrid
          caption="δ of its cells"
          numbers={cells.map((cell) => (cell < 0 ? null : dy[cell]!))}
          absent="no cell covers the pixel from here"
          columns={width}
          tone="delta"
        />
        <span aria-hidden="true">⊙</span>
        <CellGrid caption="kernel, flipped" numbers={kernel} columns={width} tone="parameter" />
        <span aria-hidden="true">=</span>
        <CellGrid
          caption="products"
          numbers={cells.map((cell, i) => (cell < 0 ? null : dy[cell]! * kernel[i]!))}
          columns={width}
          tone="delta"
        />
      </div>
      <div className="gw-numbers-scroll">
        <table className="gw-sum-table" aria-label="What comes back to the pixel">
          <tbody>
            {sums.slice(0, LISTED).map((sum, i) => (
              <tr key={i} data-lit={firstReader + i === output || undefined}>
                <th scope="row">through kernel {firstReader + i}</th>
                <td>{formatNumber(sum)}</td>
              </tr>
            ))}
            {sums.length > LISTED && (
              <tr>
                <th scope="row">and {sums.length - LISTED} more kernels, together</th>
                <td>{formatNumber(sumOf(sums.slice(LISTED)))}</td>
              </tr>
            )}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">δ of the pixel</th>
              <td data-tone="delta">{total === null ? '—' : formatNumber(total)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
    </>
  )
}
