/** @file The kernels of a convolution, as they are now or were at a step of training, and the steps that were kept. */
import { edgeAt, portKey, type GraphDocument } from '../../graph'
import type { Shape, TensorData } from '../../tensor'
import { useAsked, type Asked } from './useAsked'

export interface Kernels {
  /** [out, in, height, width] */
  readonly shape: Shape
  readonly data: TensorData
}

/** Where the kernels of a convolution are kept: its own weight, or what is wired to it. */
export function kernelKey(document: GraphDocument, conv: string): string {
  const from = edgeAt(document, { node: conv, port: 'weight' })?.from
  return from ? portKey(from.node, from.port) : portKey(conv, 'weight')
}

const NOT_YET =
  'These kernels are not computed yet: they come as soon as the graph has run. Where it cannot run, Problems says why.'

export function useKernels(key: string, step: number | null): Asked<Kernels> {
  return useAsked<Kernels>(`${key} ${step}`, async (client) => {
    const found = step === null ? await client.tensor('values', key) : await client.lookKernels(key, step)
    if (found?.shape.length === 4) return { ok: true, shape: found.shape, data: found.data }
    return {
      ok: false,
      reason: step === null ? NOT_YET : `The kernels of step ${step} are not kept any more. Choose another step.`,
    }
  })
}

/** Ascending; empty while nothing was trained. */
export function useHistory(key: string): readonly number[] {
  const asked = useAsked(key, async (client) => ({ ok: true, steps: await client.lookHistory(key) }))
  return asked.state === 'known' ? asked.answer.steps : NONE
}

const NONE: readonly number[] = []
