/**
 * @file What fills the panels. Each is loaded beside the first picture of the graph instead of before it: frames stand
 * at once, canvas and run buttons work, and the contents follow.
 */
import { lazy, type ReactNode } from 'react'
import { Part } from '../loading'

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
  return (
    <Part what={what} waiting={<p className="gw-loading">Loading the {what}…</p>}>
      {children}
    </Part>
  )
}
