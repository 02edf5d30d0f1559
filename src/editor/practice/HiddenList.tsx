/** @file What an exercise hides so far, each with its number and a way to show it again. */
import { CloseButton } from '@mantine/core'
import { showNumbers, type Hidden } from '../../graph'
import { formatNumber } from '../format'
import { useServices } from '../state/context'
import { usePractice } from './practiceStore'

export function HiddenList({ hidden }: { readonly hidden: readonly Hidden[] }) {
  const { documents, view } = useServices()
  const report = usePractice((state) => state.report)
  if (!hidden.length) return <p className="gw-inspector-note">Nothing is hidden yet.</p>
  const places = report?.places ?? []
  return (
    <section className="gw-hidden-list" aria-label="Hidden numbers">
      <h3>
        Hidden <small>{report ? `${report.total} numbers` : ''}</small>
      </h3>
      <ul>
        {hidden.map((item) => {
          const { kind, key, element } = item
          const place = places.find((candidate) => candidate.kind === kind && candidate.key === key)
          const index = place?.items.find((candidate) => candidate.element === element)?.index ?? ''
          const name = `${place?.name ?? key}${element === undefined || !index ? '' : ` ${index}`}`
          const numbers = place && (element === undefined ? place.numbers : [place.numbers[element] ?? null])
          return (
            <li key={`${kind} ${key} ${element}`} data-kind={kind}>
              <button
                type="button"
                onClick={() => (kind === 'edge' ? view.select([], [key]) : view.select([key.split('.')[0]!]))}
              >
                {name}
              </button>
              <span className="gw-place-number">{numbers ? short(numbers) : ''}</span>
              <CloseButton
                size="xs"
                aria-label={`Show ${name} again`}
                onClick={() => documents.run(showNumbers([item]))}
              />
            </li>
          )
        })}
      </ul>
      {report?.problems.map((message) => (
        <p key={message} className="gw-callout">
          {message}
        </p>
      ))}
    </section>
  )
}

function short(numbers: readonly (number | null)[]): string {
  const shown = numbers.slice(0, 3).map((x) => (x === null ? '?' : formatNumber(x)))
  return numbers.length > 3 ? `${shown.join(', ')} …` : shown.join(', ')
}
