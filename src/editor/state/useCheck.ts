/** @file Shapes and diagnostics of the open document, checked again only when something that they depend on changed. */
import { check, type CheckResult } from '../../check'
import type { GraphDocument } from '../../graph'
import { ops } from '../../ops'
import { useDocument } from './context'

let last: { document: GraphDocument; result: CheckResult } | null = null

/** Moving nodes, renaming the document or changing training settings keeps the result, by identity. */
export function checked(document: GraphDocument): CheckResult {
  if (
    last &&
    last.document.nodes === document.nodes &&
    last.document.edges === document.edges &&
    last.document.tensors === document.tensors &&
    last.document.objective === document.objective &&
    last.document.data === document.data
  )
    return last.result
  const result = check(document, ops)
  last = { document, result }
  return result
}

export function useCheck(): CheckResult {
  return useDocument((state) => checked(state.document))
}
