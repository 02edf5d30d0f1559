/** @file Borders around a tensor: where each place of the padded tensor comes from, and what cannot be padded so. */
import { shapeText, type Dim, type Kernels, type Ref, type SymbolicShape } from '../tensor'
import { ShapeProblem } from './defineOp'
import { placed, taken, type Factor } from './dependence'

export type PadMode = 'constant' | 'reflect' | 'replicate' | 'circular'

/** Places added before and after one axis; negative ones are cut off. */
export interface AxisPad {
  readonly axis: number
  readonly before: number
  readonly after: number
}

/** PyTorch's list counts axes from the last: [before last, after last, before second last, …]. Axes that stay are left out. */
export function padsOf(pad: readonly number[], rank: number): AxisPad[] {
  const pads: AxisPad[] = []
  for (let i = 0; i < pad.length; i += 2) {
    const [before, after] = [pad[i]!, pad[i + 1]!]
    if (before !== 0 || after !== 0) pads.push({ axis: rank - 1 - i / 2, before, after })
  }
  return pads
}

/** The size of a padded axis. @throws ShapeProblem when the border needs more than the axis has. */
export function paddedSize({ axis, before, after }: AxisPad, mode: PadMode, x: SymbolicShape): Dim {
  const size = x[axis]!
  if (typeof size === 'string') return before + after === 0 ? size : '?'
  const most = Math.max(before, after)
  const place = `axis ${axis} of {from:x} (${shapeText(x)})`
  const refuse = (message: string, hint: string): never => {
    throw new ShapeProblem('x', message, hint, 'attribute')
  }
  const kept = size + Math.min(before, 0) + Math.min(after, 0)
  // A constant border needs nothing of x to stand on.
  if (mode === 'constant' ? kept < 0 || size + before + after < 1 : kept < 1)
    refuse(
      `{node} cuts ${-Math.min(before, 0) - Math.min(after, 0)} places off ${place}, which has only ${size}.`,
      `Cut off less than ${size} on that axis, or wire a larger tensor.`,
    )
  if (mode === 'reflect' && most >= size)
    refuse(
      `{node} mirrors ${most} ${most === 1 ? 'place' : 'places'} of ${place}, but beside its outermost there ${size === 2 ? 'is only 1' : `are only ${size - 1}`}.`,
      `${size === 1 ? 'S' : `Pad that axis by ${size - 1} or less, or s`}et mode to replicate.`,
    )
  if (mode === 'circular' && most > kept)
    refuse(
      `{node} repeats ${most} places of ${place}, ${kept < size ? 'of which it keeps' : 'which has'} only ${kept}.`,
      `Pad that axis by ${kept} or less, or set mode to replicate.`,
    )
  return size + before + after
}

/** For each place of the padded axis, the place of x that it shows. Not for constant borders, which show none. */
export function shownPlaces({ before, after }: AxisPad, mode: PadMode, size: number): number[] {
  // What is cut off is not repeated either: the circle closes without it, as in PyTorch.
  const cut = Math.max(-before, 0)
  const circle = size - cut - Math.max(-after, 0)
  return Array.from({ length: before + size + after }, (_, place) => {
    const i = place - before
    if (mode === 'circular') return cut + ((i - cut + circle) % circle)
    if (mode === 'replicate') return Math.min(Math.max(i, 0), size - 1)
    return i < 0 ? -i : i >= size ? 2 * (size - 1) - i : i
  })
}

/** What one padded axis has of x: a constant border has nothing of it. */
export function borderFactor(pad: AxisPad, mode: PadMode, size: number): Factor {
  if (mode === 'constant') return placed(size, pad.before + size + pad.after, pad.before)
  return taken(size, shownPlaces(pad, mode, size))
}

/** Borders of one value around x; negative ones cut x. Padding by the negative is the adjoint, with value 0. */
export function padConstant(k: Kernels, x: Ref, pads: readonly AxisPad[], value: number): Ref {
  let y = x
  for (const { axis, before, after } of pads) {
    const size = y.shape[axis]!
    const [first, end] = [Math.max(-before, 0), size - Math.max(-after, 0)]
    const kept = end - first
    const inner =
      kept === size
        ? y
        : k.take(
            y,
            axis,
            Array.from({ length: kept }, (_, i) => first + i),
          )
    const border = (n: number) =>
      n > 0
        ? [
            k.full(
              y.shape.map((own, at) => (at === axis ? n : own)),
              value,
            ),
          ]
        : []
    const parts = [...border(before), inner, ...border(after)]
    y = parts.length === 1 ? inner : k.concat(parts, axis)
  }
  return y
}
