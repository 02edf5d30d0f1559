/** @file Putting a picture into an input: its numbers become the document's, and a data set that fed it lets go. */
import { encodeTensor, nodeName, own, portKey, setData, setTensors, type GraphDocument } from '../../graph'
import { ops } from '../../ops'
import type { Dim } from '../../tensor'
import type { EditorServices } from '../state/context'
import { imageNumbers, imageSlot, type ImageSlot, type ImageSlotAnswer } from './imageTensor'

/** What an input node takes; null when it is no image. */
export function slotOf({ documents, run }: EditorServices, node: string, side?: number): ImageSlotAnswer | null {
  const { document } = documents.getState()
  const record = document.nodes[node]
  if (record?.op !== 'input') return null
  const present = own(document.tensors, portKey(node, 'y'))?.shape ?? run.tensor('values', portKey(node, 'y'))?.shape
  const parsed = ops.get('input')!.attrs.safeParse(record.attrs ?? {})
  const declared = (parsed.success ? (parsed.data.shape as readonly Dim[] | undefined) : undefined) ?? present
  return declared ? imageSlot(declared, present, side) : null
}

/** @param mergeKey of a stream of pictures: they are one entry of history. */
export function setImage(
  { documents }: EditorServices,
  node: string,
  slot: ImageSlot,
  pixels: Uint8ClampedArray,
  mergeKey = `image ${node} ${performance.now()}`,
): void {
  const { document } = documents.getState()
  const left = withoutNode(document, node)
  if (left !== document.data) documents.run(setData(left, { mergeKey }))
  const tensor = encodeTensor({ dtype: 'float32', shape: slot.shape, data: imageNumbers(slot, pixels) })
  const label = `Load an image into ${nodeName(document, node)}`
  documents.run(setTensors({ [portKey(node, 'y')]: tensor }, label, { mergeKey }))
}

/** The binding to a data set without this node. */
function withoutNode({ data }: GraphDocument, node: string): GraphDocument['data'] {
  if (!data || !(node in data.inputs)) return data
  const inputs = Object.fromEntries(Object.entries(data.inputs).filter(([id]) => id !== node))
  return Object.keys(inputs).length ? { ...data, inputs } : undefined
}

/** The input with an image from which a node's numbers come; the nearest one. */
export function imageInputOf(services: EditorServices, from: string): string | null {
  const { document } = services.documents.getState()
  const seen = new Set([from])
  for (const node of seen) {
    if (slotOf(services, node)) return node
    for (const edge of Object.values(document.edges)) if (edge.to.node === node) seen.add(edge.from.node)
  }
  return null
}
