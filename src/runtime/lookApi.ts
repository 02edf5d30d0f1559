/** @file The calls for looking inside. */
import type { Desk, Theta } from './desk'
import { Looks } from './look'
import type { LookApi } from './lookTypes'

export function lookApi(desk: Desk): LookApi {
  const looks = new Looks(desk.options)
  const { events } = desk.options
  const note = (parameters: Theta, step: number) => {
    const news = looks.note(step, desk.document, parameters)
    if (news) events.kernels(news)
  }
  desk.listen({
    opened: () => looks.forget(),
    trains(start) {
      looks.forget()
      if (!start) return
      events.kernels(null)
      note(start, 0)
    },
    moved: note,
  })
  const source = async () => ({ document: desk.document, data: await desk.data() })
  return {
    lookNetwork: async () => looks.network(await source()),
    lookImage: async (example) => looks.image(await source(), example),
    lookMaps: async (example) => looks.maps(await source(), example),
    lookSaliency: async (example, of) => looks.saliency(await source(), example, of),
    lookPatches: async (wish, from) => looks.patches(await source(), wish, from),
    lookAscent: async (wish, from) => looks.ascent(await source(), wish, from),
    lookRemember: async (past) => looks.remember(past),
    lookPast: async (limit) => looks.past(limit),
    lookHistory: async (key) => looks.steps(key),
    lookKernels: async (key, step) => looks.kernels(key, step),
  }
}
