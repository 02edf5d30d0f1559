/** @file Every kernel as a picture, beside its hidden twin where it has one, with how like it is. */
import type { FilterFit, KernelBank } from '../../runtime/protocol'
import { kernelPixels } from '../lookinside/pixels'
import { PixelCanvas } from '../lookinside/PixelCanvas'
import { useScheme } from '../theme'
import { filtersStore } from './filtersStore'
import { FOUND, GABOR_LIKE, shareText } from './filterWords'

/** More pictures than this are more than a person looks at. */
const MOST = 256
/** CSS pixels. Few are shown larger; two pairs fit side by side on a narrow screen. */
const sizeOf = (count: number, pairs: boolean) => (count > 40 ? 52 : count > 16 ? 64 : pairs ? 72 : 84)

interface GridProps {
  readonly bank: KernelBank
  readonly channel: number
  readonly fits: readonly (FilterFit | null | undefined)[]
  readonly chosen: number | null
}

export function FilterGrid({ bank, channel, fits, chosen }: GridProps) {
  const [count] = bank.shape as [number]
  const size = sizeOf(count, bank.hidden !== null)
  const width = (bank.hidden ? 2 * size + 6 : size) + 16
  return (
    <div className="gw-filters-room">
      <ul className="gw-filters-grid" style={{ gridTemplateColumns: `repeat(auto-fill, ${width}px)` }}>
        {Array.from({ length: Math.min(count, MOST) }, (_, kernel) => (
          <li key={kernel}>
            <Tile
              bank={bank}
              channel={channel}
              kernel={kernel}
              size={size}
              fit={fits[kernel]}
              chosen={kernel === chosen}
            />
          </li>
        ))}
      </ul>
      {count > MOST && (
        <p className="gw-inspector-note">
          The first {MOST} of {count} kernels are shown.
        </p>
      )}
    </div>
  )
}

interface TileProps {
  readonly bank: KernelBank
  readonly channel: number
  readonly kernel: number
  readonly size: number
  readonly fit: FilterFit | null | undefined
  readonly chosen: boolean
}

function Tile({ bank, channel, kernel, size, fit, chosen }: TileProps) {
  const correlation = bank.hidden?.correlations[kernel]
  const like = correlation !== undefined ? correlation >= FOUND : (fit?.rSquared ?? 0) >= GABOR_LIKE
  const words = [
    ...(correlation === undefined ? [] : [`r ${shareText(correlation)}`]),
    ...(fit ? [`R² ${shareText(fit.rSquared)}`] : []),
  ]
  return (
    <button
      type="button"
      className="gw-filters-tile"
      aria-pressed={chosen}
      aria-label={[`Kernel ${kernel}`, ...words].join(', ')}
      data-like={like || undefined}
      onClick={() => filtersStore.setState({ chosen: chosen ? null : kernel })}
    >
      <span className="gw-filters-pair">
        <KernelPicture data={bank.data} bank={bank} channel={channel} kernel={kernel} size={size} label="learned" />
        {bank.hidden && (
          <KernelPicture
            data={bank.hidden.data}
            bank={bank}
            channel={channel}
            kernel={kernel}
            size={size}
            label="hidden"
          />
        )}
      </span>
      {words.map((word) => (
        <span key={word.slice(0, 2)} className="gw-filters-share">
          {word}
        </span>
      ))}
    </button>
  )
}

interface PictureProps {
  /** As long as the kernels of the bank. */
  readonly data: ArrayLike<number>
  readonly bank: KernelBank
  readonly channel: number
  readonly kernel: number
  readonly size: number
  readonly label: string
}

/** By sign, normalised by itself. */
export function KernelPicture({ data, bank, channel, kernel, size, label }: PictureProps) {
  const scheme = useScheme()
  const [, channels, rows, columns] = bank.shape as [number, number, number, number]
  const pixels = kernelPixels(data, kernel * channels * rows * columns, [channels, rows, columns], {
    paint: 'signed',
    channel,
    scheme,
  })
  return <PixelCanvas pixels={pixels} rows={rows} columns={columns} size={size} label={label} />
}
