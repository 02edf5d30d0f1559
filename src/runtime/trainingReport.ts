/** @file How a run of training stands, for the page: numbers, and the reason why it stopped in words. */
import type { TrainingSettings } from '../graph'
import { TrainingProblem, type StepResult } from '../train'
import type { TrainingProgress, TrainingStatus } from './protocol'
import { resting } from './resting'

/** Why a run is over, and where that happened if it is one place. */
export function ending(
  status: TrainingStatus,
  { tolerance, steps }: TrainingSettings,
  last: StepResult | null,
): Pick<TrainingProgress, 'message' | 'place'> {
  switch (status) {
    case 'converged':
      return { message: `Converged at t = ${last?.step}: no parameter moved by ${tolerance} or more.` }
    case 'finished':
      return { message: `Stopped at t_max = ${steps}.` }
    case 'diverged': {
      const cause = last?.cause
      return {
        message: `Diverged at t = ${last?.step}. ${cause ? `${cause.message} ${cause.hint} ` : ''}The last finite parameters are kept.`,
        ...(cause ? { place: placeOf(cause) } : {}),
      }
    }
    default:
      return {}
  }
}

/** Training could not start, or an op refused the numbers that it got. */
export function failure(problem: unknown): Pick<TrainingProgress, 'message' | 'place'> {
  if (!(problem instanceof TrainingProblem))
    return { message: problem instanceof Error ? problem.message : String(problem) }
  const { message, hint, node } = problem
  return {
    message: `${message} ${hint}`.trim(),
    ...(node ? { place: placeOf({ node, port: problem.port, edge: problem.edge }) } : {}),
  }
}

export function problemProgress(problem: unknown, settings: TrainingSettings): TrainingProgress {
  return { ...resting({ status: 'failed', step: 0, steps: settings.steps }), ...failure(problem) }
}

function placeOf({ node, port, edge }: { node: string; port?: string | undefined; edge?: string | undefined }) {
  return { node, ...(port ? { port } : {}), ...(edge ? { edge } : {}) }
}
