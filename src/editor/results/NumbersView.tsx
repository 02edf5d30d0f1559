/** @file Results of a network that says numbers: how near they are to their targets, and the farthest of them. */
import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { NumbersResults } from '../../runtime/protocol'
import { FarList } from './FarList'
import { numbersWords, outputName } from './numbersWords'
import { ParityPicture } from './ParityPicture'

/** The value of the choice that is no output. */
const ALL = 'all'

export function NumbersView({ results }: { readonly results: NumbersResults }) {
  const [chosen, setChosen] = useState<number | null>(null)
  const { each, part, count, together } = results
  // Another network may have fewer.
  const output = chosen !== null && chosen < each.length ? chosen : null
  const agreement = output === null ? together : each[output]!
  const single = count === 1 ? 0 : output
  const name = single !== null && results.names ? outputName(results, single) : null
  return (
    <>
      <p className="gw-results-words" role="status">
        {numbersWords(results, output)}
      </p>
      <div className="gw-results-row">
        <figure className="gw-results-part">
          <figcaption className="gw-results-choice">
            Answers and targets
            {each.length === 0 ? (
              <small>{count > 1 ? outputName(results, null) : name}</small>
            ) : (
              <NativeSelect
                size="xs"
                aria-label="Number of the answer"
                value={output === null ? ALL : String(output)}
                data={[
                  { value: ALL, label: outputName(results, null) },
                  ...each.map((_, i) => ({ value: String(i), label: outputName(results, i) })),
                ]}
                onChange={(event) =>
                  setChosen(event.currentTarget.value === ALL ? null : Number(event.currentTarget.value))
                }
              />
            )}
          </figcaption>
          <ParityPicture agreement={agreement} name={name} doc={results.doc} />
        </figure>
        <FarList agreement={agreement} part={part} />
      </div>
    </>
  )
}
