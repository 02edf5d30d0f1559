/** @file The inputs that a node may feed, for wiring without a mouse. Pure. */
import { edgeAt, type GraphDocument } from '../../graph'
import { nodeName } from '../format'
import { createWire, type PortEnd } from './connecting'
import { nodeGeometry, ORIGIN } from './geometry'

export interface ConnectTarget {
  readonly from: PortEnd
  readonly to: PortEnd
  /** "x of z₁". */
  readonly label: string
  /** "affine · free" or "affine · takes the place of x". */
  readonly description: string
}

/** Free data inputs first, then wired ones, then parameters; the nearest nodes first within each. */
export function connectTargets(document: GraphDocument, node: string): readonly ConnectTarget[] {
  const here = document.layout[node] ?? ORIGIN
  const found: (ConnectTarget & { rank: number; distance: number })[] = []
  for (const output of nodeGeometry(document, node).ports.filter(({ kind }) => kind === 'output')) {
    const from: PortEnd = { node, port: output.port, output: true }
    const wire = createWire(document, from)
    for (const other of Object.keys(document.nodes)) {
      if (other === node) continue
      const there = document.layout[other] ?? ORIGIN
      for (const { port, kind } of nodeGeometry(document, other).ports) {
        const to: PortEnd = { node: other, port, output: false }
        if (kind === 'output' || !wire.verdict(to).ok) continue
        const before = edgeAt(document, to)
        if (before?.from.node === node && before.from.port === output.port) continue
        const state = before
          ? `takes the place of ${nodeName(document, before.from.node)}`
          : kind === 'parameter'
            ? 'its own parameter now'
            : 'free'
        found.push({
          from,
          to,
          label: `${port} of ${nodeName(document, other)}`,
          description: `${document.nodes[other]!.op} · ${state}`,
          rank: kind === 'parameter' ? 2 : before ? 1 : 0,
          distance: Math.hypot(there.x - here.x, there.y - here.y),
        })
      }
    }
  }
  return found.sort((a, b) => a.rank - b.rank || a.distance - b.distance)
}
