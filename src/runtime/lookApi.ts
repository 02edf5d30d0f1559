/** @file The calls for looking inside, as the host serves them. */
import type { Looks } from './look'
import type { LookSource } from './lookSubject'
import type { LookApi } from './lookTypes'

/** @param source the graph as it stands; asked at each call. @throws DataError when the bound data set cannot be loaded. */
export function lookApi(looks: () => Looks, source: () => Promise<LookSource>): LookApi {
  return {
    lookNetwork: async () => looks().network(await source()),
    lookImage: async (example) => looks().image(await source(), example),
    lookMaps: async (example) => looks().maps(await source(), example),
    lookSaliency: async (example, of) => looks().saliency(await source(), example, of),
    lookPatches: async (wish, from) => looks().patches(await source(), wish, from),
    lookAscent: async (wish, from) => looks().ascent(await source(), wish, from),
    lookHistory: async (key) => looks().steps(key),
    lookKernels: async (key, step) => looks().kernels(key, step),
  }
}
