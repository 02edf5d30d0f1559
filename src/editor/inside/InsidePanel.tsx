/** @file "Inside z₁": over the canvas, a layer unrolled. */
import { nodeName } from '../format'
import { useDocument, useRun, useServices } from '../state/context'
import { useCheck } from '../state/useCheck'
import { AffineInside } from './AffineInside'
import { ConvInside } from './ConvInside'
import { LayerPanel } from './LayerPanel'
import { closeInside, IN_EXERCISE } from './openInside'
import { unrollable } from './unrollable'

export default function InsidePanel({ id }: { readonly id: string }) {
  return (
    <LayerPanel id={id} title="Inside" onClose={closeInside}>
      <Unrolled id={id} />
    </LayerPanel>
  )
}

function Unrolled({ id }: { readonly id: string }) {
  const { run } = useServices()
  const checked = useCheck()
  const name = useDocument((state) => nodeName(state.document, id))
  const hides = useRun(() => run.hidesNumbers)
  if (hides) return <p className="gw-inspector-note gw-inside-note">{IN_EXERCISE}</p>
  const answer = unrollable(checked, id, name)
  if (!answer.ok) return <p className="gw-inspector-note gw-inside-note">{answer.reason}</p>
  return answer.node.op.id === 'conv2d' ? (
    <ConvInside key={id} node={answer.node} name={name} />
  ) : (
    <AffineInside key={id} node={answer.node} name={name} />
  )
}
