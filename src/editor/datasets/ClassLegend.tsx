/** @file Which colour and form stand for which class, as points are drawn. */
import { classColour, classPath } from './classColours'
import './points.css'

export interface ClassLegendProps {
  readonly classes: number
  /** null: numbers stand for themselves. */
  readonly names: readonly string[] | null
}

/** More would be longer than the picture; their colours come again by then. */
const MOST = 12

export function ClassLegend({ classes, names }: ClassLegendProps) {
  const shown = Math.min(classes, MOST)
  return (
    <ul className="gw-class-legend" aria-label="Classes">
      {Array.from({ length: shown }, (_, of) => (
        <li key={of}>
          <svg width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true">
            <path d={classPath(of, 4.5)} fill={classColour(of)} />
          </svg>
          <span title={names?.[of]}>{names?.[of] ?? `class ${of}`}</span>
        </li>
      ))}
      {classes > shown && <li>… {classes - shown} more</li>}
    </ul>
  )
}
