/** @file The pictures that the views share: the image under the kernel, and a map of one number a place. */
import { useMediaQuery } from '@mantine/hooks'
import { useMemo, type ReactNode } from 'react'
import type { TensorData } from '../../tensor'
import { channelsOf, flat } from '../inside/convolution'
import { Heat, type HeatProps } from '../inside/Heat'
import { pixelsUnder } from '../inside/useCell'
import type { ConvView } from './convView'
import { isPhoto } from './isPhoto'
import { cellOver } from './place'
import { known } from './useForward'

/** Longest side of a picture, px. On a phone, image and response stand side by side. */
const [PICTURE, NARROW_PICTURE] = [218, 170]

function usePictureSide(): number {
  return useMediaQuery('(max-width: 759.98px)', undefined, { getInitialValueInEffect: false })
    ? NARROW_PICTURE
    : PICTURE
}

/** The channel that is looked at, with its padding and the window on it. Over it, the window follows the pointer. */
export function InputMap({
  name,
  forward,
  chosen,
  onChoose,
  caption,
}: ConvView & { readonly onChoose: () => void; readonly caption: ReactNode }) {
  const { layer, sizes } = forward
  const { cell, local, set } = chosen
  const { data } = known(layer.x)
  const largest = usePictureSide()
  const channel = channelsOf(sizes, cell.channel)[0] + local
  const first = flat(sizes.x, [cell.example, channel, 0, 0])
  const { row: top, column: left } = cell
  const marks = useMemo(() => pixelsUnder(sizes, { row: top, column: left }), [sizes, top, left])
  const photo = useMemo(() => isPhoto(data, first, sizes.x[2]! * sizes.x[3]!), [data, first, sizes])
  const over = (row: number, column: number) => {
    onChoose()
    set(cellOver(sizes, { row, column }))
  }
  return (
    <figure>
      <figcaption>{caption}</figcaption>
      <Heat
        data={data}
        first={first}
        rows={sizes.x[2]!}
        columns={sizes.x[3]!}
        tone="value"
        photo={photo}
        padding={sizes.padding}
        marks={marks}
        largest={largest}
        label={`Input channel ${channel} of ${name}; arrow keys move the window`}
        valueText={`window at [${marks[0]!.join(', ')}]`}
        onPick={over}
        onHover={over}
        onMove={(dy, dx) => {
          onChoose()
          set({ row: cell.row + dy, column: cell.column + dx })
        }}
      />
    </figure>
  )
}

interface CellMapProps extends Pick<ConvView, 'forward' | 'chosen'> {
  readonly data: TensorData
  readonly first: number
  readonly caption: ReactNode
  readonly label: string
  readonly onChoose: () => void
  readonly until?: number | null
  readonly limit?: number
  readonly tone?: HeatProps['tone']
}

/** One number for each place of the kernel; the pointer chooses the cell. */
export function CellMap({ forward: { sizes }, chosen, caption, onChoose, tone = 'value', ...rest }: CellMapProps) {
  const { cell, set } = chosen
  const largest = usePictureSide()
  const here = useMemo(() => [[cell.row, cell.column] as const], [cell.row, cell.column])
  const choose = (row: number, column: number) => {
    onChoose()
    set({ row, column })
  }
  return (
    <figure>
      <figcaption>{caption}</figcaption>
      <Heat
        {...rest}
        rows={sizes.y[2]!}
        columns={sizes.y[3]!}
        tone={tone}
        marks={here}
        largest={largest}
        valueText={`cell [${cell.row}, ${cell.column}]`}
        onPick={choose}
        onHover={choose}
        onMove={(dy, dx) => choose(cell.row + dy, cell.column + dx)}
      />
    </figure>
  )
}
