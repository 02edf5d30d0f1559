/** @file The confusion matrix: rows are what an example is, columns what the network says. */
import type { Judged } from '../../runtime/protocol'
import { useScheme } from '../theme'
import { colourOf, css, inkOn, scaleOf } from '../thumbnails'
import { className, shortNames } from './words'

export interface Cell {
  readonly label: number
  readonly answer: number
}

export interface ConfusionProps {
  readonly judged: Judged
  readonly cell: Cell | null
  readonly onCell: (cell: Cell | null) => void
}

export function Confusion({ judged, cell, onCell }: ConfusionProps) {
  const scheme = useScheme()
  const scale = scaleOf('value', scheme)
  const { classes, matrix } = judged
  const each = Array.from({ length: classes }, (_, i) => i)
  const short = shortNames(each.map((i) => className(judged, i)))
  return (
    <div className="gw-results-part">
      <h3>
        Confusion matrix <small>row: what it is · column: what the network says</small>
      </h3>
      <table className="gw-confusion" aria-label="Confusion matrix" data-many={classes > 6 || undefined}>
        <thead>
          <tr>
            <td />
            {each.map((answer) => (
              <th key={answer} scope="col" title={className(judged, answer)}>
                {short[answer]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {each.map((label) => {
            const all = each.reduce((sum, answer) => sum + matrix[label * classes + answer]!, 0)
            return (
              <tr key={label}>
                <th scope="row" title={className(judged, label)}>
                  {short[label]}
                </th>
                {each.map((answer) => {
                  const many = matrix[label * classes + answer]!
                  const colour = many ? colourOf(many / all, 1, scale) : null
                  const chosen = cell?.label === label && cell.answer === answer
                  const words = `${many} of ${all}: it is ${className(judged, label)}, the network says ${className(judged, answer)}`
                  return (
                    <td
                      key={answer}
                      data-right={label === answer || undefined}
                      data-chosen={chosen || undefined}
                      style={colour ? { background: css(colour), color: inkOn(colour) } : undefined}
                    >
                      {label === answer || !many ? (
                        <span title={words}>{many || '·'}</span>
                      ) : (
                        <button
                          type="button"
                          title={words}
                          aria-pressed={chosen}
                          onClick={() => onCell(chosen ? null : { label, answer })}
                        >
                          {many}
                        </button>
                      )}
                    </td>
                  )
                })}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
