/** @file What differs between two graphs, in words. */
import type { GraphDocument } from '../../graph'

/** @param a, b where each of them is: "in A", "now". */
export function graphDifferences(
  a: { readonly document: GraphDocument; readonly where: string },
  b: { readonly document: GraphDocument; readonly where: string },
): string[] {
  const found: string[] = []
  const ids = new Set([...Object.keys(a.document.nodes), ...Object.keys(b.document.nodes)])
  for (const id of ids) {
    const [p, q] = [a.document.nodes[id], b.document.nodes[id]]
    if (!p || !q) found.push(`${(p ?? q)!.label ?? id} is only there ${p ? a.where : b.where}`)
    else if (p.op !== q.op) found.push(`${q.label ?? id} is ${p.op} ${a.where} and ${q.op} ${b.where}`)
    else if (JSON.stringify(p.attrs) !== JSON.stringify(q.attrs)) found.push(`attributes of ${q.label ?? id}`)
  }
  if (JSON.stringify(a.document.edges) !== JSON.stringify(b.document.edges)) found.push('wires')
  return found
}
