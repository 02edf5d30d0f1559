/** @file Inputs and constants: where their numbers come from. */
import type { Op } from '../../ops'
import type { DType, Dim } from '../../tensor'
import { useDocument } from '../state/context'
import { DataEditor } from './DataEditor'
import { ExampleBinding } from './ExampleBinding'

export function Sources({ node, op }: { readonly node: string; readonly op: Op }) {
  const attrs = useDocument((state) => state.document.nodes[node]?.attrs)
  const bound = useDocument((state) => state.document.data?.inputs[node] !== undefined)
  if (op.id !== 'input' && op.id !== 'constant') return null
  const parsed = op.attrs.safeParse(attrs ?? {})
  const known = (parsed.success ? parsed.data : {}) as { shape?: readonly Dim[]; dtype?: DType }
  return (
    <>
      {op.id === 'input' && <ExampleBinding node={node} />}
      {!bound && <DataEditor key={node} node={node} declared={known.shape ?? []} dtype={known.dtype ?? 'float64'} />}
    </>
  )
}
