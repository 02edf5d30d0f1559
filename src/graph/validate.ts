/** @file From "some JSON value" to a sound document, or to sentences that say what is wrong with it. */
import { hiddenIsThere } from './hidden'
import { LIMITS } from './limits'
import { nodeName } from './naming'
import { own } from './own'
import { topologicalOrder } from './queries'
import { documentSchema, type GraphDocument, type StoredTensor } from './schema'
import { describeIssues, pathText, quote } from './sentences'
import { tensorBytes, tensorProblem } from './tensorData'
import { checkKeys, problem, type Problem } from './untrusted'

export interface Warning {
  readonly message: string
}

export type Validation =
  { readonly ok: true; readonly document: GraphDocument; readonly warnings: readonly Warning[] } | Problem

const HINT = 'Open another file, or mend this one in a text editor.'
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Checks everything that can be known without the ops: fields, limits, tensors, wiring. Total: never throws. Things
 * that point at missing nodes but hurt nobody (a place, a group member) are dropped with a warning.
 */
export function validateDocument(raw: unknown): Validation {
  if (!isRecord(raw))
    return problem(
      'not-a-document',
      'This file is JSON, but no Gradwire document.',
      'Choose a file that Gradwire saved.',
    )
  const early = checkKeys(raw) ?? checkCounts(raw)
  if (early) return early
  const parsed = documentSchema.safeParse({
    ...raw,
    ...(isRecord(raw.tensors) && { tensors: withoutLists(raw.tensors) }),
  })
  if (!parsed.success) return problem('invalid', describeIssues(parsed.error.issues, raw).join(' '), HINT)
  const document = parsed.data
  for (const [key, tensor] of Object.entries(document.tensors)) {
    const list = own(raw.tensors as Record<string, StoredTensor>, key)?.data
    if (list) tensor.data = list
  }
  const broken = checkTensors(document) ?? checkEdges(document)
  return broken ?? { ok: true, document, warnings: dropDangling(document) }
}

/** Lists of numbers may have millions of entries; they are judged by a plain loop, and the schema sees an empty one. */
function withoutLists(tensors: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(tensors).map(([key, tensor]) => [
      key,
      isRecord(tensor) && Array.isArray(tensor.data) ? { ...tensor, data: [] } : tensor,
    ]),
  )
}

function checkCounts(raw: Record<string, unknown>): Problem | null {
  for (const [what, limit] of [
    ['nodes', LIMITS.nodes],
    ['edges', LIMITS.edges],
  ] as const) {
    const record = raw[what]
    const count = isRecord(record) ? Object.keys(record).length : 0
    if (count > limit)
      return problem(
        'too-many',
        `This graph has ${count} ${what}; Gradwire opens graphs of up to ${limit}.`,
        'Split it into smaller graphs.',
      )
  }
  return null
}

function checkTensors(document: GraphDocument): Problem | null {
  let total = 0
  for (const [key, tensor] of Object.entries(document.tensors)) {
    if (!/^[A-Za-z_][\w-]*\.[A-Za-z_][\w-]*$/.test(key))
      return problem(
        'bad-tensor',
        `${pathText(['tensors', key])}: a tensor belongs to a port, written node.port.`,
        HINT,
      )
    const wrong = tensorProblem(tensor)
    if (wrong) return problem('bad-tensor', `${pathText(['tensors', key])} ${wrong}.`, HINT)
    total += tensorBytes(tensor)
  }
  if (total > LIMITS.totalTensorBytes)
    return problem(
      'too-large',
      `The tensors of this file would take ${Math.round(total / 1024 ** 2)} MB; at most ${LIMITS.totalTensorBytes / 1024 ** 2} MB are allowed.`,
      HINT,
    )
  return null
}

function checkEdges(document: GraphDocument): Problem | null {
  const taken = new Map<string, string>()
  for (const [id, { from, to }] of Object.entries(document.edges)) {
    for (const end of [from, to])
      if (!own(document.nodes, end.node))
        return problem(
          'missing-node',
          `Edge ${id} ${end === from ? 'starts' : 'ends'} at node "${end.node}", which does not exist.`,
          'Add that node, or remove the edge.',
        )
    const key = `${to.node}.${to.port}`
    const other = taken.get(key)
    if (other)
      return problem(
        'two-edges',
        `Edges ${other} and ${id} both end at input ${to.port} of ${quote(nodeName(document, to.node))}.`,
        'An input takes one edge; remove one, or add the values first.',
      )
    taken.set(key, id)
  }
  const { cycle } = topologicalOrder(document)
  if (!cycle) return null
  const names = cycle.map((id) => quote(nodeName(document, id)))
  const shown = names.length > 8 ? [...names.slice(0, 5), `… (${names.length - 7} more)`, ...names.slice(-2)] : names
  return problem(
    'cycle',
    `The edges form a cycle: ${[...shown, names[0]].join(' → ')}.`,
    'A value cannot depend on itself; remove one of these edges.',
  )
}

/** Mutates the freshly parsed document, which nobody else has yet. */
function dropDangling(document: GraphDocument): Warning[] {
  const warnings: Warning[] = []
  const missing = (id: string) => !own(document.nodes, id)
  const dropFrom = (what: string, record: Record<string, unknown> | undefined, nodeOf: (key: string) => string) => {
    const gone = Object.keys(record ?? {}).filter((key) => missing(nodeOf(key)))
    for (const key of gone) delete record![key]
    if (gone.length)
      warnings.push({
        message: `${what} of missing nodes were dropped: ${gone
          .slice(0, 5)
          .map((key) => quote(key))
          .join(', ')}.`,
      })
  }
  dropFrom('Tensors', document.tensors, (key) => key.slice(0, key.indexOf('.')))
  dropFrom('Places', document.layout, (key) => key)
  dropFrom('Data bindings', document.data?.inputs, (key) => key)
  for (const [id, group] of Object.entries(document.groups ?? {})) {
    const members = group.nodes.filter((member) => !missing(member))
    if (members.length === group.nodes.length) continue
    group.nodes = members
    warnings.push({ message: `Group ${quote(group.label ?? id)} named nodes that do not exist; they were taken out.` })
  }
  if (document.exercise) {
    const { hidden } = document.exercise
    const there = hidden.filter((item) => hiddenIsThere(document, item))
    if (there.length < hidden.length)
      warnings.push({ message: 'The exercise hid numbers of nodes or edges that do not exist; they were taken out.' })
    document.exercise.hidden = there
  }
  if (document.objective && missing(document.objective.node)) {
    warnings.push({
      message: `The objective pointed at node ${document.objective.node}, which does not exist; it was cleared.`,
    })
    delete document.objective
  }
  return warnings
}
