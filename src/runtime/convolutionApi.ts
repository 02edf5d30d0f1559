/** @file The calls of the convolution lab. */
import { Convolutions } from './convolution'
import type { ConvolutionApi } from './convolutionTypes'
import type { Desk } from './desk'
import type { Recordings } from './recording'

/** @param recordings are asked for the tensors of their steps. */
export function convolutionApi(desk: Desk, recordings: Pick<Recordings, 'tensor'>): ConvolutionApi {
  const lab = new Convolutions(desk.options.ops)
  return {
    receptiveField: async (at) => lab.field(desk.document, desk.feeds, at, desk.record),
    similarity: async (at, recorded) =>
      lab.similarity(desk.document, at, async (key) =>
        recorded ? recordings.tensor(recorded.id, recorded.step, 'values', key) : (desk.run?.values.get(key) ?? null),
      ),
  }
}
