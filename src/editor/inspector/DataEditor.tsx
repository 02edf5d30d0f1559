/** @file The numbers that an input or a constant gives: a grid for small ones, pasted text for any. */
import { Button, Group, Textarea } from '@mantine/core'
import { useState } from 'react'
import { decodeTensor, encodeTensor, own, setTensor, type StoredTensor } from '../../graph'
import { numel, shapeText, storageFor, type Dim } from '../../tensor'
import { nodeName } from '../format'
import { useDocument, useServices } from '../state/context'
import { NumberGrid } from './NumberGrid'
import { EDITABLE } from './ParameterEditor'
import { concreteShape, parsePaste, withElement, withoutRow, withRow } from './tensorEdits'

export interface DataEditorProps {
  readonly node: string
  readonly declared: readonly Dim[]
  readonly dtype: StoredTensor['dtype']
}

export function DataEditor({ node, declared, dtype }: DataEditorProps) {
  const { documents } = useServices()
  const key = `${node}.y`
  const stored = useDocument((state) => own(state.document.tensors, key))
  const label = useDocument((state) => nodeName(state.document, node))
  const put = (tensor: StoredTensor, mergeKey?: string) =>
    documents.run(setTensor(key, tensor, mergeKey === undefined ? {} : { mergeKey }))
  const tensor = stored && numel(stored.shape) <= EDITABLE ? decodeTensor(stored) : null
  // Rows can come and go where the declared shape leaves their number open.
  const openRows = typeof declared[0] === 'string'
  const zeros = () => {
    const shape = concreteShape(declared, undefined)
    put(encodeTensor({ dtype, shape, data: storageFor(dtype, numel(shape)) }))
  }
  return (
    <section className="gw-parameter" aria-label={`Numbers of ${label}`}>
      <h3>
        Numbers <small>{stored ? shapeText(stored.shape) : 'none yet'}</small>
      </h3>
      {tensor ? (
        <NumberGrid
          tensor={tensor}
          label={label}
          onChange={(index, value) => put(withElement(tensor, index, value), `tensor ${key} ${index}`)}
          onRemoveRow={openRows ? (row) => put(withoutRow(tensor, row)) : undefined}
        />
      ) : stored ? (
        <p className="gw-inspector-note">
          {numel(stored.shape).toLocaleString('en')} numbers. See them in the Tensor tab; paste to replace them.
        </p>
      ) : (
        <p className="gw-inspector-note">Nothing after {label} can run until it has numbers.</p>
      )}
      <Group gap={8}>
        {tensor && openRows && tensor.shape.length > 0 && <Button onClick={() => put(withRow(tensor))}>Add row</Button>}
        {!stored && <Button onClick={zeros}>Fill with zeros</Button>}
      </Group>
      <Paste declared={declared} dtype={dtype} onTake={(value) => put(value)} />
    </section>
  )
}

function Paste({
  declared,
  dtype,
  onTake,
}: {
  readonly declared: readonly Dim[]
  readonly dtype: StoredTensor['dtype']
  readonly onTake: (tensor: StoredTensor) => void
}) {
  const [open, setOpen] = useState(false)
  const [text, setText] = useState('')
  const [error, setError] = useState<string | null>(null)
  if (!open) return <Button onClick={() => setOpen(true)}>Paste numbers…</Button>
  const take = () => {
    const parsed = parsePaste(text, declared, dtype)
    if (!parsed.ok) return setError(parsed.message)
    onTake(parsed.value)
    setText('')
    setError(null)
    setOpen(false)
  }
  return (
    <div>
      <Textarea
        size="xs"
        label="Numbers"
        description={`One row a line, separated by commas, tabs or spaces; shape ${shapeText(declared)}.`}
        rows={5}
        spellCheck={false}
        value={text}
        error={error}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Group gap={8} mt={6}>
        <Button variant="value" onClick={take}>
          Use these numbers
        </Button>
        <Button onClick={() => setOpen(false)}>Cancel</Button>
      </Group>
    </div>
  )
}
