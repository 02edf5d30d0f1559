/** @file The bottom tab "Descent": the loss of the open graph as a landscape, along one number, along two, and over all of θ. */
import { SegmentedControl } from '@mantine/core'
import { lazy, Suspense, useEffect } from 'react'
import { useStore } from 'zustand'
import { useServices } from '../state/context'
import './descent.css'
import { LineView } from './line/LineView'
import { sceneStore, watchScene, type DescentView } from './sceneStore'
import { TryThis } from './TryThis'

const PlaneView = lazy(() => import('./plane/PlaneView'))
const ThetaView = lazy(() => import('./theta/ThetaView'))

const VIEWS: readonly { readonly value: DescentView; readonly label: string }[] = [
  { value: 'line', label: 'One dimension' },
  { value: 'plane', label: 'Two dimensions' },
  { value: 'theta', label: 'All of θ' },
]

export default function DescentPanel() {
  const services = useServices()
  const { view: chosen, scene, problem } = useStore(sceneStore)
  useEffect(() => watchScene(services), [services])
  const examples = scene?.examples
  // There is no plane in one dimension.
  const one = scene?.size === 1
  const view = one && chosen === 'plane' ? 'line' : chosen
  return (
    <section className="gw-descent" aria-label="Descent">
      <div className="gw-descent-bar">
        <SegmentedControl
          size="xs"
          aria-label="What of θ moves"
          value={view}
          onChange={(value) => sceneStore.setState({ view: value as DescentView })}
          data={VIEWS.map((each) => ({ ...each, disabled: each.value === 'plane' && one }))}
        />
        {scene && (
          <span className="gw-descent-note">
            θ has {scene.size.toLocaleString('en')} {scene.size === 1 ? 'number' : 'numbers'}.
            {examples &&
              view !== 'theta' &&
              ` The loss is that of the ${examples.count === 1 ? 'one example' : `${examples.count} examples`} in view, of ${examples.total.toLocaleString('en')}.`}
          </span>
        )}
        {/* It speaks of the point and the walks, which are not here then. */}
        {view !== 'theta' && <TryThis />}
      </div>
      {problem ? (
        <p className="gw-descent-words" role="status" data-tone="bad">
          {problem.message} {problem.hint}
        </p>
      ) : !scene ? (
        <p className="gw-descent-words" role="status">
          Looking at the loss…
        </p>
      ) : scene.size === 0 ? (
        <p className="gw-descent-words" role="status">
          The parameters of this loss hold no numbers. Give one of them a shape without 0, under Attributes.
        </p>
      ) : (
        <Suspense fallback={<p className="gw-descent-words">Loading the view…</p>}>
          {view === 'line' ? <LineView /> : view === 'plane' ? <PlaneView /> : <ThetaView />}
        </Suspense>
      )}
    </section>
  )
}
