/** @file Whether a change of the document is nothing but the trained parameters coming back. */
import type { Patch } from 'immer'
import type { StoredTensor } from '../graph'

export function isTrainersWord(
  patches: readonly Patch[],
  parameters: Readonly<Record<string, StoredTensor>> | null,
): boolean {
  return (
    parameters !== null &&
    patches.every(
      ({ path, value }) =>
        path[0] === 'tensors' &&
        path.length === 2 &&
        JSON.stringify(value) === JSON.stringify(parameters[String(path[1])]),
    )
  )
}

/** Whether a change can alter what is computed; the others are about how the graph is shown. */
export function computes(patches: readonly Patch[]): boolean {
  return patches.some(({ path }) => COMPUTED.has(String(path[0])))
}

const COMPUTED: ReadonlySet<string> = new Set(['nodes', 'edges', 'tensors', 'objective', 'data'])
