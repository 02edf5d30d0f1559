/** @file A breakpoint on a condition: what has to happen, with its bound, its parameter or its port. */
import { Button, Group, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { ops } from '../../ops'
import type { Stop } from '../../runtime/protocol'
import { NumberField } from '../fields'
import { plainPort, splitKey } from '../math'
import { useDocument, useServices } from '../state/context'
import { useCheck } from '../state/useCheck'
import { useTravel } from '../state/travelStore'
import { breakpointAt, stopWords, toggleBreakpoint } from './stops'

const CONDITIONS = [
  { value: 'non-finite', label: 'NaN or infinity appears' },
  { value: 'delta-above', label: '|δ| above a bound' },
  { value: 'delta-below', label: '|δ| below a bound' },
  { value: 'sign', label: 'a parameter changes sign' },
  { value: 'port', label: 'something happens at a port' },
] as const
type Condition = (typeof CONDITIONS)[number]['value']

export function ConditionForm() {
  const { view } = useServices()
  const document = useDocument((state) => state.document)
  const breakpoints = useTravel((state) => state.breakpoints)
  const { order } = useCheck()
  const [condition, setCondition] = useState<Condition>('non-finite')
  const [bounds, setBounds] = useState({ 'delta-above': 10, 'delta-below': 1e-4 })
  const [picked, setPicked] = useState('')
  const parameters = order.flatMap((node) =>
    (node.op.id === 'parameter' ? ['y'] : node.parameters).map((port) => `${node.id}.${port}`),
  )
  const ports = order.flatMap((node) =>
    [...Object.keys(node.wires), ...node.parameters, ...Object.keys(node.op.outputs)].map(
      (port) => `${node.id}.${port}`,
    ),
  )
  const places = condition === 'sign' ? parameters : condition === 'port' ? ports : []
  const place = places.includes(picked) ? picked : places[0]
  const stop = stopOf(condition, bounds, place)
  const there = stop && breakpointAt(breakpoints, stop)
  return (
    <form
      className="gw-travel-form"
      aria-label="New breakpoint on a condition"
      onSubmit={(event) => {
        event.preventDefault()
        if (!stop || there) return
        toggleBreakpoint(stop)
        view.announce(`Breakpoint set: ${stopWords(document, stop)}.`)
      }}
    >
      <Group gap={6} align="flex-end">
        <NativeSelect
          size="xs"
          label="Stop when"
          value={condition}
          onChange={(change) => setCondition(change.currentTarget.value as Condition)}
          data={[...CONDITIONS]}
        />
        {(condition === 'delta-above' || condition === 'delta-below') && (
          <NumberField
            label="Bound"
            w={84}
            min={0}
            value={bounds[condition]}
            onCommit={(value) => value !== null && setBounds({ ...bounds, [condition]: value })}
          />
        )}
        {places.length > 0 && (
          <NativeSelect
            size="xs"
            label={condition === 'sign' ? 'Parameter' : 'Port'}
            value={place}
            onChange={(change) => setPicked(change.currentTarget.value)}
            data={places.map((key) => ({
              value: key,
              label:
                condition === 'sign'
                  ? plainPort(document, ops, splitKey(key))
                  : stopWords(document, { kind: 'port', ...splitKey(key) }),
            }))}
          />
        )}
        <Button type="submit" disabled={!stop || there !== undefined}>
          {there ? 'Set already' : 'Set breakpoint'}
        </Button>
      </Group>
      {!stop && <p className="gw-travel-note">This graph has no {condition === 'sign' ? 'parameter' : 'port'} yet.</p>}
    </form>
  )
}

function stopOf(
  condition: Condition,
  bounds: Readonly<Record<'delta-above' | 'delta-below', number>>,
  place: string | undefined,
): Stop | null {
  switch (condition) {
    case 'non-finite':
      return { kind: 'non-finite' }
    case 'delta-above':
    case 'delta-below':
      return { kind: condition, bound: bounds[condition] }
    case 'sign':
      return place === undefined ? null : { kind: 'sign', key: place }
    case 'port':
      return place === undefined ? null : { kind: 'port', ...splitKey(place) }
  }
}
