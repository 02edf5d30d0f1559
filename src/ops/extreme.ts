/** @file What the reductions share that cannot go over nothing: max, min, logsumexp; and how max and min share errors. */
import { numel, shapeText, stridesOf, type Kernels, type Ref, type Shape, type SymbolicShape } from '../tensor'
import { ShapeProblem } from './defineOp'
import { pairs, product, type Pattern } from './dependence'
import { keepReduced, reducedAxes, reducedShape } from './rules'

export interface ReductionAttrs {
  readonly dim: readonly number[] | null
  readonly keepdim: boolean
}

/** "dim [0, 1]", or "all axes". */
export const axesText = (dim: readonly number[] | null) =>
  dim === null || dim.length === 0 ? 'all axes' : `dim ${shapeText(dim)}`

/** @throws ShapeProblem when an axis does not exist, is named twice or holds nothing. */
export function filledReductionShape(x: SymbolicShape, { dim, keepdim }: ReductionAttrs): SymbolicShape {
  const shape = reducedShape(x, dim, keepdim)
  if (reducedAxes(dim, x.length).some((axis) => x[axis] === 0))
    throw new ShapeProblem(
      'x',
      `{node} needs at least one number along ${axesText(dim)}, but {from:x} has none (${shapeText(x)}).`,
      'Choose axes that are not empty, or give {from:x} some numbers.',
    )
  return shape
}

/** δ and y brought back to the rank of x, so that they broadcast against it. */
export const restored = (k: Kernels, y: Ref, x: Ref, dim: readonly number[] | null) =>
  k.reshape(y, keepReduced(x.shape, dim, true))

/** torch.amax and amin: the winner takes the whole error, and equals share it evenly. */
export function winnersGradient({
  k,
  x,
  y,
  dy,
  attrs: { dim },
}: {
  readonly k: Kernels
  readonly x: Ref
  readonly y: Ref
  readonly dy: Ref
  readonly attrs: ReductionAttrs
}): Ref {
  const winners = k.equal(x, restored(k, y, x, dim))
  const count = k.sum(winners, reducedAxes(dim, x.shape.length), true)
  return k.mul(winners, k.div(restored(k, dy, x, dim), count))
}

/** Each number of x that is the winner of its set, and the element of y that it became; equals all are winners. */
export function winners(
  x: Shape,
  y: Shape,
  dim: readonly number[] | null,
  numbers: ArrayLike<number>,
  largest: ArrayLike<number>,
): Pattern {
  const kept = keepReduced(x, dim, true)
  const [own, into] = [stridesOf(x), stridesOf(kept)]
  const from: number[] = []
  const to: number[] = []
  for (let i = 0; i < numbers.length; i++) {
    let at = 0
    for (let axis = 0; axis < x.length; axis++)
      if (kept[axis] !== 1) at += (Math.floor(i / own[axis]!) % x[axis]!) * into[axis]!
    if (numbers[i] !== largest[at]) continue
    from.push(i)
    to.push(at)
  }
  return product(pairs(numel(x), numel(y), from, to))
}
