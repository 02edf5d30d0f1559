/**
 * @file What fills the panels. Each is loaded beside the first picture of the graph instead of before it: frames stand
 * at once, canvas and run buttons work, and the contents follow.
 */
import { lazy, Suspense, type ReactNode } from 'react'

const Left = lazy(() => import('../panels/LeftPanel'))
const Bottom = lazy(() => import('../panels/BottomPanel'))
const Right = lazy(() => import('../inspector').then(({ Inspector }) => ({ default: Inspector })))

export const LeftPanel = () => (
  <Loading what="palette">
    <Left />
  </Loading>
)

export const BottomPanel = () => (
  <Loading what="timeline">
    <Bottom />
  </Loading>
)

export const RightPanel = () => (
  <Loading what="inspector">
    <Right />
  </Loading>
)

function Loading({ what, children }: { readonly what: string; readonly children: ReactNode }) {
  return <Suspense fallback={<p className="gw-loading">Loading the {what}…</p>}>{children}</Suspense>
}
