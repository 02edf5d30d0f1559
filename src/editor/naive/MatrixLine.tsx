/** @file One row of the matrix: the parameter, its factors, their product. */
import { UnstyledButton } from '@mantine/core'
import { memo, type CSSProperties } from 'react'
import { ops } from '../../ops'
import { elementName, formatNumber } from '../format'
import { useDocument } from '../state/context'
import { countText, tensorName } from './costWords'
import type { NamedFactor } from './factorNames'
import { cellId, hueOf, type Made, type MatrixRow } from './matrixRows'

interface LineProps {
  readonly row: MatrixRow
  readonly index: number
  readonly top: number
  /** Columns in view. */
  readonly from: number
  readonly to: number
  readonly factors: readonly NamedFactor[]
  readonly made: Made
  readonly open: boolean
  /** The column of the keyboard's cell; −1: it is in another row. */
  readonly active: number
  readonly onToggle: (parameter: string) => void
  readonly onChoose: (row: number, column: number) => void
}

export const MatrixLine = memo(function MatrixLine({
  row,
  index,
  top,
  from,
  to,
  factors,
  made,
  open,
  active,
  onToggle,
  onChoose,
}: LineProps) {
  const name = useDocument((state) => tensorName(state.document, ops, row.parameter))
  const { cells, product, level, inside, term, element, unlisted } = row
  const racing = made.naive?.row === row.index && row.index !== null ? made.naive.factors : -1
  const finished = made.naive !== null && row.index !== null && row.index < made.naive.row
  const words = `${term > 0 ? '+ ' : ''}${name}${element === null ? '' : elementName(row.shape, element)}`
  return (
    <div className="gw-matrix-row" role="row" aria-rowindex={index + 2} data-level={level} style={{ top }}>
      <span className="gw-matrix-name" role="rowheader" title={words} data-inner={element === null ? undefined : ''}>
        {inside > 0 ? (
          <UnstyledButton aria-expanded={open} tabIndex={-1} onClick={() => onToggle(row.parameter)}>
            <span aria-hidden>{open ? '▾' : '▸'}</span> {words} <small>{inside.toLocaleString('en')} products</small>
          </UnstyledButton>
        ) : (
          words
        )}
      </span>
      {cells.slice(from, to).map(({ factor, first }, i) => {
        const column = from + i
        const { short, full, value } = factors[factor]!
        const standing = made[level](factor)
        const state = standing === 'made' && !first ? 'cached' : standing
        return (
          <span
            key={column}
            id={cellId(index, column)}
            role="gridcell"
            aria-colindex={column + 2}
            aria-label={`${full}${value === null ? '' : ` = ${formatNumber(value)}`}, ${STATES[state]}`}
            className="gw-factor"
            data-state={state}
            data-racing={column === racing - 1 ? 'now' : finished || column < racing ? 'done' : undefined}
            data-active={column === active || undefined}
            title={full}
            style={{ '--hue': hueOf(factor), '--column': column } as CSSProperties}
            onClick={() => onChoose(index, column)}
          >
            <i data-long={short.length > 13 ? '' : undefined}>{short}</i>
            {value !== null && <b>{formatNumber(value)}</b>}
          </span>
        )
      })}
      <span className="gw-matrix-product" style={{ '--column': cells.length } as CSSProperties}>
        {product !== null && `= ${formatNumber(product)}`}
        {unlisted > 0n && `and ${countText(unlisted)} more`}
      </span>
    </div>
  )
})

const STATES = { ahead: 'ahead', now: 'made now', made: 'made once', cached: 'taken from the cache' }
