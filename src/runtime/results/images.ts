/** @file Images come out: what should come out, what does, and which are worst. */
import { portKey } from '../../graph'
import { numel, type Shape } from '../../tensor'
import type { Feeding } from '../../train'
import { imageNumbers } from '../dataJudge'
import type { Scene } from '../dataScene'
import type { Bench, Compared } from './bench'
import { judgedPart, onlyInput, type ResultsKind } from './kind'
import { Top } from './top'
import type { ImagesResults } from './types'

/** Images of each sort that are sent and painted twice a second, and numbers of them: photographs are large. */
const MOST_IMAGES = 24
const MOST_NUMBERS = 2 ** 16
const FEWEST_IMAGES = 2
/** A smaller grid of numbers is no picture. */
const SHORTEST_SIDE = 4

interface Bad {
  readonly example: number
  readonly error: number
  readonly target: ArrayLike<number>
  readonly answer: ArrayLike<number>
}

export const images: ResultsKind = async (bench, scene, probe) => {
  const read = imageNumbers(scene.loss)
  const shape = read && pictureShape(scene, probe)
  if (!read || !shape) return null
  const { part, feeding } = judgedPart(scene)
  const count = numel(shape)
  const room = Math.floor(MOST_NUMBERS / count)
  const worst = new Top<Bad>(Math.max(FEWEST_IMAGES, Math.min(MOST_IMAGES, room)))
  let seen = 0
  let squares = 0
  for await (const { first, many, answer, target } of bench.chunks(scene, feeding)) {
    for (let row = 0; row < many; row++) {
      const [from, to] = [row * count, (row + 1) * count]
      let sum = 0
      for (let i = from; i < to; i++) sum += (read(answer.data[i]!) - target.data[i]!) ** 2
      squares += sum
      const error = sum / count
      worst.offer(error, () => ({
        example: first + row,
        error,
        target: target.data.slice(from, to),
        answer: answer.data.slice(from, to).map(read),
      }))
    }
    seen = first + many
  }
  const bad = worst.items
  const targets = joined(bad.map(({ target }) => target))
  return {
    kind: 'images',
    part,
    seen,
    size: feeding.size,
    mse: squares / (seen * count),
    worst: bad.map(({ example, error }) => ({ example, error })),
    shape,
    targets,
    answers: joined(bad.map(({ answer }) => answer)),
    inputs: inputs(bench, scene, feeding, bad, targets),
  }
}

/**
 * Of answers that are images, or rows of numbers where an image goes in: then in the shape that an image of so many numbers
 * has on its way, else a square. null when it is no image, or the target is something else.
 */
function pictureShape(scene: Scene, { answer, target }: Compared): Shape | null {
  const count = numel(answer.shape)
  if (answer.shape[0] !== 1 || numel(target.shape) !== count) return null
  for (const { shape } of [answer, target]) if (isImage(shape.slice(1))) return shape.slice(1)
  if (answer.shape.length !== 2) return null
  const onTheWay = scene.shapes.findLast((shape) => isImage(shape) && numel(shape) === count)
  if (onTheWay) return onTheWay
  const side = Math.sqrt(count)
  const square: Shape = [1, side, side]
  return scene.inputs.some(({ shape }) => isImage(shape)) && Number.isInteger(side) && isImage(square) ? square : null
}

const isImage = (shape: Shape) =>
  shape.length === 3 && (shape[0] === 1 || shape[0] === 3) && Math.min(shape[1]!, shape[2]!) >= SHORTEST_SIDE

/** What goes in for these examples; null where it is what should come out, or no image. */
function inputs(
  bench: Bench,
  scene: Scene,
  feeding: Feeding,
  bad: readonly Bad[],
  targets: Float32Array,
): ImagesResults['inputs'] {
  const only = onlyInput(scene)
  if (!only || !isImage(only.shape)) return null
  const indices = bad.map(({ example }) => example)
  const { data } = bench.scenes.feeds(feeding, indices)[portKey(only.node, 'y')]!
  const same = data.length === targets.length && data.every((x, i) => x === targets[i])
  return same ? null : { shape: only.shape, data }
}

function joined(parts: readonly ArrayLike<number>[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
