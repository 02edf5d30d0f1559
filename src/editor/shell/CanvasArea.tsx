/** @file The canvas with what lies above it: the hint of an empty graph, and the notices. */
import { notificationsStore } from '@mantine/notifications'
import { lazy, useState, useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import { Canvas } from '../canvas'
import { Part } from '../loading'
import { DROP_ATTRIBUTE } from '../panels/paletteDrag'
import { useRun } from '../state/context'
import { overCanvas } from '../state/overCanvas'
import { EmptyHint } from './EmptyHint'

const Notices = lazy(() => import('./Notices'))
const BackwardPanel = lazy(() => import('../backward/BackwardPanel'))
const ConvolutionPanel = lazy(() => import('../convolution/ConvolutionPanel'))
const InsidePanel = lazy(() => import('../inside/InsidePanel'))
const RecordedBanner = lazy(() => import('../timetravel/RecordedBanner'))

const somethingTold = () => notificationsStore.getState().notifications.length > 0

export function CanvasArea() {
  // Loaded with the first notice, which waits in the store; then it stays, so that notices can go with their transition.
  const told = useSyncExternalStore(notificationsStore.subscribe, somethingTold)
  const [used, setUsed] = useState(told)
  if (told && !used) setUsed(true)
  const recorded = useRun((summary) => summary.recorded !== null)
  const { inside, backward, convolution } = useStore(overCanvas)
  return (
    <main id="canvas-area" className="gw-canvas-area" tabIndex={-1} aria-label="Canvas" {...{ [DROP_ATTRIBUTE]: '' }}>
      <Part what="recording">{recorded && <RecordedBanner />}</Part>
      <Canvas />
      <EmptyHint />
      <Part what="backward graph">{backward && <BackwardPanel />}</Part>
      <Part what="layer">{inside !== null && <InsidePanel id={inside} />}</Part>
      <Part what="convolution">{convolution && <ConvolutionPanel {...convolution} />}</Part>
      {used && (
        <Part what="notice" floating>
          <Notices />
        </Part>
      )}
    </main>
  )
}
