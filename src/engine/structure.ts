/** @file Whether two looks at a document have the same wiring and shapes, so that one plan serves both. */
import type { GraphDocument } from '../graph'
import { sameShape, type DType, type Shape } from '../tensor'

type Shaped = Readonly<Record<string, { readonly shape: Shape; readonly dtype: DType }>>

interface Look {
  readonly document: GraphDocument
  readonly feeds: Shaped
}

/** Documents are immutable: the same record object has the same content. Costs one comparison a tensor. */
export function sameStructure(before: Look, document: GraphDocument, feeds: Shaped): boolean {
  const was = before.document
  return (
    was.nodes === document.nodes &&
    was.edges === document.edges &&
    was.objective === document.objective &&
    was.data === document.data &&
    sameShapes(was.tensors, document.tensors) &&
    sameShapes(before.feeds, feeds)
  )
}

function sameShapes(a: Shaped, b: Shaped): boolean {
  if (a === b) return true
  const keys = Object.keys(b)
  if (keys.length !== Object.keys(a).length) return false
  for (const key of keys) {
    const p = a[key]
    const q = b[key]!
    if (p !== q && (!p || p.dtype !== q.dtype || !sameShape(p.shape, q.shape))) return false
  }
  return true
}
