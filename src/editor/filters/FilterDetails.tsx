/** @file One kernel, large: beside its hidden twin or the Gabor function that fits it best, with that one's numbers. */
import type { FilterFit, KernelBank } from '../../runtime/protocol'
import { KernelPicture } from './FilterGrid'
import { fitRows, shareText } from './filterWords'

interface DetailsProps {
  readonly bank: KernelBank
  readonly channel: number
  readonly kernel: number
  /** undefined: none was asked for, or it is still to come. */
  readonly fit: FilterFit | null | undefined
}

const SIZE = 76

export function FilterDetails({ bank, channel, kernel, fit }: DetailsProps) {
  const [, , rows, columns] = bank.shape as [number, number, number, number]
  const correlation = bank.hidden?.correlations[kernel]
  return (
    <section className="gw-filters-details" aria-label={`Kernel ${kernel}`}>
      <h3>Kernel {kernel}</h3>
      <div className="gw-filters-pictures">
        <figure>
          <KernelPicture data={bank.data} bank={bank} channel={channel} kernel={kernel} size={SIZE} label="learned" />
          <figcaption>learned</figcaption>
        </figure>
        {bank.hidden && (
          <figure>
            <KernelPicture
              data={bank.hidden.data}
              bank={bank}
              channel={channel}
              kernel={kernel}
              size={SIZE}
              label="hidden"
            />
            <figcaption>hidden</figcaption>
          </figure>
        )}
        {fit && (
          <figure>
            <KernelPicture
              data={fit.picture}
              bank={{ ...bank, shape: [1, 1, rows, columns] }}
              channel={0}
              kernel={0}
              size={SIZE}
              label="best Gabor"
            />
            <figcaption>best Gabor</figcaption>
          </figure>
        )}
      </div>
      {correlation !== undefined && <p>Correlation with the hidden kernel: {shareText(correlation)}</p>}
      {fit && (
        <dl>
          {fitRows(fit).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {fit === null && <p>This kernel is the same everywhere, so no Gabor function fits it.</p>}
    </section>
  )
}
