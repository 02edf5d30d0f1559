/**
 * @file While an exercise keeps numbers back, every call that might compute them another way is refused. The list names
 * what may be asked, so that a new call is closed until somebody has thought about it.
 */
import { CALLS, type EngineApi } from './protocol'

const OPEN: ReadonlySet<keyof EngineApi> = new Set([
  'open',
  'apply',
  'tensor',
  'localDerivative',
  'showExamples',
  'pauseTraining',
  'paceTraining',
  'trainingChoices',
  'stopStudy',
  'stopDescent',
  'showHidden',
  'keepData',
  'ownData',
  'dropData',
  'dataPreview',
  'gradeExercise',
  'writeAnswers',
])

export const IN_EXERCISE =
  'This is an exercise: what would show its hidden numbers is off until they are found. Its author can choose "Edit the exercise".'

/** @param host `hidesNumbers` is asked at each call. */
export function guardExercise(host: EngineApi & { readonly hidesNumbers?: boolean }): EngineApi {
  const names = Object.keys(CALLS) as (keyof EngineApi)[]
  return Object.fromEntries(
    names.map((name) => [
      name,
      async (...args: readonly never[]) => {
        if (host.hidesNumbers && !OPEN.has(name)) throw new Error(IN_EXERCISE)
        return (host[name] as (...args: readonly never[]) => unknown)(...args)
      },
    ]),
  ) as unknown as EngineApi
}
