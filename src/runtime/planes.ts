/** @file How a tensor is laid out as a small picture. By its shape alone, so that it keeps its picture while values change. */
import { numel, type Shape } from '../tensor'

export interface Planes {
  readonly kind: 'number' | 'vector' | 'matrix' | 'images'
  /** Of one plane, in elements; a vector is one row. */
  readonly rows: number
  readonly columns: number
  /** How many planes are to be seen; they lie one after the other from the first element on. */
  readonly planes: number
}

/** More images than this are specks. */
const MOST_IMAGES = 64
/** So many can be told apart on a card: large ones come in this number, and small ones in as many as have the room of `WHOLE`. */
const LARGE_IMAGES = 24
const WHOLE = 8192

/**
 * Rank 3 `[C, H, W]` and rank 4 `[N, C, H, W]` are images: the examples when there is one channel, else the channels of
 * the first example; kernels `[out, in, h, w]` in the same way. Everything else is one vector or one matrix, whose last
 * real axis runs across: axes of one at the end (a 1×1 convolution, a column) add nothing to see.
 */
export function planesOf(shape: Shape): Planes {
  const size = numel(shape)
  const one = (kind: Planes['kind'], rows: number, columns: number): Planes => ({ kind, rows, columns, planes: 1 })
  if (size <= 1) return one('number', size, size)
  if (shape.length <= 4 && shape.length >= 3 && shape.at(-1)! * shape.at(-2)! > 1) return images(shape)
  const columns = shape.findLast((dim, i) => dim > 1 || i === 0)!
  return columns === 1 || columns === size ? one('vector', 1, size) : one('matrix', size / columns, columns)
}

function images(shape: Shape): Planes {
  const [channels, rows, columns] = shape.slice(-3) as [number, number, number]
  const examples = shape.length === 4 ? shape[0]! : 1
  const all = channels === 1 ? examples : channels
  const room = Math.max(LARGE_IMAGES, Math.floor(WHOLE / (rows * columns)))
  return { kind: 'images', rows, columns, planes: Math.min(all, MOST_IMAGES, room) }
}
