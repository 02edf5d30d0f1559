/** @file The ports of a card: circles for inputs and outputs, green squares for parameters that the node owns. */
import { Handle, Position } from '@xyflow/react'
import { memo } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { edgesInto, portKey } from '../../graph'
import { ops, opShown } from '../../ops'
import { useDocument, useShown } from '../state/context'
import { useStubLight } from './activeEvent'
import { useWire, type Wire } from './connecting'
import { isBad, spoken } from './edgeWords'
import type { PortPlace, PortSide } from './geometry'

const SIDES: Record<PortSide, Position> = { left: Position.Left, right: Position.Right, bottom: Position.Bottom }

interface PortsProps {
  readonly id: string
  readonly ports: readonly PortPlace[]
  /** Whether the names of inputs stand inside the card all the time. */
  readonly named: boolean
}

/** What a card shows changes at each step, its ports with the graph only. */
export const Ports = memo(function Ports({ id, ports, named }: PortsProps) {
  const op = useDocument((state) => state.document.nodes[id]?.op ?? '')
  const wired = useDocument(useShallow((state) => edgesInto(state.document, id).map(({ to }) => to.port)))
  const lit = useStubLight(id)
  const wire = useWire()
  const known = ops.get(op)
  const spec = known && opShown(known, wired)
  return ports.map((place) => {
    const { port, kind, side, x, y, tight } = place
    const doc = (kind === 'output' ? spec?.outputs : spec?.inputs)?.[port]?.doc ?? ''
    const own = kind === 'parameter' && !wired.includes(port)
    const state = spec?.inputs[port]?.buffer !== undefined
    return (
      <Handle
        key={`${kind} ${port}`}
        id={port}
        type={kind === 'output' ? 'source' : 'target'}
        position={SIDES[side]}
        className="gw-port"
        data-kind={own ? (state ? 'state' : 'owned') : kind}
        data-lit={lit === port || undefined}
        data-fit={fitOf(wire, id, place)}
        style={{ left: x, top: y }}
        title={doc ? `${port}: ${doc}` : port}
      >
        {kind === 'parameter' && !tight ? (
          <StubName id={id} port={port} owned={own && !state} />
        ) : (
          <span className="gw-port-name" data-always={(named && kind === 'input') || undefined}>
            {port}
          </span>
        )}
      </Handle>
    )
  })
})

/** How the port takes part in the wire under the hand. */
function fitOf(wire: Wire | null, node: string, { port, kind }: PortPlace): 'from' | 'yes' | 'no' | undefined {
  if (!wire) return undefined
  const output = kind === 'output'
  if (wire.from.node === node && wire.from.port === port && wire.from.output === output) return 'from'
  return wire.verdict({ node, port, output }).ok ? 'yes' : 'no'
}

function StubName({ id, port, owned }: { id: string; port: string; owned: boolean }) {
  const gradient = useShown('gradients', portKey(id, port))
  const words = owned && gradient.state === 'known' ? `, gradient ${spoken(gradient)}` : ''
  return (
    <span
      className="gw-stub-name"
      data-known={gradient.state === 'known' || undefined}
      data-bad={(gradient.state === 'known' && isBad(gradient.view)) || undefined}
      title={`${port}${words}`}
    >
      {port}
    </span>
  )
}
