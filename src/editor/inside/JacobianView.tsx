/** @file ∂y/∂x of one node: a row for each element of the output, a column for each of the input. */
import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { CheckedNode } from '../../check'
import { portKey } from '../../graph'
import { numel, shapeText } from '../../tensor'
import { nodeName } from '../format'
import { useDocument, useShown } from '../state/context'
import { useCheck } from '../state/useCheck'
import './jacobian.css'
import { JacobianTable } from './JacobianTable'
import { useJacobian } from './useJacobian'

/** The inputs that have a derivative. In the page's bundle a backward rule is no function, but there. */
function differentiable({ op, wires, parameters }: CheckedNode): string[] {
  return Object.keys(op.inputs).filter((port) => op.backward[port] && (wires[port] || parameters.includes(port)))
}

export function JacobianView({ node: id }: { readonly node: string }) {
  const node = useCheck().order.find((candidate) => candidate.id === id)
  if (!node) return <p className="gw-inspector-note">This node cannot run yet. See Problems for what is missing.</p>
  const ports = differentiable(node)
  if (!ports.length)
    return (
      <p className="gw-inspector-note">
        {node.op.category === 'source'
          ? 'This node computes nothing: there is no local derivative.'
          : 'No gradient flows through this node: no input has a local derivative.'}
      </p>
    )
  return <Chosen node={node} ports={ports} />
}

function Chosen({ node, ports }: { readonly node: CheckedNode; readonly ports: readonly string[] }) {
  const outputs = Object.keys(node.op.outputs)
  const [wish, setWish] = useState({ port: ports[0]!, output: outputs[0]! })
  const port = ports.includes(wish.port) ? wish.port : ports[0]!
  const output = outputs.includes(wish.output) ? wish.output : outputs[0]!
  const document = useDocument((state) => state.document)
  const value = useShown('values', portKey(node.id, output))
  const answer = useJacobian({ node: node.id, port, output }, value.state === 'known')
  const wire = node.wires[port]
  const source = wire ? nodeName(document, wire.node) : 'its own parameter'
  return (
    <>
      <NativeSelect
        size="xs"
        label="With respect to"
        value={port}
        onChange={(event) => setWish({ port: event.currentTarget.value, output })}
        data={ports.map((name) => ({ value: name, label: name }))}
        description={`${port}: ${wire ? `from ${source}` : source}`}
      />
      {outputs.length > 1 && (
        <NativeSelect
          size="xs"
          label="Of the output"
          value={output}
          onChange={(event) => setWish({ port, output: event.currentTarget.value })}
          data={outputs}
        />
      )}
      {value.state !== 'known' ? (
        <p className="gw-inspector-note">
          {value.state === 'hidden'
            ? 'The exercise asks for this. It is shown once it is found.'
            : 'Not computed yet. Step on, or run all.'}
        </p>
      ) : answer.state === 'loading' ? (
        <p className="gw-loading">Computing…</p>
      ) : answer.state === 'failed' ? (
        <p className="gw-inspector-note" role="alert">
          {answer.message}
        </p>
      ) : answer.state === 'none' ? (
        <p className="gw-inspector-note">{answer.reason}</p>
      ) : answer.state === 'large' ? (
        <p className="gw-inspector-note">
          ∂{output}/∂{port} is {numel(answer.outputShape).toLocaleString('en')} ×{' '}
          {numel(answer.inputShape).toLocaleString('en')}:{' '}
          {(numel(answer.outputShape) * numel(answer.inputShape)).toLocaleString('en')} entries, for {output}{' '}
          {shapeText(answer.outputShape)} and {port} {shapeText(answer.inputShape)}. Up to{' '}
          {answer.limit.toLocaleString('en')} are written out. Look at fewer examples, or at a smaller layer.
        </p>
      ) : (
        <JacobianTable answer={answer} output={output} port={port} name={nodeName(document, node.id)} />
      )}
    </>
  )
}
