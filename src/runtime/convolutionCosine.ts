/**
 * @file The cosine between a kernel and every patch under it. A response is ⟨patch, kernel⟩ = ‖patch‖ · ‖kernel‖ · cos φ:
 * what is left when both lengths are taken out says how alike the two are, whatever the contrast of the image.
 */
import { wasmKernels, type Tensor, type TensorData } from '../tensor'
import type { SimilarityAnswer, SimilarityAt } from './convolutionTypes'

type Pair = readonly [number, number]
type Given = Pick<Tensor, 'shape' | 'data'>

/** Attributes of a conv2d. */
export interface ConvWindow {
  readonly stride: Pair
  readonly padding: Pair
  readonly dilation: Pair
  readonly groups: number
}

/** A squared length below this part of what it was made of is nothing but rounding. */
const NOTHING = 1e-12

/** @param x [N, C, H, W] @param weight [out, C / groups, kh, kw] */
export function cosineMap(
  x: Given,
  weight: Given,
  { stride, padding, dilation, groups }: ConvWindow,
  { example, channel, centred }: SimilarityAt,
): SimilarityAnswer {
  const k = wasmKernels('float64')
  const [outputs, channels, height, width] = weight.shape as readonly [number, number, number, number]
  const [, all, rows, columns] = x.shape as readonly [number, number, number, number]
  const plane = rows * columns
  const first = (example * all + Math.floor(channel / (outputs / groups)) * channels) * plane
  const seen = tensor([1, channels, rows, columns], x.data.slice(first, first + channels * plane))
  const n = channels * height * width
  const kernel = tensor([1, channels, height, width], weight.data.slice(channel * n, (channel + 1) * n))
  const ones = tensor(kernel.shape, new Float64Array(n).fill(1))
  const window = { kernel: [height, width] as Pair, stride, padding, dilation, groups: 1 }
  const under = (image: Tensor, by: Tensor) => k.conv2d(image, by, window) as Tensor
  const products = under(seen, kernel)
  const squares = under(
    tensor(
      seen.shape,
      seen.data.map((value) => value * value),
    ),
    ones,
  ).data
  const sums = centred ? under(seen, ones).data : null
  const total = sumOf(kernel.data)
  const kernelSquare = kernel.data.reduce((sum, value) => sum + value * value, 0)
  // Zeros of the padding are part of a patch: n numbers everywhere. ⟨p − p̄, w − w̄⟩ = ⟨p, w⟩ − Σp Σw / n.
  const kernelLength = length(kernelSquare - (centred ? (total * total) / n : 0), kernelSquare)
  const cosine = Float64Array.from(products.data, (product, i) => {
    const sum = sums?.[i] ?? 0
    const patch = length(squares[i]! - (sum * sum) / n, squares[i]!)
    const both = patch * kernelLength
    return both > 0 ? Math.max(-1, Math.min(1, (product - (sum * (centred ? total : 0)) / n) / both)) : 0
  })
  const [, , mapRows, mapColumns] = products.shape as readonly [number, number, number, number]
  return { state: 'map', rows: mapRows, columns: mapColumns, cosine, ...extremes(cosine) }
}

interface Image extends Tensor {
  readonly data: Float64Array
}

const tensor = (shape: Tensor['shape'], data: TensorData): Image => ({
  dtype: 'float64',
  shape,
  data: Float64Array.from(data),
})

const sumOf = (data: Float64Array) => data.reduce((sum, value) => sum + value, 0)

/** A length from its square; 0 where the square is lost in rounding. NaN and ∞ of the data give 0 too: no likeness. */
function length(square: number, madeOf: number): number {
  return Number.isFinite(square) && square > NOTHING * madeOf ? Math.sqrt(square) : 0
}

function extremes(map: Float64Array): { readonly most: number; readonly least: number } {
  let [most, least] = [0, 0]
  for (let i = 1; i < map.length; i++) {
    if (map[i]! > map[most]!) most = i
    if (map[i]! < map[least]!) least = i
  }
  return { most, least }
}
