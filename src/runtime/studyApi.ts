/** @file The calls for studies of the open graph; they end when it is computed anew. */
import type { Desk } from './desk'
import { Studies } from './study'
import type { StudyApi } from './studyTypes'

export function studyApi(desk: Desk): StudyApi {
  const { ops, giveWay, now, events } = desk.options
  const studies = new Studies({ ops, giveWay, now, progress: (progress) => events.study(progress) })
  desk.listen({
    opened: () => studies.stop(),
    changed: ({ computes }) => computes && studies.stop(),
  })
  return {
    cost: async () => studies.cost(await desk.subject()),
    naive: async () => studies.race(await desk.subject()),
    gradcheck: async (wish) => studies.gradcheck(await desk.subject(), wish),
    sweep: async (at) => studies.sweep(await desk.subject(), at),
    stopStudy: async (kind) => studies.stop(kind),
  }
}
