/** @file The histogram as bars, with zero marked. */
import { useMemo } from 'react'
import type { TensorData } from '../../tensor'
import { formatNumber } from '../format'
import { histogram } from './histogram'

const BINS = 24
const WIDTH = 240
const HEIGHT = 56

export function HistogramView({
  data,
  tone,
  caption,
}: {
  readonly data: TensorData
  readonly tone: 'value' | 'delta' | 'parameter'
  readonly caption: string
}) {
  const shown = useMemo(() => histogram(data, BINS), [data])
  if (!shown) return <p className="gw-inspector-note">No element is a finite number.</p>
  const { min, max, counts } = shown
  const most = Math.max(...counts)
  const bar = WIDTH / BINS
  const zero = min < 0 && max > 0 ? (-min / (max - min)) * WIDTH : null
  const fullest = counts.indexOf(most)
  const at = (bin: number) => formatNumber(min + ((max - min) * bin) / BINS)
  const summary = `Histogram from ${formatNumber(min)} to ${formatNumber(max)}; most elements (${most}) lie between ${at(fullest)} and ${at(fullest + 1)}.`
  return (
    <figure className="gw-histogram">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={summary}
        data-tone={tone}
      >
        {counts.map((n, i) => (
          <rect
            key={i}
            x={i * bar + 0.5}
            width={bar - 1}
            y={HEIGHT - (n / most) * HEIGHT}
            height={(n / most) * HEIGHT}
          />
        ))}
        {zero !== null && <line x1={zero} x2={zero} y1={0} y2={HEIGHT} />}
      </svg>
      <figcaption>
        <span>{formatNumber(min)}</span>
        <span>{caption}</span>
        <span>{formatNumber(max)}</span>
      </figcaption>
    </figure>
  )
}
