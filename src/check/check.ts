/** @file Shapes and diagnostics of a document: the meeting place of graph (op names) and ops (no graph). */
import { edgesInto, portKey, topologicalOrder, type GraphDocument } from '../graph'
import { opFor, ShapeProblem, SOURCE_OPS, type Attrs, type Op } from '../ops'
import type { DType, SymbolicShape } from '../tensor'
import { attributeDiagnostics, parseAttrs, unknownAttributes } from './attributes'
import { findObjective } from './objective'
import { describeProblem, nameOf } from './words'
import { laterWire, listed, wiredPorts } from './ports'
import { checkInput, type Feeds, type SymbolTable } from './inputs'
import type { CheckedNode, CheckResult, Diagnostic } from './types'

/**
 * Infer the shape of every port and say what is wrong, where, and what would mend it. Total: never throws.
 * A node with an error stops only what depends on it; everything else is still checked and can run.
 * @param feeds shapes of inputs that are fed from outside the document (a data set, `--feed`), by "node.port".
 */
export function check(document: GraphDocument, ops: ReadonlyMap<string, Op>, feeds: Feeds = {}): CheckResult {
  const diagnostics: Diagnostic[] = []
  const shapes: Record<string, SymbolicShape> = {}
  const dtypes: Record<string, DType> = {}
  const order: CheckedNode[] = []
  const sound = new Set<string>()
  const symbols: SymbolTable = new Map()
  const { order: ids, cycle } = topologicalOrder(document)

  if (cycle) diagnostics.push(cycleDiagnostic(document, cycle))

  for (const id of ids) {
    const node = document.nodes[id]!
    const known = ops.get(node.op)
    const op = known && opFor(known, wiredPorts(document, id))
    const report = (found: Omit<Diagnostic, 'severity' | 'node'> & { severity?: 'warning' }) =>
      diagnostics.push({ severity: 'error', node: id, ...found })
    if (!op) {
      report({
        code: 'unknown-op',
        message: `${nameOf(document, id)} uses the op "${node.op}", which this Gradwire does not know.`,
        hint: 'Replace it with another op, or open the file in a newer Gradwire.',
      })
      continue
    }
    const parsed = parseAttrs(op, node)
    if (!parsed.success) {
      for (const found of attributeDiagnostics(nameOf(document, id), parsed.error)) report(found)
      continue
    }
    for (const found of unknownAttributes(nameOf(document, id), op, node)) report(found)
    const attrs = parsed.data
    if (SOURCE_OPS.has(op.id)) {
      const found = checkInput(document, id, attrs, feeds, symbols, report)
      if (!found) continue
      shapes[portKey(id, 'y')] = found.shape
      dtypes[portKey(id, 'y')] = found.dtype
      order.push({ id, op, attrs, wires: {}, parameters: [], buffers: [] })
      sound.add(id)
      continue
    }
    const checked = checkNode(document, id, op, attrs, { shapes, dtypes, sound }, report)
    if (!checked) continue
    order.push(checked)
    sound.add(id)
  }
  const objective = findObjective(document, ops, order, shapes, diagnostics)
  return { ok: diagnostics.every((d) => d.severity !== 'error'), diagnostics, shapes, order, objective }
}

interface Known {
  readonly shapes: Record<string, SymbolicShape>
  readonly dtypes: Record<string, DType>
  readonly sound: ReadonlySet<string>
}

type Report = (found: Omit<Diagnostic, 'severity' | 'node'> & { severity?: 'warning' }) => void

/** Wires, implicit parameters and the op's own shape rule. Null when the node cannot run. */
function checkNode(
  document: GraphDocument,
  id: string,
  op: Op,
  attrs: Attrs,
  { shapes, dtypes, sound }: Known,
  report: Report,
): CheckedNode | null {
  const name = nameOf(document, id)
  const wires: Record<string, { edge: string; node: string; port: string }> = {}
  const known: Record<string, SymbolicShape> = {}
  let runs = true

  for (const { id: edgeId, from, to } of edgesInto(document, id)) {
    const port = op.inputs[to.port]
    if (!port || (port.enabled && !port.enabled(attrs))) {
      report({
        code: 'unknown-port',
        port: to.port,
        edge: edgeId,
        message: `${name} has no input "${to.port}"${port ? ' with these attributes' : ''}, but ${nameOf(document, from.node)} is wired to it.`,
        hint: `Remove the wire, or wire it to ${listed(op, attrs)}.`,
      })
      runs = false
      continue
    }
    wires[to.port] = { edge: edgeId, node: from.node, port: from.port }
    const shape = shapes[portKey(from.node, from.port)]
    if (!shape) {
      // The source has its own diagnostic, unless it is sound and merely lacks this port.
      if (sound.has(from.node))
        report({
          code: 'unknown-port',
          port: to.port,
          edge: edgeId,
          message: `${nameOf(document, from.node)} has no output "${from.port}", but it is wired to ${name}.`,
          hint: 'Remove the wire and draw it again from an output.',
        })
      runs = false
      continue
    }
    const dtype = dtypes[portKey(from.node, from.port)] ?? 'float64'
    const wanted = port.dtype ?? 'float'
    const isFloat = dtype === 'float64' || dtype === 'float32'
    if ((wanted === 'float' && !isFloat) || (wanted === 'integer' && isFloat)) {
      report({
        code: 'dtype',
        port: to.port,
        edge: edgeId,
        message: `${name} needs ${wanted === 'float' ? 'real numbers (float64)' : 'whole numbers (int64)'} at ${to.port}, but ${nameOf(document, from.node)} gives ${dtype}.`,
        hint: `Set the dtype of ${nameOf(document, from.node)} to ${wanted === 'float' ? 'float64' : 'int64'}, or wire another node.`,
      })
      runs = false
    }
    known[to.port] = shape
  }
  for (const [port, spec] of Object.entries(op.inputs)) {
    if (wires[port] || spec.optional || spec.parameter || spec.buffer || (spec.enabled && !spec.enabled(attrs)))
      continue
    report({
      code: 'unwired',
      port,
      message: `Nothing is wired to ${port} of ${name}.`,
      hint: `Drag a wire from an output to ${port}${laterWire(op, port, wires)}.`,
    })
    runs = false
  }
  if (!runs) return null

  try {
    const parameters: string[] = []
    const buffers: string[] = []
    for (const [port, spec] of Object.entries(op.inputs)) {
      const own = spec.parameter ?? spec.buffer
      if (wires[port] || !own || (spec.enabled && !spec.enabled(attrs))) continue
      const key = portKey(id, port)
      const stored = document.tensors[key]
      known[port] = stored ? stored.shape : own.shape(known, attrs)
      shapes[key] = known[port]
      dtypes[key] = 'float64'
      ;(spec.parameter ? parameters : buffers).push(port)
    }
    for (const [port, shape] of Object.entries(op.shape(known, attrs))) {
      shapes[portKey(id, port)] = shape
      dtypes[portKey(id, port)] = 'float64'
    }
    return { id, op, attrs, wires, parameters, buffers }
  } catch (problem) {
    if (!(problem instanceof ShapeProblem)) throw problem
    report(describeProblem(document, id, wires, problem))
    return null
  }
}

function cycleDiagnostic(document: GraphDocument, cycle: readonly string[]): Diagnostic {
  const path = [...cycle, cycle[0]!].map((id) => nameOf(document, id)).join(' → ')
  return {
    severity: 'error',
    code: 'cycle',
    node: cycle[0]!,
    message: `These nodes feed each other in a circle: ${path}.`,
    hint: 'Remove one of the wires between them; a computation graph has no loops.',
  }
}
