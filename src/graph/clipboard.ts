/** @file A piece of a graph on its way through the clipboard: a typed envelope, checked like any file. */
import { z } from 'zod'
import { own } from './own'
import { edgesInto } from './queries'
import { documentSchema, edgeSchema, idSchema, type GraphDocument } from './schema'
import { describeIssues } from './sentences'
import { parseJson, problem, type Problem } from './untrusted'
import { validateDocument } from './validate'

const envelopeSchema = z.strictObject({
  format: z.literal('gradwire/fragment'),
  version: z.literal(1),
  ...documentSchema.pick({ nodes: true, edges: true, layout: true }).shape,
  tensors: z.record(z.string(), z.unknown()).default({}),
  outside: z.record(idSchema, edgeSchema).default({}).describe('Edges that came in from nodes that were not copied.'),
})

export interface Fragment extends Pick<GraphDocument, 'nodes' | 'edges' | 'tensors' | 'layout'> {
  readonly format: 'gradwire/fragment'
  readonly version: 1
  readonly outside: GraphDocument['edges']
}

/** Nodes with their inner edges, tensors and places, and the edges that feed them from outside. */
export function copy(document: GraphDocument, nodeIds: Iterable<string>): Fragment {
  const chosen = new Set([...nodeIds].filter((id) => own(document.nodes, id)))
  const fragment: Fragment = {
    format: 'gradwire/fragment',
    version: 1,
    nodes: {},
    edges: {},
    tensors: {},
    layout: {},
    outside: {},
  }
  // In document order, so that names are handed out the same way whatever was clicked first.
  for (const id of Object.keys(document.nodes)) {
    if (!chosen.has(id)) continue
    fragment.nodes[id] = document.nodes[id]!
    const at = own(document.layout, id)
    if (at) fragment.layout[id] = at
    for (const edge of edgesInto(document, id)) {
      const target = chosen.has(edge.from.node) ? fragment.edges : fragment.outside
      target[edge.id] = { from: edge.from, to: edge.to }
    }
  }
  for (const [key, tensor] of Object.entries(document.tensors))
    if (chosen.has(key.slice(0, key.indexOf('.')))) fragment.tensors[key] = tensor
  return fragment
}

/** Reads a fragment from clipboard text. Never throws; text that is something else is refused in words. */
export function parseFragment(text: string): { readonly ok: true; readonly fragment: Fragment } | Problem {
  const notOurs = problem(
    'not-a-fragment',
    'The clipboard holds no Gradwire nodes.',
    'Copy nodes in Gradwire first, then paste.',
  )
  if (!/^\s*\{/.test(text.slice(0, 200)) || !text.includes('gradwire/fragment')) return notOurs
  const parsed = parseJson(text)
  if (!parsed.ok) return parsed
  const envelope = envelopeSchema.safeParse(parsed.value)
  if (!envelope.success)
    return problem('invalid', describeIssues(envelope.error.issues, parsed.value).join(' '), 'Copy the nodes again.')
  const { nodes, edges, tensors, layout, outside } = envelope.data
  const checked = validateDocument({ format: 'gradwire', version: 1, nodes, edges, tensors, layout })
  if (!checked.ok) return checked
  const fed = new Set(Object.values(edges).map(({ to }) => `${to.node}.${to.port}`))
  for (const { from, to } of Object.values(outside)) {
    const key = `${to.node}.${to.port}`
    if (own(nodes, from.node) || !own(nodes, to.node) || fed.has(key))
      return problem('invalid', `The clipboard's edge into ${key} does not fit its nodes.`, 'Copy the nodes again.')
    fed.add(key)
  }
  const { document } = checked
  return {
    ok: true,
    fragment: {
      format: 'gradwire/fragment',
      version: 1,
      nodes: document.nodes,
      edges: document.edges,
      tensors: document.tensors,
      layout: document.layout,
      outside,
    },
  }
}
