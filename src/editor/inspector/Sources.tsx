/** @file Inputs and constants: where their numbers come from. */
import { lazy } from 'react'
import type { Op } from '../../ops'
import type { DType, Dim } from '../../tensor'
import { Part } from '../loading'
import { useDocument } from '../state/context'
import { DataEditor } from './DataEditor'
import { ExampleBinding } from './ExampleBinding'

const LoadImage = lazy(() => import('../convolution/LoadImage'))
/** [C, H, W] and [N, C, H, W]. */
const IMAGE_RANKS: readonly (number | undefined)[] = [3, 4]

export function Sources({ node, op }: { readonly node: string; readonly op: Op }) {
  const attrs = useDocument((state) => state.document.nodes[node]?.attrs)
  const bound = useDocument((state) => state.document.data?.inputs[node] !== undefined)
  if (op.id !== 'input' && op.id !== 'constant') return null
  const parsed = op.attrs.safeParse(attrs ?? {})
  const known = (parsed.success ? parsed.data : {}) as { shape?: readonly Dim[]; dtype?: DType }
  return (
    <>
      {op.id === 'input' && <ExampleBinding node={node} />}
      {op.id === 'input' && IMAGE_RANKS.includes(known.shape?.length) && known.dtype !== 'int64' && (
        <Part what="image loader">
          <LoadImage key={node} node={node} />
        </Part>
      )}
      {!bound && <DataEditor key={node} node={node} declared={known.shape ?? []} dtype={known.dtype ?? 'float64'} />}
    </>
  )
}
