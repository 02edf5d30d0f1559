/** @file The values of one parameter: a number with a slider, a grid, or what is known of them. */
import { Group, Slider } from '@mantine/core'
import { useState } from 'react'
import { decodeTensor, own, setTensor, type TensorContent } from '../../graph'
import { ops } from '../../ops'
import { numel, shapeText } from '../../tensor'
import { NumberField } from '../fields'
import { formatNumber } from '../format'
import { plainPort, splitKey } from '../math'
import { useDocument, useServices } from '../state/context'
import { useTensor } from './hooks'
import { NumberGrid } from './NumberGrid'
import { withElement } from './tensorEdits'

/** Up to this many elements are edited one by one. */
export const EDITABLE = 64

export function ParameterEditor({ portKey }: { readonly portKey: string }) {
  const { documents } = useServices()
  const document = useDocument((state) => state.document)
  const view = useTensor('values', portKey)
  const stored = own(document.tensors, portKey)
  const label = plainPort(document, ops, splitKey(portKey))
  const shape = stored?.shape ?? view?.shape
  const small = shape !== undefined && numel(shape) <= EDITABLE
  // What the document holds is newer than the last run.
  const tensor: TensorContent | null = !small
    ? null
    : stored
      ? decodeTensor(stored)
      : view
        ? { dtype: view.dtype, shape: view.shape, data: view.head }
        : null
  const change = (index: number, value: number) => {
    if (tensor)
      documents.run(setTensor(portKey, withElement(tensor, index, value), { mergeKey: `tensor ${portKey} ${index}` }))
  }
  return (
    <section className="gw-parameter" aria-label={`Parameter ${label}`}>
      <h3>
        <span className="gw-swatch" aria-hidden="true" />
        {label} <small>{shape ? shapeText(shape) : 'shape not known yet'}</small>
      </h3>
      {tensor && numel(tensor.shape) === 1 ? (
        <ScalarEditor label={label} value={tensor.data[0]!} onChange={(value) => change(0, value)} />
      ) : tensor ? (
        <NumberGrid tensor={tensor} label={label} onChange={change} />
      ) : view ? (
        <p className="gw-inspector-note">
          {numel(view.shape).toLocaleString('en')} numbers from {formatNumber(view.statistics.min)} to{' '}
          {formatNumber(view.statistics.max)}. See them in the Tensor tab.
        </p>
      ) : (
        <p className="gw-inspector-note">It gets its values when its shape is known: wire the inputs of this node.</p>
      )}
    </section>
  )
}

function ScalarEditor({
  label,
  value,
  onChange,
}: {
  readonly label: string
  readonly value: number
  readonly onChange: (value: number) => void
}) {
  // The range is fixed while the thumb moves, and grows when a number is typed beyond it.
  const [reach, setReach] = useState(() => reachOf(value))
  if (Number.isFinite(value) && Math.abs(value) > reach) setReach(reachOf(value))
  return (
    <Group gap={10} wrap="nowrap" align="flex-start" className="gw-scalar">
      <NumberField w={116} aria-label={`Value of ${label}`} value={value} onCommit={(x) => onChange(x!)} />
      <Slider
        flex={1}
        mt={11}
        size="sm"
        color="var(--gw-param)"
        thumbLabel={`Value of ${label}`}
        min={-reach}
        max={reach}
        step={reach / 200}
        value={Number.isFinite(value) ? value : 0}
        label={(x) => formatNumber(x)}
        onChange={onChange}
      />
    </Group>
  )
}

function reachOf(value: number): number {
  return Number.isFinite(value) && Math.abs(value) > 2 ? 2 ** Math.ceil(Math.log2(Math.abs(value) * 1.25)) : 2
}
