/** @file The bottom tab "Depth": how large values and errors are from the inputs to the loss, at a glance. */
import { useMemo, useState } from 'react'
import { nodeName } from '../format'
import { mainPort } from '../panels/addOp'
import { useDocument, useRun, useServices } from '../state/context'
import { useSettledCursor } from '../state/useSettledCursor'
import './depth.css'
import { DepthChart } from './DepthChart'
import { depthPlaces, depthPoints } from './points'
import { depthSummary } from './summary'

export default function DepthPanel() {
  const { run } = useServices()
  const document = useDocument((state) => state.document)
  const { nodes, edges } = document
  const cursor = useSettledCursor()
  const revision = useRun((summary) => summary.revision)
  const trace = useRun((summary) => summary.trace)
  // eslint-disable-next-line react-hooks/exhaustive-deps -- layout and tensors do not move a node on the way
  const places = useMemo(() => depthPlaces(document), [nodes, edges])
  const points = useMemo(
    () => depthPoints(places, (kind, node) => run.shown(kind, mainPort(document, node))),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- what the run shows changes with cursor and revision
    [places, run, nodes, cursor, revision, trace],
  )
  const [pointed, setPointed] = useState<string | null>(null)
  const nameOf = (node: string) => nodeName(document, node)
  if (!places.count) return <p className="gw-inspector-note gw-depth-empty">No nodes yet. Add one from the palette.</p>
  const { state, words } = depthSummary(points, nameOf)
  return (
    <section className="gw-depth" aria-label="Values and errors by depth">
      <div className="gw-depth-bar">
        <p className="gw-depth-summary" data-state={state} role="status">
          {words}
        </p>
        <p className="gw-depth-key" aria-hidden="true">
          <span data-series="value">● |value|</span>
          <span data-series="delta">◆ |δ|</span>
          <span>RMS, {places.mode === 'order' ? 'in the order of computation' : 'by distance from the inputs'}</span>
        </p>
      </div>
      <DepthChart points={points} count={places.count} nameOf={nameOf} pointed={pointed} onPoint={setPointed} />
    </section>
  )
}
