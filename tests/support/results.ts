/** @file Results of the kind that a test is about. */
import type { DataAnswer, Results } from '../../src/runtime/protocol'

/** @throws when there are none, or they are of another kind. */
export function ofKind<K extends Results['kind']>(answer: DataAnswer<Results>, kind: K): Extract<Results, { kind: K }> {
  if (!answer.ok) throw new Error(`${answer.problem.message} ${answer.problem.hint}`)
  const results: Results = answer
  if (!isOf(results, kind)) throw new Error(`These are results of the kind "${results.kind}", not "${kind}".`)
  return results
}

function isOf<K extends Results['kind']>(results: Results, kind: K): results is Extract<Results, { kind: K }> {
  return results.kind === kind
}
