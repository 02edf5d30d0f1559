/** @file Every kernel beside its response, in the order of the bank: a row for each size. */
import { UnstyledButton } from '@mantine/core'
import { useMemo } from 'react'
import { gaborOfBank, type GaborBank } from '../../tensor'
import { flat } from '../inside/convolution'
import type { ConvView } from './convView'
import { isPhoto } from './isPhoto'
import { short } from './short'
import { largestOf, Tile } from './Tile'
import { known } from './useForward'

const KERNEL = 44
const RESPONSE = 112
/** More are seen in the tensor view. */
const MOST = 64

interface ResponseGridProps extends ConvView {
  /** What the kernels are; null: no bank. */
  readonly bank: GaborBank | null
  readonly onOpen: (channel: number) => void
}

export function ResponseGrid({ name, forward: { layer, sizes }, chosen: { cell }, bank, onOpen }: ResponseGridProps) {
  const y = known(layer.y).data
  const weight = known(layer.weight).data
  const [, outputs, rows, columns] = sizes.y as readonly [number, number, number, number]
  const size = outputs * rows * columns
  const x = known(layer.x).data
  const photo = useMemo(
    () => isPhoto(x, flat(sizes.x, [cell.example, 0, 0, 0]), sizes.x[2]! * sizes.x[3]!),
    [x, sizes, cell.example],
  )
  // One scale for all, so that they can be compared.
  const limit = useMemo(
    () => largestOf(y.subarray(cell.example * size, (cell.example + 1) * size)),
    [y, cell.example, size],
  )
  return (
    <>
      <p className="gw-gabor-words">
        {bank
          ? 'Each kernel answers where the image has stripes of its direction and width: blue where they match, orange where they are reversed. One scale for all.'
          : 'Blue: positive responses, orange: negative ones. One scale for all.'}{' '}
        Choose one to slide it over the image.
      </p>
      <ol className="gw-gabor-grid" aria-label={`Kernels of ${name} and their responses`}>
        <li className="gw-gabor-image">
          <Tile
            data={x}
            first={flat(sizes.x, [cell.example, 0, 0, 0])}
            rows={sizes.x[2]!}
            columns={sizes.x[3]!}
            tone="value"
            photo={photo}
            size={RESPONSE}
          />
          <small>the image</small>
        </li>
        {Array.from({ length: Math.min(outputs, MOST) }, (_, channel) => {
          const gabor = bank && gaborOfBank(bank, channel)
          const words = gabor ? `${short(gabor.orientation)}°, λ ${short(gabor.wavelength)}` : ''
          return (
            <li key={channel}>
              <UnstyledButton
                data-chosen={channel === cell.channel || undefined}
                aria-label={`Slide kernel ${channel}${words && `, ${words}`}`}
                onClick={() => onOpen(channel)}
              >
                <span>
                  <Tile
                    data={weight}
                    first={flat(sizes.weight, [channel, 0, 0, 0])}
                    rows={sizes.weight[2]!}
                    columns={sizes.weight[3]!}
                    tone="parameter"
                    size={KERNEL}
                  />
                  <small>
                    {channel}
                    {gabor && (
                      <>
                        <br />
                        {short(gabor.orientation)}°<br />λ {short(gabor.wavelength)}
                      </>
                    )}
                  </small>
                </span>
                <Tile
                  data={y}
                  first={flat(sizes.y, [cell.example, channel, 0, 0])}
                  rows={rows}
                  columns={columns}
                  tone="value"
                  size={RESPONSE}
                  limit={limit}
                />
              </UnstyledButton>
            </li>
          )
        })}
      </ol>
      {outputs > MOST && <p className="gw-gabor-words">And {outputs - MOST} more kernels: see the Tensor tab.</p>}
    </>
  )
}
