import type { TensorView } from '../../../src/runtime/protocol'
import { tensorView } from '../../../src/runtime/views'

/** A tensor as the page sees it. */
export function view(shape: number[], values: ArrayLike<number>): TensorView {
  return tensorView({ dtype: 'float64', shape, data: Float64Array.from(values) })
}
