/** @file One example of a network that is looked into, and pieces of tensors as they are sent. */
import type { LoadedData } from '../data'
import {
  fieldOf,
  imageOf,
  layersOf,
  LookProblem,
  type LookFeeds,
  type LookImage,
  type LookLayer,
  type LookPasses,
  type LookSubject,
} from '../engine'
import { portKey, type GraphDocument } from '../graph'
import { numel, type Tensor } from '../tensor'
import type { LookBox, LookTensor, LookUnit } from './lookTypes'

export interface LookSource {
  readonly document: GraphDocument
  /** Of the bound data set. */
  readonly data: LoadedData | null
}

export interface Looked extends LookSubject {
  readonly image: LookImage
  readonly layers: readonly LookLayer[]
  /** Which row of the batch is the example. */
  readonly row: number
  /** How many examples there are. */
  readonly count: number
}

const NO_IMAGE =
  'No image comes into this graph. Looking inside needs an input of shape [N, channels, height, width] that leads to other nodes.'

/** The examples at these indices, as they enter the graph. Without a data set: what the document holds, whole. */
export function feedsFor({ document, data }: LookSource, examples: readonly number[]): LookFeeds {
  if (!document.data || !data) return {}
  const { train } = data
  const indices = examples.map((example) => Math.max(0, Math.min(train.size - 1, example)))
  const fields = Object.entries(document.data.inputs)
  return Object.fromEntries(fields.map(([node, field]) => [portKey(node, 'y'), train.batch(field, indices, 'float32')]))
}

/** @throws LookProblem when no image comes into the graph. */
export function lookAt(passes: LookPasses, source: LookSource, example: number): Looked {
  const subject = passes.subject(source.document, feedsFor(source, [example]))
  const image = imageOf(subject.checked)
  if (!image) {
    const error = subject.checked.diagnostics.find(({ severity }) => severity === 'error')
    throw new LookProblem(error ? `${error.message} ${error.hint}` : NO_IMAGE)
  }
  const bound = source.data !== null && portKey(image.node, 'y') in subject.feeds
  return {
    ...subject,
    image,
    layers: layersOf(subject.checked, image),
    row: bound ? 0 : Math.max(0, Math.min(image.shape[0]! - 1, example)),
    count: bound ? source.data!.train.size : image.shape[0]!,
  }
}

/** @throws LookProblem when there is no such unit (any more). */
export function layerOf({ layers }: Looked, { node, unit }: LookUnit): LookLayer {
  const found = layers.find((layer) => layer.node === node)
  if (!found) throw new LookProblem('This layer does not read the image. Choose another one.')
  if (unit >= found.units)
    throw new LookProblem(`This layer has ${found.units} units. Choose one of 0 to ${found.units - 1}.`)
  return found
}

/** What a cell of a layer sees: part of the image, or all of it. */
export function boxAt({ checked, image }: Looked, layer: LookLayer, row: number, column: number): LookBox {
  const box = layer.field && fieldOf(checked, image.node, layer.node, row, column)
  return box ?? { top: 0, left: 0, bottom: image.shape[2]!, right: image.shape[3]! }
}

/** One example of a batch, at most its first `most` channels. */
export function rowOf({ shape, data }: Tensor, row: number, most = Infinity): LookTensor {
  const [channels = 1, ...rest] = shape.slice(1)
  const kept = Math.min(channels, most)
  const size = numel(rest)
  const first = row * channels * size
  return { shape: [kept, ...rest], data: Float32Array.from(data.subarray(first, first + kept * size)) }
}

/** A part of an image [channels, height, width]; what sticks out of it is cut off. */
export function cut({ shape, data }: LookTensor, box: LookBox): LookTensor {
  const [channels, height, width] = shape as [number, number, number]
  const [top, left] = [Math.max(0, box.top), Math.max(0, box.left)]
  const [bottom, right] = [Math.min(height, box.bottom), Math.min(width, box.right)]
  const part = new Float32Array(channels * (bottom - top) * (right - left))
  let to = 0
  for (let channel = 0; channel < channels; channel++)
    for (let row = top; row < bottom; row++)
      for (let column = left; column < right; column++) part[to++] = data[(channel * height + row) * width + column]!
  return { shape: [channels, bottom - top, right - left], data: part }
}
