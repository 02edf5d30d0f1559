/** @file The matrix itself, with the indices of output and input at its edges. */
import { memo } from 'react'
import type { JacobianAnswer } from '../../runtime/protocol'
import { numel, shapeText, type Shape } from '../../tensor'
import { formatNumber } from '../format'
import { useScheme } from '../theme'
import { colourOf, css, inkOn, scaleOf } from '../thumbnails'
import { indexLabel, zerosWords } from './jacobianWords'

interface JacobianTableProps {
  readonly answer: Extract<JacobianAnswer, { state: 'matrix' }>
  readonly output: string
  readonly port: string
  readonly name: string
}

export const JacobianTable = memo(function JacobianTable({ answer, output, port, name }: JacobianTableProps) {
  const { outputShape, inputShape, data } = answer
  const scheme = useScheme()
  const scale = scaleOf('delta', scheme)
  const [rows, columns] = [numel(outputShape), numel(inputShape)]
  let limit = 0
  for (const x of data) if (Number.isFinite(x) && Math.abs(x) > limit) limit = Math.abs(x)
  return (
    <>
      <p className="gw-inspector-note">
        A row for each element of {output} {shapeText(outputShape)}, a column for each of {port} {shapeText(inputShape)}
        . {zerosWords(data)}
      </p>
      <div className="gw-jacobian" tabIndex={0} role="group" aria-label={`Local derivative of ${name}`}>
        <table aria-label={`∂${output}/∂${port} of ${name}`}>
          <thead>
            <tr>
              <td>
                ∂{output}/∂{port}
              </td>
              {labels(columns, inputShape).map((label) => (
                <th key={label} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {labels(rows, outputShape).map((label, row) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                {Array.from({ length: columns }, (_, column) => {
                  const x = data[row * columns + column]!
                  if (x === 0)
                    return (
                      <td key={column} data-zero>
                        0
                      </td>
                    )
                  const colour = colourOf(x, limit, scale)
                  return (
                    <td key={column} style={{ background: css(colour), color: inkOn(colour) }}>
                      {formatNumber(x)}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
})

const labels = (count: number, shape: Shape) => Array.from({ length: count }, (_, i) => indexLabel(i, shape))
