/** @file What the network gets wrong, the surest first; each can be sent through the graph and stepped through. */
import { UnstyledButton } from '@mantine/core'
import { useMemo } from 'react'
import type { Judged } from '../../runtime/protocol'
import { numel } from '../../tensor'
import { ImageTile, lookOf } from '../datasets'
import type { Cell } from './Confusion'
import { useStepThrough } from './useStepThrough'
import { className, percent } from './words'

/** Letters of a name. */
const SHORT = 4

export function Mistakes({ judged, cell }: { readonly judged: Judged; readonly cell: Cell | null }) {
  const { mistakes, pictures, part } = judged
  const step = useStepThrough(part)
  const look = useMemo(() => pictures && pictures.data.length > 0 && lookOf(pictures.data), [pictures])
  // Under a picture is room for two digits in a line, not for two words.
  const long = judged.names?.some((name) => name.length > SHORT) ?? false
  const wrong = judged.seen - judged.right
  const shown = mistakes
    .map((mistake, place) => ({ mistake, place }))
    .filter(({ mistake }) => !cell || (mistake.label === cell.label && mistake.answer === cell.answer))
  return (
    <div className="gw-results-part gw-mistakes">
      <h3>
        Wrong: {wrong.toLocaleString('en')}{' '}
        {wrong > 0 && <small>the surest first; choose one to step through it</small>}
      </h3>
      {wrong === 0 ? (
        <p className="gw-results-note">Nothing is wrong.</p>
      ) : shown.length === 0 ? (
        <p className="gw-results-note">None of these is among the surest {mistakes.length}.</p>
      ) : (
        <ul data-pictures={look ? true : undefined} data-long={long || undefined}>
          {shown.map(({ mistake, place }) => {
            const { example, label, answer, sure } = mistake
            const words = `Example ${example + 1} is ${className(judged, label)}; the network says ${className(judged, answer)}, ${percent(sure)} sure.`
            const picture = look && pictures && place < pictures.shape[0]! ? place : null
            const stride = pictures ? numel(pictures.shape.slice(1)) : 0
            if (look && picture === null) return null
            return (
              <li key={example}>
                <UnstyledButton title={words} aria-label={words} onClick={() => step(example)}>
                  {picture !== null && look && pictures && (
                    <ImageTile
                      data={pictures.data.subarray(picture * stride, (picture + 1) * stride)}
                      shape={pictures.shape.slice(1)}
                      {...look}
                      size={48}
                      label=""
                    />
                  )}
                  <span className="gw-mistake-words">
                    {!look && <small>{(example + 1).toLocaleString('en')}</small>} {className(judged, label)}
                    {look && long ? <br /> : ' '}→ {className(judged, answer)} {!look && <small>{percent(sure)}</small>}
                  </span>
                </UnstyledButton>
              </li>
            )
          })}
        </ul>
      )}
    </div>
  )
}
