/** @file The examples whose answers are farthest from their targets; each can be sent through the graph. */
import { UnstyledButton } from '@mantine/core'
import type { Agreement, Part } from '../../runtime/protocol'
import { formatNumber } from '../format'
import { farWords } from './numbersWords'
import { useStepThrough } from './useStepThrough'

export interface FarListProps {
  readonly agreement: Agreement
  readonly part: Part
}

export function FarList({ agreement: { far }, part }: FarListProps) {
  const step = useStepThrough(part)
  const paired = far.some(({ pair }) => pair)
  return (
    <div className="gw-results-part gw-mistakes">
      <h3>
        Farthest off{' '}
        <small>{paired ? 'target → answer' : 'by how much on average'}; choose one to step through it</small>
      </h3>
      <ul>
        {far.map((one) => (
          <li key={one.example}>
            <UnstyledButton title={farWords(one)} aria-label={farWords(one)} onClick={() => step(one.example)}>
              <span className="gw-mistake-words">
                <small>{(one.example + 1).toLocaleString('en')}</small>{' '}
                {one.pair ? `${formatNumber(one.pair[0])} → ${formatNumber(one.pair[1])}` : formatNumber(one.error)}
              </span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </div>
  )
}
