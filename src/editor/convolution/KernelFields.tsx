/** @file Which example, which kernel, which input channel: only what there is more than one of. */
import { memo } from 'react'
import { NumberField } from '../fields'
import { channelsOf, type ConvSizes } from '../inside/convolution'
import type { ChosenCell } from '../inside/useCell'

interface KernelFieldsProps {
  readonly sizes: ConvSizes
  readonly example: number
  readonly channel: number
  readonly local: number
  readonly set: ChosenCell['set']
}

/** Not drawn again while the kernel only moves. */
export const KernelFields = memo(function KernelFields({ sizes, example, channel, local, set }: KernelFieldsProps) {
  const [first, channels] = channelsOf(sizes, channel)
  const field = (label: string, value: number, from: number, count: number, commit: (to: number) => void) =>
    count > 1 && (
      <NumberField
        label={label}
        description={`${from} … ${from + count - 1}`}
        w={84}
        integer
        min={from}
        max={from + count - 1}
        value={value}
        onCommit={(to) => commit(to!)}
      />
    )
  return (
    <>
      {field('Example', example, 0, sizes.x[0]!, (to) => set({ example: to }))}
      {field('Kernel', channel, 0, sizes.y[1]!, (to) => set({ channel: to }))}
      {field('Channel', first + local, first, channels, (to) => set({ local: to - first }))}
    </>
  )
})
