/** @file The calls of the descent lab: each asks where the graph stands, then works on that until it is another graph. */
import { Descents } from './descent'
import type { DescentApi } from './descentTypes'
import type { Desk } from './desk'

export function descentApi(desk: Desk): DescentApi {
  const { ops, giveWay, now, memoryBudget, events } = desk.options
  const lab = new Descents({ ops, giveWay, now, memoryBudget, progress: (progress) => events.study(progress) })
  desk.listen({
    opened: () => lab.stop(),
    changed: ({ computes }) => computes && lab.stop(),
  })
  const subject = async () => ({ ...(await desk.subject()), examples: desk.examples })
  return {
    descentScene: async () => lab.scene(await subject()),
    descentCurve: async (space, from, to, points, critical) =>
      lab.curve(await subject(), space, [from, to], points, critical),
    descentGrid: async (space, window, columns, rows, sloped, known = null) =>
      lab.grid(await subject(), space, window, [columns, rows], sloped, known),
    descentCriticals: async (space, grid) => lab.criticals(await subject(), space, grid),
    descentWalk: async (wish) => lab.walk(await subject(), wish, 'walk'),
    descentTrails: async (wish) => lab.walk(await subject(), wish, 'trails'),
    descentTheta: async (space, at) => lab.theta(await subject(), space, at),
    descentEnd: async (wish) => lab.end(await subject(), wish),
    descentFollow: async (settings) => lab.follow(await subject(), await desk.data(), settings),
    descentRange: async (wish) => lab.range(await subject(), await desk.data(), wish),
    descentRates: async (settings) => lab.rates(settings),
    stopDescent: async (kind) => lab.stop(kind),
  }
}
