/** @file The history of one watched tensor: a curve that tells the number of the step under pointer or keys. */
import { useState, type KeyboardEvent, type PointerEvent } from 'react'
import { Sparkline, type SparklineProps } from '../charts'
import { formatNumber } from '../format'
import type { History } from './liveHistory'

const WIDTH = 168
const HEIGHT = 30
/** Around the curve, as the sparkline has it. */
const MARGIN = 4

interface HistoryChartProps {
  /** Of the tensor. */
  readonly name: string
  readonly history: History
  readonly colour: SparklineProps['colour']
  /** Whether the numbers are norms. */
  readonly norm: boolean
  /** "recorded" or "training": what kind of steps these are. */
  readonly of: string
  /** Index of the step in view; null: none of them. */
  readonly at: number | null
  /** Where a step can be shown: walks to it, by index. */
  readonly go: ((index: number) => void) | null
}

export function HistoryChart({ name, history, colour, norm, of, at, go }: HistoryChartProps) {
  const [probe, setProbe] = useState<number | null>(null)
  const { steps, numbers } = history
  const last = steps.length - 1
  const here = Math.min(probe ?? at ?? last, last)
  const words = `step ${steps[here]}: ${norm ? 'norm ' : ''}${Number.isFinite(numbers[here]) ? formatNumber(numbers[here]!) : 'not finite'}`
  const point = ({ clientX, currentTarget }: PointerEvent) =>
    setProbe(nearest(steps, (clientX - currentTarget.getBoundingClientRect().left - MARGIN) / (WIDTH - 2 * MARGIN)))
  const press = (event: KeyboardEvent) => {
    const to = moved(event.key, here, last)
    if (to !== null) setProbe(to)
    else if (event.key === 'Enter' && go) go(here)
    else return
    event.preventDefault()
  }
  return (
    <div className="gw-travel-history">
      <div
        role="slider"
        tabIndex={0}
        className="gw-travel-curve"
        data-goes={go ? '' : undefined}
        aria-label={`History of ${name}${go ? ', Enter goes to the step' : ''}`}
        aria-valuemin={steps[0]}
        aria-valuemax={steps[last]}
        aria-valuenow={steps[here]}
        aria-valuetext={words}
        onPointerMove={point}
        onPointerDown={point}
        onPointerLeave={() => setProbe(null)}
        onBlur={() => setProbe(null)}
        onFocus={() => setProbe((known) => known ?? here)}
        onKeyDown={press}
        onClick={() => go?.(here)}
      >
        <Sparkline x={steps} y={numbers} colour={colour} at={probe ?? at} width={WIDTH} height={HEIGHT} />
      </div>
      <span className="gw-travel-range" aria-hidden="true">
        {probe === null ? rangeWords(history, norm, of) : words}
      </span>
    </div>
  )
}

/** "norm 0.120 to 0.950 in 5 recorded steps". */
export function rangeWords({ numbers, steps }: History, norm: boolean, of: string): string {
  const finite = numbers.filter(Number.isFinite)
  const range = finite.length
    ? `${formatNumber(Math.min(...finite))} to ${formatNumber(Math.max(...finite))}`
    : 'nothing finite'
  return `${norm ? 'norm ' : ''}${range} ${of === 'recorded' ? `in ${steps.length} steps` : `up to step ${steps.at(-1)}`}`
}

/** Index of the step that lies nearest to a share of the way from the first to the last. */
export function nearest(steps: readonly number[], share: number): number {
  const [first, last] = [steps[0]!, steps.at(-1)!]
  const wanted = first + Math.max(0, Math.min(1, share)) * (last - first)
  let best = 0
  for (let i = 1; i < steps.length; i++) if (Math.abs(steps[i]! - wanted) < Math.abs(steps[best]! - wanted)) best = i
  return best
}

function moved(key: string, here: number, last: number): number | null {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return Math.max(0, here - 1)
    case 'ArrowRight':
    case 'ArrowUp':
      return Math.min(last, here + 1)
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return null
  }
}
