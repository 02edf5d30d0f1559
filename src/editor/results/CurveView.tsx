/** @file Results of a network of one number: its curve through the examples. */
import type { CurveResults } from '../../runtime/protocol'
import { FarList } from './FarList'
import { FitChart } from './FitChart'
import { numbersWords } from './numbersWords'

export function CurveView({ results: { fit, numbers } }: { readonly results: CurveResults }) {
  return (
    <>
      {numbers && (
        <p className="gw-results-words" role="status">
          {numbersWords(numbers, null)}
        </p>
      )}
      <div className="gw-results-row">
        <FitChart fit={fit} />
        {numbers && <FarList agreement={numbers.together} part={numbers.part} />}
      </div>
    </>
  )
}
