/** @file Whether this node is what the backward pass differentiates. */
import { Button } from '@mantine/core'
import { nodeName, setObjective } from '../../graph'
import { shapeText } from '../../tensor'
import { useDocument, useServices } from '../state/context'
import { useCheck } from '../state/useCheck'

export function ObjectiveChoice({ node }: { readonly node: string }) {
  const { documents } = useServices()
  const checked = useCheck()
  const explicit = useDocument((state) => state.document.objective)
  const op = checked.order.find((found) => found.id === node)?.op
  const scalars = Object.keys(op?.outputs ?? {}).filter((port) =>
    checked.shapes[`${node}.${port}`]?.every((size) => size === 1),
  )
  const name = useDocument((state) => nodeName(state.document, node))
  if (checked.objective?.node === node)
    return (
      <section className="gw-fields" aria-label="Objective">
        <p className="gw-inspector-note">
          {name} is the objective: the backward pass differentiates it
          {explicit ? '.' : ', because it is the only loss.'}
        </p>
        {explicit && <Button onClick={() => documents.run(setObjective(undefined))}>Choose automatically</Button>}
      </section>
    )
  if (!scalars.length) return null
  return (
    <section className="gw-fields" aria-label="Objective">
      {scalars.map((port) => (
        <Button key={port} onClick={() => documents.run(setObjective({ node, port }))}>
          Differentiate this output{scalars.length > 1 ? ` (${port})` : ''}
        </Button>
      ))}
      <p className="gw-inspector-note">
        Its shape is {shapeText(checked.shapes[`${node}.${scalars[0]}`]!)}: one number, so it can be the objective.
      </p>
    </section>
  )
}
