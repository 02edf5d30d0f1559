/** @file What can be changed: of the selected node, of the wire, or of the document. */
import { Button } from '@mantine/core'
import { disconnect } from '../../graph'
import { ops } from '../../ops'
import { plainEdge } from '../math'
import { useDocument, useServices } from '../state/context'
import { DocumentForm } from './DocumentForm'
import { useSelection } from './hooks'
import { NodeForm } from './NodeForm'

export function AttributesTab() {
  const selection = useSelection()
  switch (selection.kind) {
    case 'node':
      return <NodeForm key={selection.id} node={selection.id} />
    case 'edge':
      return <EdgeForm edge={selection.id} />
    case 'many':
      return (
        <p className="gw-inspector-note">
          {selection.count} things are selected. Select one node to change its attributes.
        </p>
      )
    case 'none':
      return <DocumentForm />
  }
}

function EdgeForm({ edge }: { readonly edge: string }) {
  const { documents, view } = useServices()
  const document = useDocument((state) => state.document)
  const record = document.edges[edge]!
  const remove = () => {
    documents.run(disconnect(edge))
    view.select([])
  }
  return (
    <div className="gw-form">
      <h2>{plainEdge(document, ops, record)}</h2>
      <p className="gw-inspector-note">
        A wire from port {record.from.port} to port {record.to.port}. It has no attributes.
      </p>
      <Button onClick={remove}>Remove this wire</Button>
    </div>
  )
}
