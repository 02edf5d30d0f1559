/** @file Where the examples of a step come from: a data set, or the rows of the document's own tensors. */
import { shuffledBatches, type LoadedData, type Split } from '../data'
import { decodeTensor, portKey, type GraphDocument } from '../graph'
import { numel, storageFor, type Kernels, type Random, type Shape, type Tensor } from '../tensor'

export interface Feeding {
  /** How many examples there are. */
  readonly size: number
  /** Whole data, or the same examples taken by index; keyed "node.y". Floating data come in the dtype of `k`. */
  batch(indices: ArrayLike<number> | null, k: Kernels): Map<string, Tensor>
}

/** Examples of a bound data set. */
export function splitFeeding(document: GraphDocument, split: Split): Feeding {
  const bound = Object.entries(document.data?.inputs ?? {})
  const own = ownFeeding(document, new Set(bound.map(([node]) => node)))
  return {
    size: split.size,
    batch(indices, k) {
      const chosen = indices ?? Uint32Array.from({ length: split.size }, (_, i) => i)
      const feeds = own.batch(null, k)
      for (const [node, field] of bound) feeds.set(portKey(node, 'y'), split.batch(field, chosen, k.dtype))
      return feeds
    },
  }
}

/**
 * Tensors in the document. Inputs whose first axis is a symbol ("N") hold one example a row; all of them share that N.
 * @param except inputs fed from elsewhere.
 */
export function ownFeeding(document: GraphDocument, except: ReadonlySet<string> = new Set()): Feeding {
  const whole = new Map<string, Tensor>()
  const rows = new Set<string>()
  let size = 1
  for (const [id, node] of Object.entries(document.nodes)) {
    const stored = document.tensors[portKey(id, 'y')]
    if (node.op !== 'input' || !stored || except.has(id)) continue
    const tensor = decodeTensor(stored) as Tensor
    const dtype = (node.attrs?.dtype as Tensor['dtype'] | undefined) ?? tensor.dtype
    whole.set(portKey(id, 'y'), { ...tensor, dtype })
    const first = (node.attrs?.shape as readonly unknown[] | undefined)?.[0]
    if (typeof first !== 'string') continue
    rows.add(portKey(id, 'y'))
    size = tensor.shape[0]!
  }
  return {
    size,
    batch(indices, k) {
      const feeds = new Map<string, Tensor>()
      for (const [key, tensor] of whole) {
        const part = indices && rows.has(key) ? takeRows(tensor, indices) : tensor
        const floating = part.dtype === 'float64' || part.dtype === 'float32'
        feeds.set(key, floating && part.dtype !== k.dtype ? (k.toFloat(part) as Tensor) : part)
      }
      return feeds
    },
  }
}

export function feedingFor(
  document: GraphDocument,
  data: LoadedData | null,
): { train: Feeding; heldOut: Feeding | null } {
  return data && document.data
    ? {
        train: splitFeeding(document, data.train),
        heldOut: data.heldOut.size ? splitFeeding(document, data.heldOut) : null,
      }
    : { train: ownFeeding(document), heldOut: null }
}

function takeRows(tensor: Tensor, indices: ArrayLike<number>): Tensor {
  const shape: Shape = [indices.length, ...tensor.shape.slice(1)]
  const width = numel(tensor.shape.slice(1))
  const data = storageFor(tensor.dtype, indices.length * width)
  for (let i = 0; i < indices.length; i++)
    data.set(tensor.data.subarray(indices[i]! * width, (indices[i]! + 1) * width), i * width)
  return { dtype: tensor.dtype, shape, data }
}

/** Index batches without end: a fresh shuffle each epoch, the last batch of an epoch may be smaller. */
export function* endlessBatches(
  size: number,
  batchSize: number | null,
  random: Random,
): Generator<{ indices: Int32Array | null; epochEnds: boolean }> {
  if (batchSize === null || batchSize >= size) for (;;) yield { indices: null, epochEnds: true }
  for (;;) {
    let done = 0
    for (const indices of shuffledBatches(size, batchSize, random)) {
      done += indices.length
      yield { indices, epochEnds: done >= size }
    }
  }
}
