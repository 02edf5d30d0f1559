/** @file The calls of the descent lab, as the host hands them on: each asks where the graph stands, then works on that. */
import type { LoadedData } from '../data'
import { Descents, type DescentHooks, type DescentSubject } from './descent'
import type { DescentApi } from './descentTypes'

export interface DescentSource {
  /** The graph as it stands. @throws DataError when the bound data set cannot be loaded. */
  readonly subject: () => Promise<DescentSubject>
  readonly data: () => Promise<LoadedData | null>
}

export function descentApi(hooks: () => DescentHooks, { subject, data }: DescentSource): DescentApi {
  let made: Descents | null = null
  const lab = () => (made ??= new Descents(hooks()))
  return {
    descentScene: async () => lab().scene(await subject()),
    descentCurve: async (space, from, to, points, critical) =>
      lab().curve(await subject(), space, [from, to], points, critical),
    descentGrid: async (space, window, columns, rows, sloped) =>
      lab().grid(await subject(), space, window, [columns, rows], sloped),
    descentCriticals: async (space, grid) => lab().criticals(await subject(), space, grid),
    descentWalk: async (wish) => lab().walk(await subject(), wish, 'walk'),
    descentTrails: async (wish) => lab().walk(await subject(), wish, 'trails'),
    descentTheta: async (space, at) => lab().theta(await subject(), space, at),
    descentFollow: async (settings) => lab().follow(await subject(), await data(), settings),
    descentRange: async (wish) => lab().range(await subject(), await data(), wish),
    descentRates: async (settings) => lab().rates(settings),
    stopDescent: async (kind) => lab().stop(kind),
  }
}
