/** @file The convolutions of a graph whose kernels can be shown, those that learn first. */
import { edgeAt, type GraphDocument } from '../../graph'
import { convsInOrder } from '../convolution/convsInOrder'

const FIXED: ReadonlySet<string> = new Set(['constant', 'input'])

export function convolutionsOf(document: GraphDocument): string[] {
  const isFixed = (id: string) => {
    const wire = edgeAt(document, { node: id, port: 'weight' })
    return Number(wire !== undefined && FIXED.has(document.nodes[wire.from.node]?.op ?? ''))
  }
  return convsInOrder(document).sort((a, b) => isFixed(a) - isFixed(b))
}
