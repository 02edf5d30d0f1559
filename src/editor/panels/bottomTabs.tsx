/** @file The tabs of the bottom panel, in their order. All but the timeline are loaded when they are first shown. */
import { lazy, type ComponentType } from 'react'
import type { BottomTab } from '../state/viewStore'
import { Timeline } from '../timeline'

interface TabEntry {
  readonly id: BottomTab
  readonly label: string
  /** As in "Loading the training panel…" */
  readonly what: string
  readonly Body: ComponentType
}

export const BOTTOM_TABS: readonly TabEntry[] = [
  { id: 'timeline', label: 'Timeline', what: 'timeline', Body: Timeline },
  {
    id: 'travel',
    label: 'Time travel',
    what: 'time travel panel',
    Body: lazy(() => import('../timetravel/TravelPanel')),
  },
  {
    id: 'training',
    label: 'Training',
    what: 'training panel',
    Body: lazy(() => import('../training').then(({ TrainingPanel }) => ({ default: TrainingPanel }))),
  },
  { id: 'naive', label: 'Cached / naive', what: 'comparison', Body: lazy(() => import('../naive/NaivePanel')) },
  { id: 'gradcheck', label: 'Gradient check', what: 'check', Body: lazy(() => import('../gradcheck/CheckPanel')) },
  { id: 'depth', label: 'Depth', what: 'depth chart', Body: lazy(() => import('../depth/DepthPanel')) },
]
