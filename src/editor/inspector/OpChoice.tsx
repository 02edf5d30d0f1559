/** @file Another operation in a node's place: a tanh where a sigmoid was, with the same name and wires. */
import { NativeSelect } from '@mantine/core'
import { replaceOp } from '../../graph'
import { ops, type Op } from '../../ops'
import { groupOps } from '../panels/opGroups'
import { useDocument, useServices } from '../state/context'
import { keptAttributes, similarOps } from './similarOps'

export function OpChoice({ node, op }: { readonly node: string; readonly op: Op }) {
  const { documents, view } = useServices()
  const attrs = useDocument((state) => state.document.nodes[node]?.attrs)
  const similar = similarOps(op, attrs, ops.values())
  if (similar.length < 2) return null
  const choose = (id: string) => {
    const other = ops.get(id)
    const kept = other && keptAttributes(other, attrs)
    if (!kept) return
    const result = documents.run(replaceOp(node, id, kept))
    view.announce(result.ok ? result.transaction.label : result.message)
  }
  return (
    <NativeSelect
      size="xs"
      label="Operation"
      description="Others with the same ports can take its place; the wires stay."
      value={op.id}
      data={groupOps(similar).map(({ title, ops: list }) => ({ group: title, items: list.map(({ id }) => id) }))}
      onChange={(event) => choose(event.currentTarget.value)}
    />
  )
}
