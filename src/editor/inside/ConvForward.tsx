/** @file What a cell computes: the kernel on the patch, products, their sum over the channels, the bias. */
import type { ReactNode } from 'react'
import { formatNumber } from '../format'
import { CellGrid } from './CellGrid'
import { cellNumbers, type ConvPart } from './convPart'
import { channelsOf, channelSums, sumOf, times } from './convolution'
import { at } from './useLayer'

/** As many channels as are listed one by one. */
const LISTED = 32

interface ConvForwardProps extends ConvPart {
  /** Stands beside the sum. */
  readonly aside?: ReactNode
  /** Kernels wider than this are squares of colour without written numbers. */
  readonly written?: number
}

export function ConvForward({ aside, written = Infinity, ...part }: ConvForwardProps) {
  const { layer, sizes, chosen } = part
  const { cell, local, set } = chosen
  const numbers = cellNumbers(part)
  if (!numbers) return null
  const { x, weight, width, patch, padded, kernel, value } = numbers
  const plain = width > written
  const products = times(patch, kernel)
  const sums = channelSums(sizes, x, weight, cell)
  const bias = at(layer.bias, cell.channel)
  const first = channelsOf(sizes, cell.channel)[0]
  return (
    <>
      <p>
        The kernel lies on the patch; the products are added up
        {padded.includes(true) ? '. Dashed: padding, zeros around the image' : ''}.
        {plain && ' Point at a square to read its number.'}
      </p>
      <div className="gw-conv-grids">
        <CellGrid caption="patch of x" numbers={patch} padded={padded} columns={width} plain={plain} tone="value" />
        <span aria-hidden="true">⊙</span>
        <CellGrid caption="kernel W" numbers={kernel} columns={width} plain={plain} tone="parameter" />
        {/* The sign goes to the next line with what it says. */}
        <div className="gw-conv-result">
          <span aria-hidden="true">=</span>
          <CellGrid caption="products" numbers={products} padded={padded} columns={width} plain={plain} tone="value" />
        </div>
      </div>
      <p>
        Their sum, for input channel {first + local}: <b>{formatNumber(sumOf(products))}</b>
      </p>
      <div className="gw-conv-sum">
        <div className="gw-numbers-scroll">
          <table className="gw-sum-table" aria-label="Sum of the cell">
            <tbody>
              {sums.slice(0, LISTED).map((sum, index) => (
                <tr key={index} data-lit={index === local || undefined} onClick={() => set({ local: index })}>
                  <th scope="row">channel {first + index}</th>
                  <td>{formatNumber(sum)}</td>
                </tr>
              ))}
              {sums.length > LISTED && (
                <tr>
                  <th scope="row">and {sums.length - LISTED} more channels, together</th>
                  <td>{formatNumber(sumOf(sums.slice(LISTED)))}</td>
                </tr>
              )}
              {layer.bias && (
                <tr>
                  <th scope="row">bias of kernel {cell.channel}</th>
                  <td data-tone="parameter">{bias === null ? '—' : formatNumber(bias)}</td>
                </tr>
              )}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">the cell</th>
                <td data-tone="value">{value === null ? '—' : formatNumber(value)}</td>
              </tr>
            </tfoot>
          </table>
        </div>
        {aside}
      </div>
    </>
  )
}
