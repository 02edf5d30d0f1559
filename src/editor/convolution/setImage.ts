/** @file Putting a picture into an input: its numbers become the document's, and a data set that fed it lets go. */
import {
  decodeTensor,
  encodeTensor,
  nodeName,
  own,
  portKey,
  setData,
  setTensors,
  type GraphDocument,
  type StoredTensor,
} from '../../graph'
import { ops } from '../../ops'
import type { Dim } from '../../tensor'
import type { EditorServices } from '../state/context'
import { resample } from './resample'
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

/**
 * @param stream of pictures: by this name they are one entry of history, however slowly they come.
 * @returns what the input holds now.
 */
export function setImage(
  { documents }: EditorServices,
  node: string,
  slot: ImageSlot,
  pixels: Uint8ClampedArray,
  stream?: string,
): StoredTensor {
  const { document } = documents.getState()
  const merging =
    stream === undefined ? { mergeKey: `image ${node} ${performance.now()}` } : { mergeKey: stream, mergeMs: Infinity }
  const left = withoutNode(document, node)
  if (left !== document.data) documents.run(setData(left, merging))
  const tensor = encodeTensor({ dtype: 'float32', shape: slot.shape, data: imageNumbers(slot, pixels) })
  const label = `Load an image into ${nodeName(document, node)}`
  documents.run(setTensors({ [portKey(node, 'y')]: tensor }, label, merging))
  return tensor
}

/** The image that an input holds, at another size. False: the document holds none of this input. */
export function resizeImage({ documents }: EditorServices, node: string, { rows, columns, shape }: ImageSlot): boolean {
  const { document } = documents.getState()
  const stored = own(document.tensors, portKey(node, 'y'))
  if (stored?.shape.length !== shape.length) return false
  const { data, shape: now } = decodeTensor(stored)
  const from = { rows: now.at(-2)!, columns: now.at(-1)! }
  if (!(from.rows > 0 && from.columns > 0)) return false
  const resized = [...now.slice(0, -2), rows, columns]
  const tensor = encodeTensor({ dtype: 'float32', shape: resized, data: resample(data, from, { rows, columns }) })
  documents.run(setTensors({ [portKey(node, 'y')]: tensor }, `Resize the image of ${nodeName(document, node)}`))
  return true
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
