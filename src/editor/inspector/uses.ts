/** @file Who reads a cached δ, and when: the point of reverse mode, told from the trace. */
import type { GraphDocument } from '../../graph'
import type { Op } from '../../ops'
import type { TraceEvent } from '../../runtime/protocol'
import { nodeName } from '../format'
import { plainEdge, plainPort, splitKey } from '../math'

type Ops = ReadonlyMap<string, Op>

/** At most this many uses are named; the rest are counted. */
const NAMED = 4

/** Events are counted from 1 for people. */
const number = (event: TraceEvent) => event.index + 1

/** "δ of ŷ₁ was computed once, at event 8, and is read from the cache here (use 2 of 4)." */
export function reusedSentence(
  document: GraphDocument,
  ops: Ops,
  trace: readonly TraceEvent[],
  event: TraceEvent,
): string | undefined {
  const parts = event.fromCache.map((key) => {
    const name = plainPort(document, ops, splitKey(key))
    const made = trace.find((other) => other.kind === 'accumulate' && `${other.node}.${other.port}` === key)
    const uses = trace.filter((other) => other.fromCache.includes(key))
    const use = uses.findIndex((other) => other.index === event.index) + 1
    const when = made ? `, at event ${number(made)},` : ''
    const count = uses.length > 1 ? ` (use ${use} of ${uses.length})` : ''
    return `δ of ${name} was computed once${when} and is read from the cache here${count}.`
  })
  return parts.length ? parts.join(' ') : undefined
}

/** Who will use what this event made. */
export function nextSentence(
  document: GraphDocument,
  ops: Ops,
  trace: readonly TraceEvent[],
  event: TraceEvent,
  objective: string | null,
): string | undefined {
  const key = `${event.node}.${event.port}`
  const name = plainPort(document, ops, event)
  switch (event.kind) {
    case 'value': {
      const readers = trace.filter((other) => other.kind === 'value' && other.reads.includes(key))
      if (key === objective) return `${name} is the objective: the backward pass starts here.`
      if (!readers.length) return undefined
      return `${name} is read by ${list(readers.map((reader) => `${nodeName(document, reader.node)} (event ${number(reader)})`))}.`
    }
    case 'edge-delta': {
      const sum = trace.find((other) => other.kind === 'accumulate' && other.terms?.includes(event.edge ?? ''))
      if (!sum) return undefined
      const into = plainPort(document, ops, sum)
      const terms = sum.terms!.length
      return terms > 1
        ? `It is one of ${terms} edge deltas that add up to δ of ${into} (event ${number(sum)}).`
        : `It becomes δ of ${into} (event ${number(sum)}): nothing else uses ${into}.`
    }
    case 'accumulate': {
      const uses = trace.filter((other) => other.fromCache.includes(key))
      if (!uses.length) return endSentence(document, event.node, name)
      const far = uses.length > 1 && key !== objective ? ', without going back to the objective' : ''
      return `Kept, and used for ${list(uses.map((use) => useWords(document, ops, use)))}${far}.`
    }
    case 'update':
      return `The next step reads ${name} as it is now.`
    case 'parameter-gradient':
      return `Gradient descent moves ${name} a little against it: ${name} − η · gradient.`
  }
}

/** A δ that nothing reads: the walk back ends there. */
function endSentence(document: GraphDocument, node: string, name: string): string {
  switch (document.nodes[node]?.op) {
    case 'parameter':
      return `${name} is a parameter: its δ is its gradient, which training uses.`
    case 'input':
    case 'constant':
      return `${name} is given from outside, so the way back ends here. Nothing is trained by this δ.`
    default:
      return `Nothing before ${name} needs it.`
  }
}

function useWords(document: GraphDocument, ops: Ops, use: TraceEvent): string {
  const edge = use.edge === undefined ? undefined : document.edges[use.edge]
  return edge ? `the edge ${plainEdge(document, ops, edge)}` : `the gradient of ${plainPort(document, ops, use)}`
}

function list(items: readonly string[]): string {
  const named = items.slice(0, NAMED)
  if (items.length > NAMED) named.push(`${items.length - NAMED} more`)
  return named.length > 1 ? `${named.slice(0, -1).join(', ')} and ${named.at(-1)}` : named[0]!
}
