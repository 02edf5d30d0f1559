/** @file Where the examples of a step come from: a data set, or the rows of the document's own tensors. */
import { shuffledBatches, type LoadedData, type Split } from '../data'
import { decodeTensor, portKey, type GraphDocument } from '../graph'
import { numel, storageFor, type DType, type Kernels, type Random, type Shape, type Tensor } from '../tensor'

export interface Feeding {
  /** How many examples there are. */
  readonly size: number
  /** What a batch of `count` examples (null: all) will be, without making it: as `check` and the memory count want it. */
  shapes(count: number | null): Record<string, { readonly shape: Shape; readonly dtype: DType }>
  /** Whole data, or the same examples taken by index; keyed "node.y". Floating data come in the dtype of `k`. */
  batch(indices: ArrayLike<number> | null, k: Kernels): Map<string, Tensor>
}

/** Examples of a bound data set. */
export function splitFeeding(document: GraphDocument, split: Split): Feeding {
  const bound = Object.entries(document.data?.inputs ?? {})
  const own = ownFeeding(document, new Set(bound.map(([node]) => node)))
  const none = new Uint32Array(0)
  return {
    size: split.size,
    shapes(count) {
      const shapes = own.shapes(null)
      for (const [node, field] of bound) {
        const { dtype, shape } = split.batch(field, none, 'float64')
        shapes[portKey(node, 'y')] = { dtype, shape: [count ?? split.size, ...shape.slice(1)] }
      }
      return shapes
    },
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
    shapes: (count) =>
      Object.fromEntries(
        [...whole].map(([key, { dtype, shape }]) => [
          key,
          { dtype, shape: count !== null && rows.has(key) ? [count, ...shape.slice(1)] : shape },
        ]),
      ),
    batch(indices, k) {
      const feeds = new Map<string, Tensor>()
      for (const [key, stored] of whole) {
        const floating = stored.dtype === 'float64' || stored.dtype === 'float32'
        const tensor = floating && stored.dtype !== k.dtype ? (k.toFloat(stored) as Tensor) : stored
        // Converted once: what is the same tensor in each step need not be copied in each.
        if (tensor !== stored) whole.set(key, tensor)
        feeds.set(key, indices && rows.has(key) ? takeRows(tensor, indices) : tensor)
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

export interface Batch {
  /** null: all examples. */
  readonly indices: Int32Array | null
  readonly epochEnds: boolean
}

/**
 * Index batches without end: a fresh shuffle each epoch, the last batch of an epoch may be smaller.
 * @param done how many batches are behind us already: a run that is taken up again goes on with the very next one.
 */
export function* endlessBatches(
  size: number,
  batchSize: number | null,
  random: Random,
  done = 0,
): Generator<Batch, never> {
  if (batchSize === null || batchSize >= size) for (;;) yield { indices: null, epochEnds: true }
  const perEpoch = Math.ceil(size / batchSize)
  let skip = done
  for (;;) {
    let left = perEpoch
    // Also an epoch that is passed over draws its order, so that the next one is the same as ever.
    for (const indices of shuffledBatches(size, batchSize, random)) {
      left--
      if (skip > 0) skip--
      else yield { indices, epochEnds: left === 0 }
    }
  }
}
