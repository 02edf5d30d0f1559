/** @file Writing kernels into the document: ordinary parameter values, one entry of history. */
import type { CheckedNode } from '../../check'
import { decodeTensor, encodeTensor, nodeName, own, portKey, setTensors, type GraphDocument } from '../../graph'
import { gaborWeight, numel, type GaborBank, type Shape, type TensorData } from '../../tensor'
import type { DocumentStore } from '../state/documentStore'
import { rememberBank } from './bankStore'

export type WeightPlace = { readonly ok: true; readonly key: string } | { readonly ok: false; readonly reason: string }

/** Where the numbers of the kernels are kept: in the node itself, or in the parameter or constant that is wired there. */
export function weightPlace(document: GraphDocument, node: CheckedNode): WeightPlace {
  const wire = node.wires.weight
  if (!wire) return { ok: true, key: portKey(node.id, 'weight') }
  const op = document.nodes[wire.node]?.op
  if (op === 'parameter' || op === 'constant' || op === 'input') return { ok: true, key: portKey(wire.node, wire.port) }
  return {
    ok: false,
    reason: `The kernels of ${nodeName(document, node.id)} are computed by ${nodeName(document, wire.node)}, so they cannot be set here. Remove that wire to give it kernels of its own.`,
  }
}

/**
 * Gives one kernel the same plane of numbers in all its input channels, which share it evenly; the others keep theirs.
 * @param weight as it is now; what the document holds is newer than the last run.
 */
export function setKernel(
  documents: DocumentStore,
  node: CheckedNode,
  weight: { readonly shape: Shape; readonly data: TensorData },
  output: number,
  plane: Float64Array,
  label: string,
): void {
  const { document } = documents.getState()
  const place = weightPlace(document, node)
  if (!place.ok) return
  const stored = own(document.tensors, place.key)
  const now = stored && numel(stored.shape) === numel(weight.shape) ? decodeTensor(stored) : weight
  const [, channels] = weight.shape as readonly [number, number]
  const data = Float64Array.from(now.data)
  for (let channel = 0; channel < channels; channel++)
    for (let i = 0; i < plane.length; i++) data[(output * channels + channel) * plane.length + i] = plane[i]! / channels
  const tensor = encodeTensor({ dtype: 'float64', shape: weight.shape, data })
  documents.run(setTensors({ [place.key]: tensor }, `Make kernel ${output} of ${nodeName(document, node.id)} ${label}`))
}

/**
 * Starts all kernels as a Gabor bank.
 * @param mergeKey of a slider that is being moved: its values are one entry.
 */
export function startAsGabor(
  documents: DocumentStore,
  node: CheckedNode,
  shape: Shape,
  bank: GaborBank,
  mergeKey?: string,
): void {
  const { document } = documents.getState()
  const place = weightPlace(document, node)
  if (!place.ok) return
  const tensor = encodeTensor(gaborWeight(shape, bank))
  rememberBank(tensor, bank, place.key, performance.now())
  documents.run(
    setTensors({ [place.key]: tensor }, `Start ${nodeName(document, node.id)} as a Gabor bank`, { mergeKey }),
  )
}
