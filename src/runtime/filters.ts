/** @file Answers about the kernels of a convolution, from the last pass. */
import { drawGabor, fitGabor, SMALLEST_SIDE } from '../engine'
import { edgeAt, portKey, type GraphDocument } from '../graph'
import type { Tensor } from '../tensor'
import type { FilterFit, FilterFits, FiltersAnswer, FitWish, HiddenKernels, KernelBank } from './filtersTypes'

type Values = ReadonlyMap<string, Tensor>

/** Other messages wait at most about this long, ms. */
const PIECE_MS = 40

const no = (reason: string) => ({ ok: false, reason }) as const
const NOT_RUN = 'This convolution has not run. See Problems for what is missing, then run the graph.'

/** Where the kernels of a conv2d come from. */
function kernelKey(document: GraphDocument, node: string): string {
  const wire = edgeAt(document, { node: node, port: 'weight' })
  return wire ? portKey(wire.from.node, wire.from.port) : portKey(node, 'weight')
}

export function kernelBank(
  document: GraphDocument,
  values: Values | undefined,
  node: string,
): FiltersAnswer<{ readonly bank: KernelBank }> {
  const key = kernelKey(document, node)
  const kernels = values?.get(key)
  if (!values || kernels?.shape.length !== 4) return no(NOT_RUN)
  const hidden = hiddenKernels(document, values, node, kernels)
  return { ok: true, bank: { key, shape: kernels.shape, data: Float32Array.from(kernels.data), hidden } }
}

/** A convolution of the same input whose kernels are as many and as large, and come from where nothing is trained. */
function hiddenKernels(document: GraphDocument, values: Values, node: string, kernels: Tensor): HiddenKernels | null {
  const sourceOf = (id: string) => {
    const wire = edgeAt(document, { node: id, port: 'x' })
    return wire && portKey(wire.from.node, wire.from.port)
  }
  for (const [id, { op }] of Object.entries(document.nodes)) {
    if (id === node || op !== 'conv2d' || sourceOf(id) !== sourceOf(node)) continue
    const from = document.nodes[edgeAt(document, { node: id, port: 'weight' })?.from.node ?? '']
    const twins = values.get(kernelKey(document, id))
    if (!from || !['constant', 'input'].includes(from.op) || twins?.shape.join() !== kernels.shape.join()) continue
    const size = kernels.data.length / kernels.shape[0]!
    const part = ({ data }: Tensor, i: number) => Float64Array.from(data.subarray(i * size, (i + 1) * size))
    const correlations = Float64Array.from({ length: kernels.shape[0]! }, (_, i) =>
      correlation(part(kernels, i), part(twins, i)),
    )
    return { node: id, data: Float32Array.from(twins.data), correlations }
  }
  return null
}

/** Pearson's r; NaN where one of them does not vary. */
export function correlation(a: Float64Array, b: Float64Array): number {
  const mean = (x: Float64Array) => x.reduce((sum, value) => sum + value, 0) / x.length
  const [meanA, meanB] = [mean(a), mean(b)]
  let [ab, aa, bb] = [0, 0, 0]
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i]! - meanA, b[i]! - meanB]
    ab += x * y
    aa += x * x
    bb += y * y
  }
  return ab / Math.sqrt(aa * bb)
}

export function fitKernels(
  document: GraphDocument,
  values: Values | undefined,
  { node, channel, first }: FitWish,
  now: () => number,
): FiltersAnswer<FilterFits> {
  const kernels = values?.get(kernelKey(document, node))
  if (kernels?.shape.length !== 4) return no(NOT_RUN)
  const [count, channels, height, width] = kernels.shape as [number, number, number, number]
  if (Math.min(height, width) < SMALLEST_SIDE)
    return no(
      `A Gabor function has eight numbers, so it is fitted to kernels from ${SMALLEST_SIDE} × ${SMALLEST_SIDE} on; these have ${height} × ${width}.`,
    )
  if (channel >= channels || first >= count) return no('There is no such kernel any more.')
  const size = height * width
  const until = now() + PIECE_MS
  const fits: (FilterFit | null)[] = []
  let next = first
  do {
    const at = (next * channels + channel) * size
    const fit = fitGabor(kernels.data.subarray(at, at + size) as ArrayLike<number>, height, width)
    fits.push(fit && { ...fit, picture: Float32Array.from(drawGabor(fit, height, width)) })
    next++
  } while (next < count && now() < until)
  return { ok: true, first, fits, next: next < count ? next : null }
}
