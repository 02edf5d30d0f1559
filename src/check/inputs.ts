/** @file Source nodes: what an input, parameter or constant gives, and whether its data fit what it says of itself. */
import { portKey, type GraphDocument } from '../graph'
import type { Attrs } from '../ops'
import { shapeText, type DType, type Shape, type SymbolicShape } from '../tensor'
import { nameOf } from './words'
import type { Diagnostic } from './types'

export type Feeds = Readonly<Record<string, { readonly shape: Shape; readonly dtype: DType }>>

/** Symbol → its size and the node that set it: "N" is 4 because x has 4 rows. */
export type SymbolTable = Map<string, { size: number; by: string }>

type Report = (found: Omit<Diagnostic, 'severity' | 'node'> & { severity?: 'warning' }) => void

export function checkInput(
  document: GraphDocument,
  id: string,
  attrs: Attrs,
  feeds: Feeds,
  symbols: SymbolTable,
  report: Report,
): { shape: SymbolicShape; dtype: DType } | null {
  const name = nameOf(document, id)
  const key = portKey(id, 'y')
  const { op } = document.nodes[id]!
  const declared = attrs.shape as SymbolicShape | undefined
  const data = feeds[key] ?? document.tensors[key]
  if (!data) {
    if (op !== 'input') return { shape: declared ?? [], dtype: (attrs.dtype as DType | undefined) ?? 'float64' }
    if (!document.data?.inputs[id])
      report({
        severity: 'warning',
        code: 'no-data',
        port: 'y',
        message: `${name} has no data yet, so nothing after it can run.`,
        hint: `Give ${name} numbers in the Attributes tab, or bind it to a data set.`,
      })
    return { shape: declared ?? ['?'], dtype: (attrs.dtype as DType | undefined) ?? 'float64' }
  }
  // A stored tensor's own dtype counts only for integers: floating data run in the dtype of the evaluator.
  const dtype = document.nodes[id]!.attrs?.dtype === undefined ? data.dtype : (attrs.dtype as DType)
  if (declared && !fits(declared, data.shape)) {
    report({
      code: 'data-shape',
      port: 'y',
      message: `${name} says it has shape ${shapeText(declared)}, but its data have ${shapeText(data.shape)}.`,
      hint: `Set the shape of ${name} to ${shapeText(data.shape)}, or give it data of ${shapeText(declared)}.`,
    })
    return null
  }
  for (const [axis, size] of (declared ?? []).entries()) {
    if (typeof size !== 'string' || size === '?') continue
    const bound = symbols.get(size)
    const here = data.shape[axis]!
    if (!bound) symbols.set(size, { size: here, by: id })
    else if (bound.size !== here) {
      report({
        code: 'symbol',
        port: 'y',
        message: `${name} has ${size} = ${here} (${shapeText(data.shape)}), but ${nameOf(document, bound.by)} has ${size} = ${bound.size}.`,
        hint: `Give both the same number of examples, or name the axis of ${name} differently.`,
      })
      return null
    }
  }
  return { shape: data.shape, dtype }
}

function fits(declared: SymbolicShape, shape: Shape): boolean {
  return declared.length === shape.length && declared.every((size, i) => typeof size === 'string' || size === shape[i])
}
