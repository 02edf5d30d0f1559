/** @file One number in, one out: the examples, and the curve that the network has by now. */
import { useMemo } from 'react'
import type { Fit } from '../../runtime/protocol'
import { Chart, type ChartCurve } from '../charts'
import { formatNumber } from '../format'

/** Points by ascending x, one y for each x. */
function pointsOf(pairs: Float32Array): { x: number[]; y: number[] } {
  const order = Array.from({ length: pairs.length / 2 }, (_, i) => i).sort((a, b) => pairs[2 * a]! - pairs[2 * b]!)
  return { x: order.map((i) => pairs[2 * i]!), y: order.map((i) => pairs[2 * i + 1]!) }
}

export function FitChart({ fit }: { readonly fit: Fit }) {
  const curves = useMemo<ChartCurve[]>(
    () => [
      { name: 'network', colour: 'param', x: Array.from(fit.x), y: Array.from(fit.y) },
      { name: 'trained on', colour: 'value', points: true, ...pointsOf(fit.train) },
      ...(fit.heldOut.length
        ? [{ name: 'held out', colour: 'ink-2', points: true, ...pointsOf(fit.heldOut) } as const]
        : []),
    ],
    [fit],
  )
  return (
    <div className="gw-results-part gw-results-fit">
      <Chart
        title="The curve so far"
        curves={curves}
        length={fit.x.length}
        xLabel="x"
        formatX={formatNumber}
        summary={`${fit.train.length / 2} examples and the curve of the network over them.`}
      />
    </div>
  )
}
