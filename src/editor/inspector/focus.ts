/** @file Which event the Explain tab is about: the step cursor's, or one that belongs to what is selected. */
import type { GraphDocument } from '../../graph'
import type { Op } from '../../ops'
import type { TraceEvent } from '../../runtime/protocol'

export interface EventChoice {
  readonly label: string
  readonly event: TraceEvent
}

/** The events of a node or an edge, in the order in which a student asks: value, δ, gradients. */
export function eventsOf(
  selection: { kind: 'node' | 'edge'; id: string },
  trace: readonly TraceEvent[],
  document: GraphDocument,
  ops: ReadonlyMap<string, Op>,
): EventChoice[] {
  if (selection.kind === 'edge') {
    const edge = document.edges[selection.id]
    const delta = trace.find((event) => event.edge === selection.id)
    const value =
      edge &&
      trace.find((event) => event.kind === 'value' && event.node === edge.from.node && event.port === edge.from.port)
    return [
      ...(delta ? [{ label: 'edge delta', event: delta }] : []),
      ...(value ? [{ label: 'value', event: value }] : []),
    ]
  }
  const op = ops.get(document.nodes[selection.id]?.op ?? '')
  const several = Object.keys(op?.outputs ?? {}).length > 1
  const words = { value: 'value', accumulate: 'δ', 'parameter-gradient': '∂L/∂', update: 'update' } as const
  const rank = { value: 0, accumulate: 1, 'parameter-gradient': 2, update: 3 } as const
  return trace
    .filter(
      (event): event is TraceEvent & { kind: keyof typeof words } =>
        event.node === selection.id && event.kind !== 'edge-delta',
    )
    .sort((a, b) => rank[a.kind] - rank[b.kind] || a.index - b.index)
    .map((event) => {
      const own = shortPort(event.port, op)
      const port =
        event.kind === 'parameter-gradient'
          ? own
          : event.kind === 'update'
            ? ` ${own}`
            : several
              ? ` ${event.port}`
              : ''
      return { label: `${words[event.kind]}${port}`, event }
    })
}

function shortPort(port: string, op: Op | undefined): string {
  if (op && Object.hasOwn(op.outputs, port)) return 'θ'
  return port === 'weight' ? 'W' : port === 'bias' ? 'b' : port
}

/** The choice to show first: the latest that the cursor has passed, so that δ takes over from the value. */
export function latestChoice(choices: readonly EventChoice[], cursor: number): EventChoice | undefined {
  const done = choices.filter((choice) => choice.event.index < cursor && isOutputs(choice.event))
  return (
    done.reduce<EventChoice | undefined>(
      (best, choice) => (best && best.event.index > choice.event.index ? best : choice),
      undefined,
    ) ?? choices[0]
  )
}

/** About what the node computes, not about a parameter of its own. */
const isOutputs = ({ kind }: TraceEvent) => kind !== 'parameter-gradient' && kind !== 'update'
