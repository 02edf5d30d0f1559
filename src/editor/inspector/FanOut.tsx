/** @file A value that is used several times: its δ as the signed sum of what came back, as bars and in numbers. */
import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { TraceEvent } from '../../runtime/protocol'
import { indexText } from '../../tensor'
import { formatNumber } from '../format'
import { plainPort } from '../math'
import { ops } from '../../ops'
import { useDocument, useServices } from '../state/context'
import './fanOut.css'
import { barsOf, cancels, leftOver, offeredElements, sumOf, type Bars, type Sum } from './fanOutParts'
import { onlyNumber } from './numbers'

/** More parts than this are counted. */
const SHOWN = 12
const WIDTH = 240
const HEIGHT = 34
const BAND = { top: 6, height: 18 }

export function FanOut({ event }: { readonly event: TraceEvent }) {
  const { run } = useServices()
  const document = useDocument((state) => state.document)
  const key = `${event.node}.${event.port}`
  const sum = sumOf(document, event.terms ?? [], run.tensor('deltas', key), (edge) => run.tensor('edges', edge))
  // The tensors of one update come together; between two documents there may be none.
  if (!sum) return null
  return <SumView key={key} sum={sum} name={plainPort(document, ops, event)} />
}

function SumView({ sum, name }: { readonly sum: Sum; readonly name: string }) {
  const scalar = onlyNumber(sum.total) !== null
  const offered = offeredElements(sum)
  const [picked, setPicked] = useState<number | null>(null)
  const element = picked !== null && picked < sum.total.head.length ? picked : (offered[0] ?? 0)
  const bars = barsOf(sum, element)
  const choices = offered.includes(element) ? offered : [element, ...offered]
  return (
    <section className="gw-fan" aria-label={`δ of ${name} as a sum`}>
      <h3>
        δ of {name} as a sum <small>{sum.parts.length} parts</small>
      </h3>
      <Cancelling sum={sum} name={name} />
      {!scalar && (
        <NativeSelect
          size="xs"
          label="Element"
          description="those with the largest parts first"
          value={String(element)}
          onChange={(change) => setPicked(Number(change.currentTarget.value))}
          data={choices.map((place) => ({
            value: String(place),
            label: `${indexText(place, sum.total.shape)}: δ ${formatNumber(sum.total.head[place]!)}`,
          }))}
        />
      )}
      {bars ? <BarPicture bars={bars} /> : <p className="gw-inspector-note">A part is no finite number: no bars.</p>}
      <Rows sum={sum} element={element} scalar={scalar} />
    </section>
  )
}

function Cancelling({ sum, name }: { readonly sum: Sum; readonly name: string }) {
  const left = leftOver(sum)
  if (!cancels(left)) return null
  const norm = sum.total.statistics.norm
  return (
    <p className="gw-callout" data-tone="delta">
      <b>They cancel:</b>{' '}
      {norm === 0
        ? `what comes back adds up to exactly 0. ${name} is pulled up as much as down.`
        : `of what comes back, ${formatNumber(left * 100)} % is left. ${name} is pulled up nearly as much as down.`}
    </p>
  )
}

function BarPicture({ bars: { bars, sum, low, high } }: { readonly bars: Bars }) {
  const span = high - low || 1
  const x = (value: number) => ((value - low) / span) * WIDTH
  const words = bars.map(({ consumer, amount }) => `${formatNumber(amount)} from ${consumer}`).join(', ')
  return (
    <svg
      className="gw-fan-bars"
      viewBox={`-6 0 ${WIDTH + 12} ${HEIGHT}`}
      role="img"
      aria-label={`${words}; together ${formatNumber(sum)}.`}
    >
      {bars.map(({ edge, amount, start, end }, i) => {
        const left = x(Math.min(start, end))
        const width = Math.abs(x(end) - x(start))
        return (
          <g key={edge} data-sign={amount < 0 ? 'minus' : 'plus'}>
            <rect x={left} width={width} y={BAND.top} height={BAND.height} data-odd={i % 2 === 1 || undefined} />
            {width > 12 && i < SHOWN && (
              <text x={left + width / 2} y={BAND.top + BAND.height / 2}>
                {i + 1}
              </text>
            )}
          </g>
        )
      })}
      <line className="gw-fan-zero" x1={x(0)} x2={x(0)} y1={2} y2={BAND.top + BAND.height + 4} />
      <path
        className="gw-fan-sum"
        d={`M${x(sum)},${BAND.top + BAND.height + 1} l5,8 h-10 Z M${x(sum)},${BAND.top - 2} v${BAND.height + 4}`}
      />
    </svg>
  )
}

function Rows({ sum, element, scalar }: { readonly sum: Sum; readonly element: number; readonly scalar: boolean }) {
  const { parts, total } = sum
  const rest = parts.slice(SHOWN)
  return (
    <table className="gw-fan-table">
      <thead>
        <tr>
          <th scope="col">came back from</th>
          <th scope="col">{scalar ? 'edge delta' : indexText(element, total.shape)}</th>
          {!scalar && <th scope="col">‖·‖</th>}
        </tr>
      </thead>
      <tbody>
        {parts.slice(0, SHOWN).map(({ edge, consumer, view }, i) => (
          <tr key={edge}>
            <th scope="row">
              <span className="gw-fan-number">{i + 1}</span> {consumer}
            </th>
            <td>{formatNumber(view.head[element]!)}</td>
            {!scalar && <td>{formatNumber(view.statistics.norm)}</td>}
          </tr>
        ))}
        {rest.length > 0 && (
          <tr>
            <th scope="row">{rest.length} more</th>
            <td>{formatNumber(rest.reduce((all, { view }) => all + view.head[element]!, 0))}</td>
            {!scalar && <td />}
          </tr>
        )}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">
            <span className="gw-fan-mark" aria-hidden>
              ▲
            </span>{' '}
            δ, the sum
          </th>
          <td>{formatNumber(total.head[element]!)}</td>
          {!scalar && <td>{formatNumber(total.statistics.norm)}</td>}
        </tr>
      </tfoot>
    </table>
  )
}
