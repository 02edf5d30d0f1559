/** @file A sum of products with its numbers, a row a term: what stands behind one number of a tensor. */
import { Tex } from '../math'
import { formatNumber } from '../format'
import { substituted, type Tone } from './sumTex'
import { totalOf, type Term } from './terms'

export interface SumTableProps {
  /** Accessible name of the table. */
  readonly label: string
  /** The left side: what the sum gives, as LaTeX. */
  readonly result: string
  /** Heads of the columns: what counts the terms, both factors. */
  readonly heads: readonly [index: string, a: string, b: string]
  readonly tones: readonly [a: Tone, b: Tone]
  readonly terms: readonly Term[]
  readonly indexWords: (index: number) => string
  /** Added at the end, without a factor. */
  readonly bias?: number | null
  /** As the tensor view shows it. */
  readonly total: number | null
  readonly totalTone: Tone
  /** The row that is looked at. */
  readonly lit?: number | undefined
}

/** As many rows as one reads; what is beyond is added up in one. */
const ROWS = 64
/** As many terms as fit a line of mathematics. */
const IN_LINE = 5

export function SumTable(props: SumTableProps) {
  const { label, result, heads, tones, terms, indexWords, bias = null, total, totalTone, lit } = props
  const rest = terms.slice(ROWS)
  return (
    <div className="gw-sum">
      {terms.length <= IN_LINE && total !== null && (
        <div className="gw-formula" tabIndex={0} role="group" aria-label={`${label}, with numbers`}>
          <Tex latex={substituted({ result, terms, tones, bias, total, totalTone })} display />
        </div>
      )}
      <div className="gw-numbers-scroll">
        <table aria-label={label}>
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
              <th scope="col">product</th>
            </tr>
          </thead>
          <tbody>
            {terms.slice(0, ROWS).map(({ index, a, b, product }) => (
              <tr key={index} data-lit={index === lit || undefined}>
                <th scope="row">{indexWords(index)}</th>
                <td data-tone={tones[0]}>{formatNumber(a)}</td>
                <td data-tone={tones[1]}>{formatNumber(b)}</td>
                <td>{formatNumber(product)}</td>
              </tr>
            ))}
            {rest.length > 0 && (
              <tr>
                <th scope="row" colSpan={3}>
                  and {rest.length.toLocaleString('en')} more, together
                </th>
                <td>{formatNumber(totalOf(rest))}</td>
              </tr>
            )}
            {bias !== null && (
              <tr>
                <th scope="row" colSpan={3}>
                  bias
                </th>
                <td data-tone="parameter">{formatNumber(bias)}</td>
              </tr>
            )}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={3}>
                sum
              </th>
              <td data-tone={totalTone}>{total === null ? '—' : formatNumber(total)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
    </div>
  )
}
