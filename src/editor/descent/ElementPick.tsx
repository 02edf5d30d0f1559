/** @file Choosing one number of θ: the parameter tensor, and which of its elements. */
import { NativeSelect } from '@mantine/core'
import { useStore } from 'zustand'
import type { ElementAt } from '../../runtime/protocol'
import { NumberField } from '../fields'
import { elementName } from '../format'
import { useServices } from '../state/context'
import { partName, sceneStore } from './sceneStore'

interface ElementPickProps {
  readonly label: string
  readonly at: ElementAt
  readonly onPick: (at: ElementAt) => void
}

export function ElementPick({ label, at, onPick }: ElementPickProps) {
  const services = useServices()
  const parts = useStore(sceneStore, (state) => state.scene?.parts)
  const part = parts?.find(({ key }) => key === at.key)
  return (
    <div className="gw-descent-pick">
      <NativeSelect
        size="xs"
        label={label}
        value={at.key}
        data={(parts ?? []).map(({ key, shape }) => ({
          value: key,
          label: `${partName(services, key)}${shape.length ? ` [${shape.join(', ')}]` : ''}`,
        }))}
        onChange={(event) => onPick({ key: event.currentTarget.value, element: 0 })}
      />
      {part && part.size > 1 && (
        <NumberField
          className="gw-descent-element"
          label={`Element ${elementName(part.shape, at.element)}`}
          aria-label={`Element of ${partName(services, at.key)}, counted from 0`}
          integer
          min={0}
          max={part.size - 1}
          value={at.element}
          onCommit={(element) => element !== null && onPick({ ...at, element })}
        />
      )}
    </div>
  )
}
