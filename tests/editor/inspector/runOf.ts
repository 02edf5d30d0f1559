/** @file A document run by the real engine, as the editor sees it. */
import type { GraphDocument } from '../../../src/graph'
import { RunStore } from '../../../src/editor/state/runStore'
import { inProcess } from '../../support/inProcess'

export async function runOf(document: GraphDocument) {
  const client = inProcess({ giveWay: () => Promise.resolve(), now: () => 0 })
  const run = new RunStore()
  client.on('update', (update) => run.update(update))
  await client.open(document)
  run.setCursor(run.summary().trace.length)
  return { run, client, document, trace: run.summary().trace }
}

type Nodes = Record<string, [op: string, attrs?: Record<string, unknown>, label?: string]>

/** `wires`: "a → b.port" pairs; the output is `y` unless it is written `a.loss`. */
export function graph(
  nodes: Nodes,
  wires: readonly [string, string][],
  tensors: Record<string, { shape: number[]; data: number[] }> = {},
): GraphDocument {
  return {
    format: 'gradwire',
    version: 1,
    name: 'test',
    nodes: Object.fromEntries(
      Object.entries(nodes).map(([id, [op, attrs, label]]) => [
        id,
        { op, ...(attrs ? { attrs: attrs as never } : {}), ...(label ? { label } : {}) },
      ]),
    ),
    edges: Object.fromEntries(
      wires.map(([from, to], i) => {
        const [node, port = 'y'] = from.split('.') as [string, string?]
        const [head, input] = to.split('.') as [string, string]
        return [`e${i}`, { from: { node, port }, to: { node: head, port: input } }]
      }),
    ),
    tensors: Object.fromEntries(
      Object.entries(tensors).map(([key, { shape, data }]) => [key, { dtype: 'float64', shape, data }]),
    ),
    layout: {},
  }
}
