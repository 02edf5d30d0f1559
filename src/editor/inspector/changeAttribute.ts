/** @file Changing an attribute, with what hangs on it: data that are reshaped, stored parameters that no longer fit. */
import { check, isConcrete } from '../../check'
import { decodeTensor, own, setAttr, setTensor, setTensors, type AttrValue, type GraphDocument } from '../../graph'
import { ops, type Op } from '../../ops'
import { numel, type Dim } from '../../tensor'
import type { DocumentStore } from '../state/documentStore'
import { concreteShape, resized } from './tensorEdits'

/** More numbers than this are not rearranged when the shape of a source changes. */
const MOST_REARRANGED = 1e6

/**
 * Keys "node.port" of stored parameters whose shape is not the one that wires and attributes ask for.
 * The shapes asked for are those of the same document without any stored parameter; where they are not known, nothing is stale.
 */
export function staleParameters(document: GraphDocument, known: ReadonlyMap<string, Op> = ops): string[] {
  const owned = Object.keys(document.tensors).filter((key) => {
    const [node = '', port = ''] = key.split('.')
    const record = own(document.nodes, node)
    const spec = record && known.get(record.op)?.inputs[port]
    return spec?.parameter ?? spec?.buffer
  })
  if (!owned.length) return []
  const tensors = { ...document.tensors }
  for (const key of owned) delete tensors[key]
  const { shapes } = check({ ...document, tensors }, known)
  return owned.filter((key) => {
    const wanted = own(shapes, key)
    return wanted && isConcrete(wanted) && wanted.join() !== document.tensors[key]!.shape.join()
  })
}

/**
 * Sets an attribute and, as the same entry of history, brings along what depends on it: data of a source whose shape
 * was changed keep the numbers that still have a place; parameters that no longer fit are taken out, so that they are
 * drawn anew instead of stopping the run.
 */
export function changeAttribute(
  documents: Pick<DocumentStore, 'run' | 'getState'>,
  node: string,
  name: string,
  value: AttrValue | undefined,
): void {
  const mergeKey = `attr ${node} ${name}`
  const changed = documents.run(setAttr(node, name, value, { mergeKey }))
  if (!changed.ok) return
  if (name === 'shape') fitData(documents, node, value as readonly Dim[] | undefined, mergeKey)
  const stale = staleParameters(documents.getState().document)
  if (stale.length)
    documents.run(
      setTensors(Object.fromEntries(stale.map((key) => [key, undefined])), changed.transaction.label, { mergeKey }),
    )
}

function fitData(
  documents: Pick<DocumentStore, 'run' | 'getState'>,
  node: string,
  declared: readonly Dim[] | undefined,
  mergeKey: string,
) {
  const { document } = documents.getState()
  const stored = own(document.tensors, `${node}.y`)
  const op = ops.get(document.nodes[node]?.op ?? '')
  if (!stored || !declared || !op || !Object.hasOwn(op.outputs, 'y') || Object.keys(op.inputs).length) return
  const shape = concreteShape(declared, stored.shape)
  if (shape.join() !== stored.shape.join() && numel(shape) <= MOST_REARRANGED)
    documents.run(setTensor(`${node}.y`, resized(decodeTensor(stored), shape), { mergeKey }))
}
