/** @file The calls about single derivatives: of an edge, of a node as a matrix, and why a gradient is what it is. */
import { blameRun } from './blameRun'
import type { Desk } from './desk'
import { jacobian } from './jacobian'
import { localDerivative } from './localDerivative'
import type { EngineApi } from './protocol'
import type { Recordings } from './recording'

/** @param recordings are asked about their steps. */
export function derivativesApi(
  desk: Desk,
  recordings: Pick<Recordings, 'jacobian' | 'blame'>,
): Pick<EngineApi, 'localDerivative' | 'jacobian' | 'blame'> {
  const { options, record } = desk
  return {
    async localDerivative(edge) {
      // It may be what is asked for, or give that away.
      if (desk.practice.hides(desk.document)) return null
      return desk.run && localDerivative(desk.document, options.ops, desk.run, edge, record)
    },
    async jacobian(at, recorded) {
      if (recorded) return recordings.jacobian(recorded.id, recorded.step, at)
      return jacobian(options, desk.document, desk.feeds, at, record(at.node))
    },
    async blame(target, recorded) {
      if (recorded) return recordings.blame(recorded.id, recorded.step, target)
      return desk.run && blameRun(desk.document, options.ops, desk.feeds, desk.run, target, record)
    },
  }
}
