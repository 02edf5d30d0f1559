/** @file All that can be set on one node: name, attributes, parameters, data, whether it is the objective. */
import { TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { isComposite } from '../../check'
import { edgeAt, nodeName, portKey, setLabel, type AttrValue } from '../../graph'
import { ops, type Op } from '../../ops'
import { WatchConvolution } from '../convolution/WatchConvolution'
import { LAYERS, LookInside } from '../inside/LookInside'
import { useDocument, useServices } from '../state/context'
import { useCheck } from '../state/useCheck'
import { AttributeInput } from './AttributeInput'
import { attributeFields } from './attributeFields'
import { NewStart } from './NewStart'
import { ObjectiveChoice } from './ObjectiveChoice'
import { OpChoice } from './OpChoice'
import { ParameterEditor } from './ParameterEditor'
import { Sources } from './Sources'
import { changeAttribute } from './changeAttribute'
import { OpenUp } from './OpenUp'

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
      {op && <OpChoice node={node} op={op} />}
      {op && <Attributes node={node} op={op} />}
      {isComposite(op) && <OpenUp />}
      {LAYERS.has(record.op) && <LookInside op={record.op} />}
      {record.op === 'conv2d' && <WatchConvolution />}
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
  const own = Object.entries(op.inputs).filter(
    ([port, spec]) =>
      !edgeAt(document, { node, port }) && !(parsed.success && spec.enabled && !spec.enabled(parsed.data)),
  )
  const keysOf = (kind: 'parameter' | 'buffer') =>
    own.flatMap(([port, spec]) => (spec[kind] ? [portKey(node, port)] : []))
  const keys = op.id === 'parameter' ? [portKey(node, 'y')] : keysOf('parameter')
  if (!keys.length) return null
  return (
    <>
      {keys.map((key) => (
        <ParameterEditor key={key} portKey={key} />
      ))}
      <NewStart node={node} keys={[...keys, ...keysOf('buffer')]} />
    </>
  )
}
