/** @file Examples as rows of symbols: what belongs there, and below it what the network says wrongly. */
import { UnstyledButton } from '@mantine/core'
import type { SymbolRow, SymbolsResults } from '../../runtime/protocol'
import { rowWords } from './symbolsWords'
import { useStepThrough } from './useStepThrough'
import { className } from './words'

export function SymbolRows({ results }: { readonly results: SymbolsResults }) {
  const step = useStepThrough(results.part)
  const { rows, names } = results
  // Single characters stand under each other; words would not.
  const characters = names?.every((name) => Array.from(name).length === 1) ?? false
  return (
    <div className="gw-results-part gw-symbol-rows">
      <h3>
        Most wrong{' '}
        <small>
          {characters
            ? 'above what belongs there, below what the network says instead'
            : 'what belongs there → what it says'}
          ; choose one to step through it
        </small>
      </h3>
      <ul>
        {rows.map((row) => (
          <li key={row.example}>
            <UnstyledButton title={rowWords(row)} aria-label={rowWords(row)} onClick={() => step(row.example)}>
              <small>{(row.example + 1).toLocaleString('en')}</small>
              {characters ? <Characters {...{ row, names }} /> : <Words {...{ row, names }} />}
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </div>
  )
}

interface RowProps {
  readonly row: SymbolRow
  readonly names: SymbolsResults['names']
}

const isWrong = ({ labels, answers }: SymbolRow, at: number) => labels[at]! >= 0 && labels[at] !== answers[at]

function Characters({ row, names }: RowProps) {
  const named = (symbol: number) => (symbol < 0 ? ' ' : className({ names }, symbol))
  return (
    <span className="gw-symbol-pair">
      <code>{Array.from(row.labels, named).join('')}</code>
      <code data-wrong>{Array.from(row.answers, (said, at) => (isWrong(row, at) ? named(said) : ' ')).join('')}</code>
    </span>
  )
}

function Words({ row, names }: RowProps) {
  return (
    <span className="gw-symbol-words">
      {Array.from(row.labels, (label, at) =>
        label < 0 ? null : (
          <span key={at} data-wrong={isWrong(row, at) || undefined}>
            {className({ names }, label)}
            {isWrong(row, at) && `→${className({ names }, row.answers[at]!)}`}{' '}
          </span>
        ),
      )}
    </span>
  )
}
