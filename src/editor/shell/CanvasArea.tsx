/** @file The canvas with what lies above it: the hint of an empty graph, and the notices. */
import { notificationsStore } from '@mantine/notifications'
import { lazy, useState, useSyncExternalStore } from 'react'
import { Canvas } from '../canvas'
import { Part } from '../loading'
import { DROP_ATTRIBUTE } from '../panels/paletteDrag'
import { EmptyHint } from './EmptyHint'

const Notices = lazy(() => import('./Notices'))

const somethingTold = () => notificationsStore.getState().notifications.length > 0

export function CanvasArea() {
  // Loaded with the first notice, which waits in the store; then it stays, so that notices can go with their transition.
  const told = useSyncExternalStore(notificationsStore.subscribe, somethingTold)
  const [used, setUsed] = useState(told)
  if (told && !used) setUsed(true)
  return (
    <main id="canvas-area" className="gw-canvas-area" tabIndex={-1} aria-label="Canvas" {...{ [DROP_ATTRIBUTE]: '' }}>
      <Canvas />
      <EmptyHint />
      {used && (
        <Part what="notice" floating>
          <Notices />
        </Part>
      )}
    </main>
  )
}
