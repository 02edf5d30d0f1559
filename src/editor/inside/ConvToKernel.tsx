/** @file How a cell's δ flows to the kernel: δ times the patch, one part of a sum over all cells. */
import { formatNumber } from '../format'
import { CellGrid } from './CellGrid'
import { cellNumbers, type ConvPart } from './convPart'
import { at, missing } from './useLayer'

export function ConvToKernel(part: ConvPart) {
  const { layer, sizes, chosen } = part
  const numbers = cellNumbers(part)
  const why = missing(layer.dy, layer.dWeight)
  if (why !== null) return <p className="gw-inspector-note">{why}</p>
  if (!numbers || numbers.delta === null) return null
  const { width, patch, padded, delta, kernelAt } = numbers
  const [examples, , rows, columns] = sizes.y as readonly [number, number, number, number]
  const cells = examples * rows * columns
  return (
    <>
      <p>
        Each weight lay on one pixel of the patch. From this cell it gets the cell&rsquo;s error,{' '}
        <b data-tone="delta">δ = {formatNumber(delta)}</b>, times that pixel.
      </p>
      <div className="gw-conv-grids">
        <CellGrid caption="patch of x" numbers={patch} padded={padded} columns={width} tone="value" />
        <span aria-hidden="true">· δ =</span>
        <CellGrid
          caption="from this cell"
          numbers={patch.map((pixel) => delta * pixel)}
          padded={padded}
          columns={width}
          tone="delta"
        />
      </div>
      <p>
        The kernel was used at {cells.toLocaleString('en')} {cells === 1 ? 'place' : 'places'} ({examples} × {rows} ×{' '}
        {columns}: examples, rows, columns). The sum of what all of them give is the gradient: the correlation of δ with
        the input.
      </p>
      <div className="gw-conv-grids">
        <CellGrid
          caption="∂L/∂W, the sum over all cells"
          numbers={kernelAt.map((index) => at(layer.dWeight, index))}
          columns={width}
          tone="delta"
        />
      </div>
      {layer.bias && (
        <p>
          The bias gets δ itself from every cell, together{' '}
          <b data-tone="delta">{numberOr(at(layer.dBias, chosen.cell.channel))}</b>.
        </p>
      )}
    </>
  )
}

const numberOr = (x: number | null) => (x === null ? 'not known yet' : formatNumber(x))
