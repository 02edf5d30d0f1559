/** @file Filling the names of nodes into an op's sentences. */
import type { GraphDocument } from '../graph'
import type { CheckedNode, Diagnostic } from './types'

/** The name a person reads: the label, or the id. */
export function nameOf(document: GraphDocument, id: string): string {
  return document.nodes[id]?.label || id
}

/** `{node}` is the node itself, `{from:x}` what is wired to its port x (or "its own x" for an implicit parameter). */
export function describeProblem(
  document: GraphDocument,
  id: string,
  wires: CheckedNode['wires'],
  problem: { readonly port: string | null; readonly message: string; readonly hint: string; readonly code: string },
): Pick<Diagnostic, 'code' | 'message' | 'hint'> & { port?: string; edge?: string } {
  const fill = (text: string) =>
    text
      .replaceAll('{node}', nameOf(document, id))
      .replace(/\{from:([A-Za-z0-9_]+)\}/g, (_, port: string) =>
        wires[port] ? nameOf(document, wires[port].node) : `its own ${port}`,
      )
  const edge = problem.port ? wires[problem.port]?.edge : undefined
  return {
    code: problem.code,
    ...(problem.port ? { port: problem.port } : {}),
    ...(edge ? { edge } : {}),
    message: fill(problem.message),
    hint: fill(problem.hint),
  }
}
