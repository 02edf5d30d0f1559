/** @file The canvas with what lies above it: the hint of an empty graph, and the notices. */
import { lazy, Suspense } from 'react'
import { Canvas } from '../canvas'
import { DROP_ATTRIBUTE } from '../panels/paletteDrag'
import { EmptyHint } from './EmptyHint'

const Notices = lazy(() => import('./Notices'))

export function CanvasArea() {
  return (
    <main id="canvas-area" className="gw-canvas-area" tabIndex={-1} aria-label="Canvas" {...{ [DROP_ATTRIBUTE]: '' }}>
      <Canvas />
      <EmptyHint />
      <Suspense fallback={null}>
        <Notices />
      </Suspense>
    </main>
  )
}
