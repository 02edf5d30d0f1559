/** @file The shape of what was checked, for the indices of its elements. */
import { portKey } from '../../graph'
import type { TargetCheck } from '../../runtime/protocol'
import type { EditorServices } from '../state/context'

export function shapeAt({ documents, run }: EditorServices, { kind, target }: TargetCheck): readonly number[] {
  const { edges } = documents.getState().document
  const from = kind === 'edge' ? edges[target]?.from : undefined
  const key = kind === 'parameter' ? target : from && portKey(from.node, from.port)
  return (key === undefined ? undefined : run.tensor('values', key)?.shape) ?? []
}
