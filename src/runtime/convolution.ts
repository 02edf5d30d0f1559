/** @file Answers about one convolution: what a cell sees of the image, and where the image is like the kernel. */
import { check } from '../check'
import { fieldLinks, receptiveField, type Field, type FieldLinks, type NodeRecord } from '../engine'
import { portKey, type GraphDocument } from '../graph'
import type { Op } from '../ops'
import type { Tensor } from '../tensor'
import type { FieldAnswer, FieldAt, FieldBox, SimilarityAnswer, SimilarityAt } from './convolutionTypes'
import { cosineMap, type ConvWindow } from './convolutionCosine'

type Feeds = Readonly<Record<string, Tensor>>
type TensorOf = (key: string) => Promise<Pick<Tensor, 'shape' | 'data'> | null>

const NOT_RUN = 'This convolution has not run. See Problems for what is missing, then run the graph.'
const IMAGES: ReadonlySet<string> = new Set(['input', 'constant'])

export class Convolutions {
  /** A hand that moves over a map asks about one tensor again and again. */
  #kept: { document: GraphDocument; feeds: Feeds; key: string; links: FieldLinks | null } | null = null

  constructor(private readonly ops: ReadonlyMap<string, Op>) {}

  field(
    document: GraphDocument,
    feeds: Feeds,
    { node, port, element }: FieldAt,
    record: (node: string) => NodeRecord | undefined,
  ): FieldAnswer {
    const key = portKey(node, port)
    if (this.#kept?.document !== document || this.#kept.feeds !== feeds || this.#kept.key !== key)
      this.#kept = { document, feeds, key, links: fieldLinks(check(document, this.ops, feeds), key, record) }
    const { links } = this.#kept
    if (!links) return { state: 'none', reason: NOT_RUN }
    const size = links.shape.reduce((product, length) => product * length, 1)
    if (!(element >= 0 && element < size)) return { state: 'none', reason: 'There is no such cell any more.' }
    const fields = receptiveField(links, element)
    return {
      state: 'found',
      images: fields.flatMap((field) => {
        const box = IMAGES.has(document.nodes[field.node]?.op ?? '') ? boxOf(field) : null
        return box ? [{ node: field.node, shape: field.shape, ...inImage(field, box) }] : []
      }),
      layers: fields.flatMap((field) => {
        const box = field.node in document.nodes ? boxOf(field) : null
        return box
          ? [{ node: field.node, box, elements: field.paths.reduce((n, ways) => n + Number(ways > 0), 0) }]
          : []
      }),
    }
  }

  async similarity(document: GraphDocument, at: SimilarityAt, tensorOf: TensorOf): Promise<SimilarityAnswer> {
    const node = document.nodes[at.node]
    const op = this.ops.get('conv2d')!
    const attrs = op.attrs.safeParse(node?.attrs ?? {})
    if (node?.op !== 'conv2d' || !attrs.success) return { state: 'none', reason: NOT_RUN }
    const sourceOf = (port: string) => {
      const wire = Object.values(document.edges).find(({ to }) => to.node === at.node && to.port === port)
      return wire ? portKey(wire.from.node, wire.from.port) : portKey(at.node, port)
    }
    const [x, weight] = await Promise.all([tensorOf(sourceOf('x')), tensorOf(sourceOf('weight'))])
    if (!x || !weight) return { state: 'none', reason: NOT_RUN }
    if (at.example >= x.shape[0]! || at.channel >= weight.shape[0]!)
      return { state: 'none', reason: 'There is no such example or kernel any more.' }
    return cosineMap(x, weight, attrs.data as unknown as ConvWindow, at)
  }
}

/** The rows and columns in which a tensor of rank 3 or 4 has something in the field; null where it has none. */
function boxOf({ shape, paths }: Field): FieldBox | null {
  if (shape.length < 3 || shape.length > 4) return null
  const [height, width] = [shape.at(-2)!, shape.at(-1)!]
  let [top, left, bottom, right] = [Infinity, Infinity, -1, -1]
  for (let i = 0; i < paths.length; i++) {
    if (!(paths[i]! > 0)) continue
    const column = i % width
    const row = Math.floor(i / width) % height
    top = Math.min(top, row)
    bottom = Math.max(bottom, row)
    left = Math.min(left, column)
    right = Math.max(right, column)
  }
  return bottom < 0 ? null : { top, left, rows: bottom - top + 1, columns: right - left + 1 }
}

/** Ways into the box, all channels of the example together. */
function inImage({ shape, paths }: Field, box: FieldBox) {
  const [height, width] = [shape.at(-2)!, shape.at(-1)!]
  const image = height * width * shape.at(-3)!
  const example = Math.max(0, Math.floor(paths.findIndex((ways) => ways > 0) / image))
  const sums = new Float64Array(box.rows * box.columns)
  for (let i = example * image; i < (example + 1) * image; i++) {
    if (!(paths[i]! > 0)) continue
    const row = Math.floor(i / width) % height
    sums[(row - box.top) * box.columns + (i % width) - box.left]! += paths[i]!
  }
  return { example, box, paths: sums }
}
