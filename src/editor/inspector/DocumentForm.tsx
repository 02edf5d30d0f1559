/** @file The document as a whole: shown when nothing is selected. */
import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { nodeName, portKey, setDescription, setName, setObjective } from '../../graph'
import { numel } from '../../tensor'
import { isConcrete } from '../../check'
import { useDocument, useServices } from '../state/context'
import { useCheck } from '../state/useCheck'

const AUTOMATIC = ''

export function DocumentForm() {
  const { documents } = useServices()
  const document = useDocument((state) => state.document)
  const checked = useCheck()
  const [name, setDraft] = useState(document.name)
  useEffect(() => setDraft(document.name), [document.name])
  const scalars = checked.order.flatMap((node) =>
    Object.keys(node.op.outputs)
      .map((port) => ({ node: node.id, port, shape: checked.shapes[portKey(node.id, port)] }))
      .filter(({ shape }) => shape?.every((size) => size === 1) && Object.keys(node.wires).length > 0),
  )
  const explicit = document.objective ? portKey(document.objective.node, document.objective.port) : AUTOMATIC
  const found = checked.objective ? nodeName(document, checked.objective.node) : 'none yet'
  const options = [
    { value: AUTOMATIC, label: `the only loss (${document.objective ? 'automatic' : found})` },
    ...scalars.map(({ node, port }) => ({ value: portKey(node, port), label: nodeName(document, node) })),
  ]
  const parameters = checked.order.flatMap((node) =>
    node.op.id === 'parameter' ? [portKey(node.id, 'y')] : node.parameters.map((port) => portKey(node.id, port)),
  )
  const scalarCount = parameters.reduce((sum, key) => {
    const shape = checked.shapes[key]
    return sum + (shape && isConcrete(shape) ? numel(shape) : 0)
  }, 0)
  const rows = [
    ['nodes', Object.keys(document.nodes).length],
    ['edges', Object.keys(document.edges).length],
    ['parameters', parameters.length],
    ['numbers in them', scalarCount],
  ] as const
  return (
    <div className="gw-form">
      <TextInput
        size="xs"
        label="Name of the graph"
        value={name}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={() => name.trim() !== document.name && documents.run(setName(name))}
        onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
      />
      <DescriptionField />
      <NativeSelect
        size="xs"
        label="Objective"
        description="The one number that the backward pass differentiates."
        value={explicit}
        data={
          options.some((option) => option.value === explicit)
            ? options
            : [...options, { value: explicit, label: `${explicit} (not a single number now)` }]
        }
        onChange={(event) => {
          const [node, port] = event.currentTarget.value.split('.')
          documents.run(setObjective(node && port ? { node, port } : undefined))
        }}
      />
      <dl className="gw-rows">
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value.toLocaleString('en')}</dd>
          </div>
        ))}
      </dl>
      <p className="gw-inspector-note">Select a node to change its attributes and parameters.</p>
    </div>
  )
}

function DescriptionField() {
  const { documents } = useServices()
  const description = useDocument((state) => state.document.description ?? '')
  const [draft, setDraft] = useState(description)
  const [error, setError] = useState<string | null>(null)
  useEffect(() => setDraft(description), [description])
  const commit = () => {
    if (draft.trim() === description) return setError(null)
    const result = documents.run(setDescription(draft))
    setError(result.ok ? null : `${result.message} ${result.hint ?? ''}`)
  }
  return (
    <Textarea
      size="xs"
      label="Description"
      placeholder="What this graph shows, in a sentence or two"
      autosize
      minRows={2}
      maxRows={8}
      value={draft}
      error={error}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={commit}
    />
  )
}
