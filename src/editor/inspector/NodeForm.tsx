/** @file All that can be set on one node: name, attributes, parameters, data, whether it is the objective. */
import { TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { edgeAt, nodeName, portKey, setLabel, type AttrValue } from '../../graph'
import { ops, type Op } from '../../ops'
import { useDocument, useServices } from '../state/context'
import { useCheck } from '../state/useCheck'
import { AttributeInput } from './AttributeInput'
import { attributeFields } from './attributeFields'
import { NewStart } from './NewStart'
import { ObjectiveChoice } from './ObjectiveChoice'
import { ParameterEditor } from './ParameterEditor'
import { Sources } from './Sources'
import { changeAttribute } from './changeAttribute'

export function NodeForm({ node }: { readonly node: string }) {
  const document = useDocument((state) => state.document)
  const checked = useCheck()
  const record = document.nodes[node]!
  const op = ops.get(record.op)
  const problems = checked.diagnostics.filter((diagnostic) => diagnostic.node === node)
  return (
    <div className="gw-form">
      <header>
        <h2>{nodeName(document, node)}</h2>
        <p className="gw-inspector-note">
          <code>{record.op}</code> {op ? op.summary : 'This Gradwire does not know this op. It is kept as it is.'}
        </p>
      </header>
      {problems.map((problem) => (
        <p key={problem.message} className="gw-callout" data-tone={problem.severity === 'error' ? 'error' : 'delta'}>
          {problem.message} {problem.hint}
        </p>
      ))}
      <NameField node={node} />
      {op && <Attributes node={node} op={op} />}
      {op && <Sources node={node} op={op} />}
      {op && <Parameters node={node} op={op} />}
      {op && <ObjectiveChoice node={node} />}
    </div>
  )
}

function NameField({ node }: { readonly node: string }) {
  const { documents } = useServices()
  const label = useDocument((state) => state.document.nodes[node]?.label ?? '')
  const [draft, setDraft] = useState(label)
  const [error, setError] = useState<string | null>(null)
  useEffect(() => setDraft(label), [label, node])
  const commit = () => {
    if (draft.trim() === label) return
    const result = documents.run(setLabel(node, draft))
    setError(result.ok ? null : `${result.message} ${result.hint ?? ''}`)
  }
  return (
    <TextInput
      size="xs"
      label="Name"
      description="Shown on the canvas. z1 is written z₁ in formulas."
      placeholder={node}
      value={draft}
      error={error}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
    />
  )
}

function Attributes({ node, op }: { readonly node: string; readonly op: Op }) {
  const { documents } = useServices()
  const attrs = useDocument((state) => state.document.nodes[node]?.attrs) ?? {}
  const fields = attributeFields(op)
  if (!fields.length) return null
  return (
    <section className="gw-fields" aria-label="Attributes">
      {fields.map((field) => (
        <AttributeInput
          key={`${node} ${field.name}`}
          op={op}
          attrs={attrs}
          field={field}
          onCommit={(value) => changeAttribute(documents, node, field.name, value as AttrValue | undefined)}
        />
      ))}
    </section>
  )
}

function Parameters({ node, op }: { readonly node: string; readonly op: Op }) {
  const document = useDocument((state) => state.document)
  const parsed = op.attrs.safeParse(document.nodes[node]?.attrs ?? {})
  const ports =
    op.id === 'parameter'
      ? ['y']
      : Object.entries(op.inputs)
          .filter(
            ([port, spec]) =>
              spec.parameter &&
              !edgeAt(document, { node, port }) &&
              !(parsed.success && spec.enabled && !spec.enabled(parsed.data)),
          )
          .map(([port]) => port)
  if (!ports.length) return null
  const keys = ports.map((port) => portKey(node, port))
  return (
    <>
      {keys.map((key) => (
        <ParameterEditor key={key} portKey={key} />
      ))}
      <NewStart node={node} keys={keys} />
    </>
  )
}
