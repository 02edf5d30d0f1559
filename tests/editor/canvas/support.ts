import { HEAD_LIMIT, type TensorView } from '../../../src/runtime/protocol'
import { statistics } from '../../../src/tensor'

/** A tensor as the page sees it. */
export function view(shape: number[], values: ArrayLike<number>): TensorView {
  const data = Float64Array.from(values)
  const tensor = { dtype: 'float64', shape, data } as const
  return {
    dtype: 'float64',
    shape,
    statistics: statistics(tensor),
    head: data.slice(0, HEAD_LIMIT),
    complete: data.length <= HEAD_LIMIT,
  }
}
