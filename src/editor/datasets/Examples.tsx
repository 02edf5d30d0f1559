/** @file Examples of a data set as they are best read: pictures, points, a curve, rows, text. */
import { useMemo } from 'react'
import type { DataSet, FieldSpec } from '../../data'
import type { DataPreview } from '../../runtime/protocol'
import { numel } from '../../tensor'
import { Chart } from '../charts'
import { formatNumber } from '../format'
import { ClassLegend } from './ClassLegend'
import { ImageTile, lookOf } from './ImageTile'
import { PointsPicture, rangeOf } from './PointsPicture'

export interface ExamplesProps {
  readonly set: DataSet
  readonly fields: Readonly<Record<string, FieldSpec>>
  readonly preview: DataPreview
}

/** How many are asked for at once. */
export const SHOWN: Readonly<Record<DataSet['kind'], number>> = {
  images: 32,
  points: 600,
  curve: 600,
  table: 8,
  text: 5,
}

export function Examples({ set, fields, preview }: ExamplesProps) {
  if (preview.count === 0)
    return <p className="gw-data-note">Nothing is held out: results are judged by the examples that are trained on.</p>
  switch (set.kind) {
    case 'images':
      return <Pictures {...{ fields, preview }} />
    case 'points':
      return <Points {...{ set, fields, preview }} />
    case 'curve':
      return <Curve {...{ set, preview }} />
    case 'text':
      return <Lines {...{ fields, preview }} />
    default:
      return <Rows {...{ fields, preview }} />
  }
}

/** What the example is, in words; '' where the set says nothing of it. */
function labelOf(fields: ExamplesProps['fields'], preview: DataPreview, row: number): string {
  const label = preview.fields.label
  if (!label || numel(label.shape) !== preview.count) return ''
  const index = label.data[row]!
  return fields.label?.names?.[index] ?? String(index)
}

function Pictures({ fields, preview }: Omit<ExamplesProps, 'set'>) {
  const field = Object.values(preview.fields).find(({ shape }) => shape.length === 4)
  const look = useMemo(() => field && lookOf(field.data), [field])
  if (!field || !look) return null
  const shape = field.shape.slice(1)
  const stride = numel(shape)
  return (
    <ul className="gw-tiles">
      {Array.from({ length: preview.count }, (_, row) => {
        const label = labelOf(fields, preview, row)
        return (
          <li key={preview.first + row}>
            <ImageTile
              data={field.data.subarray(row * stride, (row + 1) * stride)}
              shape={shape}
              {...look}
              size={56}
              label={`Example ${preview.first + row + 1}${label && `: ${label}`}`}
            />
            {label && <span title={label}>{label}</span>}
          </li>
        )
      })}
    </ul>
  )
}

function Points({ set, fields, preview }: ExamplesProps) {
  const points = useMemo(() => {
    const [at, label] = [preview.fields.point!.data, preview.fields.label!.data]
    const all = new Float32Array(3 * preview.count)
    for (let i = 0; i < preview.count; i++) all.set([at[2 * i]!, at[2 * i + 1]!, label[i]!], 3 * i)
    return all
  }, [preview])
  const range = useMemo(() => rangeOf(points), [points])
  const { classes = 0, names = null } = fields.label ?? {}
  return (
    <div className="gw-points-with-legend">
      <PointsPicture {...{ points, range }} size={260} label={`${set.title}: ${preview.count} points`} />
      <ClassLegend {...{ classes, names }} />
    </div>
  )
}

function Curve({ set, preview }: Omit<ExamplesProps, 'fields'>) {
  const curves = useMemo(() => {
    const [x, y] = [preview.fields.x!.data, preview.fields.y!.data]
    const order = Array.from(x, (_, i) => i).sort((a, b) => x[a]! - x[b]!)
    return [
      { name: 'examples', colour: 'value', points: true, x: order.map((i) => x[i]!), y: order.map((i) => y[i]!) },
    ] as const
  }, [preview])
  return (
    <div className="gw-data-chart">
      <Chart
        title="y over x"
        curves={curves}
        length={preview.count}
        xLabel="x"
        formatX={formatNumber}
        summary={`${set.title}: ${preview.count} examples.`}
      />
    </div>
  )
}

const MOST_COLUMNS = 8
/** So few have room for long names. */
const FEW_COLUMNS = 5

function Rows({ fields, preview }: Omit<ExamplesProps, 'set'>) {
  const features = preview.fields.features
  if (!features) return null
  const width = features.shape[1]!
  const shown = Math.min(width, MOST_COLUMNS)
  const names = fields.features?.columns ?? []
  const target = preview.fields.target
  const hasClass = preview.fields.label !== undefined
  const said = hasClass ? 'label' : target ? 'target' : null
  return (
    <div className="gw-data-scroll">
      <table className="gw-data-rows" data-few={shown <= FEW_COLUMNS || undefined} data-unsaid={!said || undefined}>
        <thead>
          <tr>
            {Array.from({ length: shown }, (_, i) => (
              <th key={i} title={names[i]}>
                {names[i] ?? i}
              </th>
            ))}
            {width > shown && (
              <th title={`${(width - shown).toLocaleString('en')} more columns`}>
                +{(width - shown).toLocaleString('en')}
              </th>
            )}
            {said && <th>{said}</th>}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: preview.count }, (_, row) => (
            <tr key={row}>
              {Array.from({ length: shown }, (_, i) => (
                <td key={i}>{formatNumber(features.data[row * width + i]!)}</td>
              ))}
              {width > shown && <td />}
              {said && <td>{hasClass ? labelOf(fields, preview, row) : formatNumber(target!.data[row]!)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Lines({ fields, preview }: Omit<ExamplesProps, 'set'>) {
  const input = preview.fields.input
  const names = fields.input?.names
  if (!input || !names) return null
  const length = input.shape[1]!
  const words = names.some((name) => name.length > 1)
  const read = (data: ArrayLike<number>) => Array.from(data, (i) => names[i]!.replace('\n', '⏎')).join(words ? ' ' : '')
  return (
    <ol className="gw-data-lines" start={preview.first + 1}>
      {Array.from({ length: preview.count }, (_, row) => (
        <li key={row}>
          <code dir="auto">{read(input.data.subarray(row * length, (row + 1) * length))}</code>
          <span> then “{names[preview.fields.next!.data[(row + 1) * length - 1]!]!.replace('\n', '⏎')}”</span>
        </li>
      ))}
    </ol>
  )
}
