/**
 * @file What fills the panels. Each is loaded after the first picture of the graph: frames stand at once, canvas and run
 * buttons work, and the contents follow.
 */
import { lazy, type ReactNode } from 'react'
import { loadOps } from '../../ops'
import { firstPicture, Part } from '../loading'

const later = <T,>(load: () => Promise<T>): Promise<T> => firstPicture().then(load)

/** It lists all operations, most of which the first picture does not need. */
const Left = lazy(() => later(() => Promise.all([import('../panels/LeftPanel'), loadOps()])).then(([panel]) => panel))
const Bottom = lazy(() => later(() => import('../panels/BottomPanel')))
const Right = lazy(() => later(() => import('../inspector')).then(({ Inspector }) => ({ default: Inspector })))

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
