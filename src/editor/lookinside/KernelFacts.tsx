/** @file The chosen kernel by itself, and where to go on from it. */
import { Button } from '@mantine/core'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { formatNumber } from '../format'
import { useServices } from '../state/context'
import { useScheme } from '../theme'
import { lookStore } from './lookStore'
import { kernelPixels, largest, paintsFor } from './pixels'
import { PixelCanvas } from './PixelCanvas'
import type { Kernels } from './useKernels'

const SIZE = 84

export function KernelFacts({ kernels, conv }: { readonly kernels: Kernels; readonly conv: string }) {
  const { view } = useServices()
  const { unit, paint: wish, channel } = useStore(lookStore)
  const scheme = useScheme()
  const { shape, data } = kernels
  const [count, channels, rows, columns] = shape as readonly [number, number, number, number]
  const paints = paintsFor(channels)
  const paint = wish && paints.includes(wish) ? wish : paints[0]!
  const index = unit?.node === conv && unit.unit < count ? unit.unit : null
  const size = channels * rows * columns
  const first = (index ?? 0) * size
  const pixels = useMemo(
    () => kernelPixels(data, first, [channels, rows, columns], { paint, channel, scheme }),
    [data, first, channels, rows, columns, paint, channel, scheme],
  )
  if (index === null) return <p className="gw-look-words">Click a kernel to choose its unit.</p>
  let square = 0
  for (let i = first; i < first + size; i++) square += data[i]! ** 2
  const open = () => {
    lookStore.setState({ view: 'unit' })
    view.announce(`Unit ${index}.`)
  }
  return (
    <div className="gw-look-facts">
      <PixelCanvas pixels={pixels} rows={rows} columns={columns} size={SIZE} label={`Kernel ${index}, enlarged`} />
      <dl>
        <dt>kernel</dt>
        <dd>
          {index} of {count}
        </dd>
        <dt>largest |w|</dt>
        <dd>{formatNumber(largest(data, first, size))}</dd>
        <dt>length ‖w‖</dt>
        <dd>{formatNumber(Math.sqrt(square))}</dd>
      </dl>
      <Button size="xs" variant="value-soft" onClick={open}>
        What excites it?
      </Button>
    </div>
  )
}
