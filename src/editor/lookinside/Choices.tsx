/** @file Which image and which unit are looked at: the same choice in every view. */
import { ActionIcon, Group, NativeSelect } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useStore } from 'zustand'
import type { LookedLayer, LookedNetwork } from '../../runtime/protocol'
import { NumberField } from '../fields'
import { nodeName } from '../format'
import { useDocument } from '../state/context'
import { lookStore, type LookUnitAt } from './lookStore'

export function ImageChoice({ count }: { readonly count: number }) {
  const example = useExample(count)
  const go = (to: number) => lookStore.setState({ example: Math.max(0, Math.min(count - 1, to)) })
  return (
    <Group gap={4} wrap="nowrap" align="flex-end">
      <NumberField
        className="gw-look-number"
        size="xs"
        label="Image"
        integer
        min={0}
        max={count - 1}
        value={example}
        onCommit={(to) => go(to!)}
      />
      <ActionIcon
        variant="quiet"
        size={30}
        aria-label="Previous image"
        disabled={example === 0}
        onClick={() => go(example - 1)}
      >
        <IconChevronLeft size={15} />
      </ActionIcon>
      <ActionIcon
        variant="quiet"
        size={30}
        aria-label="Next image"
        disabled={example >= count - 1}
        onClick={() => go(example + 1)}
      >
        <IconChevronRight size={15} />
      </ActionIcon>
    </Group>
  )
}

export const useExample = (count: number): number =>
  useStore(lookStore, (state) => Math.max(0, Math.min(count - 1, state.example)))

export interface ChosenUnit extends LookUnitAt {
  readonly layer: LookedLayer
}

/** What was chosen, as far as it is still there; else the first unit of the first layer. Null: the network has no layer. */
export function useUnit({ layers }: LookedNetwork): ChosenUnit | null {
  const wish = useStore(lookStore, (state) => state.unit)
  const layer = layers.find(({ node }) => node === wish?.node) ?? layers[0]
  if (!layer) return null
  const unit = layer.node === wish?.node ? Math.min(wish.unit, layer.units - 1) : 0
  return { node: layer.node, unit, layer }
}

export function UnitChoice({ network, chosen }: { readonly network: LookedNetwork; readonly chosen: ChosenUnit }) {
  const document = useDocument((state) => state.document)
  const { layer, unit } = chosen
  return (
    <Group gap={6} wrap="nowrap" align="flex-end">
      <NativeSelect
        size="xs"
        label="Layer"
        value={layer.node}
        data={network.layers.map(({ node, op }) => ({ value: node, label: `${nodeName(document, node)} ${op}` }))}
        onChange={(event) => lookStore.setState({ unit: { node: event.currentTarget.value, unit: 0 } })}
      />
      <NumberField
        className="gw-look-number"
        size="xs"
        label="Unit"
        integer
        min={0}
        max={layer.units - 1}
        value={unit}
        onCommit={(to) => lookStore.setState({ unit: { node: layer.node, unit: to! } })}
      />
    </Group>
  )
}

/** "c₁ · unit 5: sees 11 × 11 pixels" */
export function fieldWords({ field }: LookedLayer): string {
  if (!field) return 'sees the whole image'
  return field[0] === 1 && field[1] === 1 ? 'sees one pixel' : `sees ${field[0]} × ${field[1]} pixels`
}
