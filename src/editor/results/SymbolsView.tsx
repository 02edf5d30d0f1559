/** @file Results of a network that says a symbol at each place: how often it is right, and what it says for what. */
import type { SymbolsResults } from '../../runtime/protocol'
import { SymbolRows } from './SymbolRows'
import { mixupWords, symbolsWords } from './symbolsWords'
import { className, percent } from './words'

/** Of many, the most frequent ones. */
const MOST_SYMBOLS = 60

export function SymbolsView({ results }: { readonly results: SymbolsResults }) {
  const { mixups, kinds, rows } = results
  return (
    <>
      <p className="gw-results-words" role="status">
        {symbolsWords(results)}
      </p>
      <div className="gw-results-row">
        <div className="gw-results-part">
          <h3>Most frequent mistakes</h3>
          {mixups.length === 0 ? (
            <p className="gw-results-note">Nothing is wrong.</p>
          ) : (
            <ol className="gw-mixups" aria-label="Most frequent mistakes">
              {mixups.map((mixup) => (
                <li key={`${mixup.label} ${mixup.answer}`}>{mixupWords(results, mixup)}</li>
              ))}
              {kinds > mixups.length && <li>… {(kinds - mixups.length).toLocaleString('en')} rarer ones</li>}
            </ol>
          )}
        </div>
        <EachSymbol results={results} />
        {rows.length > 0 && <SymbolRows results={results} />}
      </div>
    </>
  )
}

function EachSymbol({ results }: { readonly results: SymbolsResults }) {
  const { total, hits } = results
  const often = Array.from(total, (many, symbol) => ({ many, symbol }))
    .filter(({ many }) => many > 0)
    .sort((a, b) => b.many - a.many)
    .slice(0, MOST_SYMBOLS)
  return (
    <div className="gw-results-part">
      <h3>
        Right, by {results.names ? 'symbol' : 'class'} <small>the most frequent first</small>
      </h3>
      <ul className="gw-by-symbol">
        {often.map(({ many, symbol }) => {
          const share = hits[symbol]! / many
          return (
            <li key={symbol}>
              <b>{className(results, symbol)}</b>
              <span className="gw-by-symbol-bar" aria-hidden="true">
                <span style={{ width: `${100 * share}%` }} />
              </span>
              <span>{percent(share)}</span>
              <small>of {many.toLocaleString('en')}</small>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
