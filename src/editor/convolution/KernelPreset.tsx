/** @file Gives the chosen kernel a shape with a name. */
import { NativeSelect } from '@mantine/core'
import { memo } from 'react'
import type { CheckedNode } from '../../check'
import type { Shape, TensorData } from '../../tensor'
import { kernelIndices, pick, type ConvSizes } from '../inside/convolution'
import { useDocument, useServices } from '../state/context'
import { KERNEL_PRESETS, LEAST_SIDE, presetOf, type KernelPreset as Preset } from './kernelPresets'
import { setKernel, weightPlace } from './setKernel'

const OWN = 'own'

/** The preset that a kernel is just now. */
export function presetNow(sizes: ConvSizes, weight: TensorData, channel: number, local: number): Preset | undefined {
  const numbers = pick(weight, kernelIndices(sizes, channel, local))
  // A preset is shared evenly by the channels.
  const plane = numbers.map((value) => value * sizes.weight[1]!)
  return presetOf(plane, sizes.weight[2]!, sizes.weight[3]!)
}

interface KernelPresetProps {
  readonly node: CheckedNode
  readonly sizes: ConvSizes
  readonly weight: { readonly shape: Shape; readonly data: TensorData }
  readonly channel: number
  readonly preset: Preset | undefined
}

/** Not drawn again while the kernel only moves. */
export const KernelPreset = memo(function KernelPreset({ node, sizes, weight, channel, preset }: KernelPresetProps) {
  const { documents } = useServices()
  const place = useDocument((state) => weightPlace(state.document, node).ok)
  const [height, width] = [sizes.weight[2]!, sizes.weight[3]!]
  if (!place || Math.min(height, width) < LEAST_SIDE) return null
  return (
    <NativeSelect
      size="xs"
      label="Kernel as"
      w={184}
      value={preset?.id ?? OWN}
      data={[
        ...(preset ? [] : [{ value: OWN, label: 'as it is' }]),
        ...KERNEL_PRESETS.map(({ id, label }) => ({ value: id, label })),
      ]}
      onChange={(event) => {
        const chosen = KERNEL_PRESETS.find(({ id }) => id === event.currentTarget.value)
        if (chosen) setKernel(documents, node, weight, channel, chosen.make(height, width), chosen.label)
      }}
    />
  )
})
