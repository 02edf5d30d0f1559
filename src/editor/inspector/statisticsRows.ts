/** @file The statistics of a tensor as rows of a table. */
import type { TensorView } from '../../runtime/protocol'
import { numel, shapeText } from '../../tensor'
import { formatNumber } from '../format'

export interface StatisticRow {
  readonly name: string
  readonly value: string
  /** Something is wrong with it: shown in red. */
  readonly bad?: boolean
}

/** A scalar has only itself; NaN and ±∞ are counted only when there are any. */
export function statisticsRows({ shape, dtype, statistics, head }: TensorView): StatisticRow[] {
  const size = numel(shape)
  const rows: StatisticRow[] = [{ name: 'shape', value: `${shapeText(shape)} · ${dtype}` }]
  if (size === 1) rows.unshift({ name: 'number', value: formatNumber(head[0]!, 6), bad: !Number.isFinite(head[0]!) })
  else if (size > 1)
    rows.push(
      { name: 'norm ‖·‖', value: formatNumber(statistics.norm, 4), bad: Number.isNaN(statistics.norm) },
      { name: 'min … max', value: `${formatNumber(statistics.min)} … ${formatNumber(statistics.max)}` },
      { name: 'mean ± std', value: `${formatNumber(statistics.mean)} ± ${formatNumber(statistics.std)}` },
      { name: 'zeros', value: `${formatNumber(statistics.zeros * 100)} %` },
    )
  if (statistics.nonFinite > 0)
    rows.push({ name: 'NaN or ∞', value: statistics.nonFinite.toLocaleString('en'), bad: true })
  return rows
}
