/**
 * @file The wire under the hand: where it comes from, and whether each port may take it. Answers are worked out once a
 * wire, the first time a port on the screen asks; React Flow then only looks them up.
 */
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { checkConnection, connectionWarning, type Connection, type ConnectionVerdict } from '../../check'
import type { GraphDocument } from '../../graph'
import { ops } from '../../ops'

export interface PortEnd {
  readonly node: string
  readonly port: string
  readonly output: boolean
}

export interface Wire {
  readonly from: PortEnd
  /** Whether this wire may end at that port, and why not. */
  verdict(at: PortEnd): ConnectionVerdict
  /** What would be wrong with the shapes there, in words; null when nothing. */
  warning(at: PortEnd): string | null
}

/** @param without an edge that is being re-routed: it does not count as already there. */
export function createWire(document: GraphDocument, from: PortEnd, without?: string): Wire {
  let graph = document
  if (without !== undefined) {
    const { [without]: _, ...edges } = document.edges
    graph = { ...document, edges }
  }
  const verdicts = new Map<string, ConnectionVerdict>()
  const warnings = new Map<string, string | null>()
  return {
    from,
    verdict(at) {
      const key = keyOf(at)
      const known = verdicts.get(key)
      if (known) return known
      const verdict = judge(graph, from, at)
      verdicts.set(key, verdict)
      return verdict
    },
    warning(at) {
      const key = keyOf(at)
      const known = warnings.get(key)
      if (known !== undefined) return known
      const problem = connectionWarning(graph, ops, connectionOf(from, at))
      const text = problem ? `${problem.message} ${problem.hint}` : null
      warnings.set(key, text)
      return text
    },
  }
}

/** A wire may be drawn from either end; the connection always runs from the output to the input. */
export function connectionOf(from: PortEnd, at: PortEnd): Connection {
  const [source, target] = from.output ? [from, at] : [at, from]
  return { from: { node: source.node, port: source.port }, to: { node: target.node, port: target.port } }
}

function judge(document: GraphDocument, from: PortEnd, at: PortEnd): ConnectionVerdict {
  if (from.output === at.output && from.node !== at.node) {
    const kind = from.output ? 'outputs' : 'inputs'
    return {
      ok: false,
      code: 'direction',
      message: `Both ends are ${kind}. A wire runs from an output (right) to an input (left).`,
    }
  }
  return checkConnection(document, ops, connectionOf(from, at))
}

const keyOf = ({ node, port, output }: PortEnd) => `${node}.${port}${output ? '>' : '<'}`

interface ConnectingState {
  readonly wire: Wire | null
}

export const connecting = createStore<ConnectingState>(() => ({ wire: null }))

/** The wire under the hand, or null. */
export function useWire(): Wire | null {
  return useStore(connecting, (state) => state.wire)
}
