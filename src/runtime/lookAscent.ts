/** @file A few steps of gradient ascent on the image of one unit. */
import {
  ascend,
  ascentStart,
  cropFor,
  fieldOf,
  LookProblem,
  rangeOf,
  type LookLayer,
  type LookPasses,
  type PixelRange,
} from '../engine'
import { portKey } from '../graph'
import { hashSeed, numel, sameShape, type Shape, type Tensor } from '../tensor'
import { boxAt, cut, layerOf, rowOf, type Looked } from './lookSubject'
import type { Ascent, AscentPiece, AscentWish, LookBox } from './lookTypes'

/** Random images that are tried before a unit is called dead. */
const MOST_STARTS = 24

/** A rising function of each number is largest where its input is; and where it is flat, only its input has a gradient. */
const RISING = new Set(['relu', 'leaky_relu', 'elu', 'selu', 'softplus', 'sigmoid', 'tanh', 'softsign', 'prelu'])

interface Slices {
  readonly work: <T>(steps: Generator<void, T>) => Promise<T>
  /** Whether there is time for another step. */
  readonly more: () => boolean
}

/** Where the unit is, in an input of which shape, and what it sees of that. */
interface Place {
  readonly shape: Shape
  readonly row: number
  readonly column: number
  readonly box: LookBox
}

/** @throws LookProblem when no gradient reaches the image. */
export async function ascentPiece(
  looked: Looked,
  passes: LookPasses,
  wish: AscentWish,
  from: Ascent | null,
  { work, more }: Slices,
): Promise<AscentPiece> {
  const layer = beforeActivation(looked, layerOf(looked, wish))
  const { image } = looked
  const key = portKey(image.node, 'y')
  const seen = await work(passes.forward(looked, [image.node]))
  const range = rangeOf({ ...rowOf(seen.values.get(key)!, looked.row), dtype: 'float32' })
  const place = placeFor(looked, layer)
  const from0 = from && sameShape(from.state.shape, place.shape) ? from : null
  let tries = 0
  let step = from0?.step ?? 0
  let x: Tensor = from0 ? { ...from0.state, dtype: 'float32' } : ascentStart(place.shape, range, wish.seed)
  const values: { step: number; value: number }[] = []
  for (;;) {
    const run = await work(passes.forward(looked, [layer.node], { ...looked.feeds, [key]: x }))
    const y = run.values.get(portKey(layer.node, layer.port))!
    const [, , height = 1, width = 1] = y.shape as [number, number, number?, number?]
    const at = (wish.unit * height + Math.min(height - 1, place.row)) * width + Math.min(width - 1, place.column)
    values.push({ step, value: y.data[at]! })
    if (step >= wish.steps) return piece(x, place.box, range, values, null)
    const delta = new Float32Array(numel(y.shape))
    delta[at] = 1
    const back = passes.back(
      run,
      { key: portKey(layer.node, layer.port), delta: { ...y, dtype: 'float32', data: delta } },
      image.node,
    )
    const gradient = await work(back)
    if (!gradient) throw new LookProblem('No gradient reaches the image from this unit.')
    const next = ascend(x, gradient, range, (step + 1) / wish.steps)
    if (next === x) {
      if (step > 0) return piece(x, place.box, range, values, null)
      // Switched off by a ReLU further down: nothing to climb by from this noise, but from another.
      if (++tries > MOST_STARTS)
        throw new LookProblem(
          `Unit ${wish.unit} is switched off in ${MOST_STARTS} random images: there is no gradient to climb by. Choose another unit, or a layer before it.`,
        )
      values.length = 0
      x = ascentStart(place.shape, range, hashSeed(wish.seed, String(tries)))
      continue
    }
    step++
    if (!more())
      return piece(x, place.box, range, values, { step, state: { shape: next.shape, data: next.data as Float32Array } })
    x = next
  }
}

function beforeActivation({ layers, checked }: Looked, layer: LookLayer): LookLayer {
  if (!RISING.has(layer.op)) return layer
  const from = checked.order.find(({ id }) => id === layer.node)?.wires.x?.node
  return layers.find(({ node, shape }) => node === from && sameShape(shape, layer.shape)) ?? layer
}

function piece(
  x: Tensor,
  box: LookBox,
  { min, max }: PixelRange,
  values: AscentPiece['values'],
  next: Ascent | null,
): AscentPiece {
  return { next, picture: cut(rowOf(x, 0), box), range: [min, max], values }
}

/** A unit with a map is taken at one cell: in an image just large enough where that is possible, else in the middle. */
function placeFor(looked: Looked, layer: LookLayer): Place {
  const { image, checked } = looked
  const [count, channels, height, width] = image.shape as [number, number, number, number]
  const at = (row: number, column: number) => fieldOf(checked, image.node, layer.node, row, column)
  const crop = layer.field && cropFor(at, height, width)
  if (crop) {
    const box = at(crop.row, crop.column)!
    return { shape: [1, channels, crop.height, crop.width], row: crop.row, column: crop.column, box }
  }
  const [, , rows = 1, columns = 1] = layer.shape
  const [row, column] = [Math.floor(rows / 2), Math.floor(columns / 2)]
  return { shape: [count, channels, height, width], row, column, box: boxAt(looked, layer, row, column) }
}
