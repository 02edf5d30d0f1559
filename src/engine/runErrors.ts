/** @file What kept a run, or a node of it, from going on, in words. */
import { nameOf, type CheckedNode, type CheckResult } from '../check'
import type { GraphDocument } from '../graph'
import { shapeText } from '../tensor'
import type { Run, RunError } from './types'

export function errorsOf(checked: CheckResult): RunError[] {
  return checked.diagnostics
    .filter((d) => d.severity === 'error')
    .map(({ code, message, hint, node, port }) => ({
      code,
      message,
      hint,
      ...(node ? { node } : {}),
      ...(port ? { port } : {}),
    }))
}

export function noData(document: GraphDocument, node: CheckedNode): RunError {
  const name = nameOf(document, node.id)
  return {
    code: 'no-data',
    node: node.id,
    port: 'y',
    message: `${name} has no data, so nothing after it can run.`,
    hint: `Give ${name} numbers, or bind it to a data set.`,
  }
}

export function failed(document: GraphDocument, node: CheckedNode, thrown: unknown): RunError {
  return {
    code: 'failed',
    node: node.id,
    message: `${nameOf(document, node.id)} (${node.op.id}) could not be computed: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
    hint: 'Check the shapes and attributes of this node.',
  }
}

export function overBudget(
  document: GraphDocument,
  problem: { node: string; bytes: number },
  checked: CheckResult,
  budget: number,
): Run {
  const mib = (bytes: number) => `${Math.round(bytes / 2 ** 20).toLocaleString('en')} MiB`
  const shape = Object.entries(checked.shapes).find(([key]) => key.startsWith(`${problem.node}.`))?.[1] ?? []
  return {
    values: new Map(),
    stateAfter: new Map(),
    deltas: new Map(),
    edges: new Map(),
    gradients: new Map(),
    blockedEdges: new Set(),
    loss: null,
    objective: null,
    trace: [],
    errors: [
      {
        code: 'memory',
        node: problem.node,
        message: `${nameOf(document, problem.node)} ${shapeText(shape)} would bring this pass to ${mib(problem.bytes)}; the budget is ${mib(budget)}.`,
        hint: 'Use fewer examples at a time, or smaller layers.',
      },
    ],
    computed: { forward: 0, backward: 0 },
  }
}
