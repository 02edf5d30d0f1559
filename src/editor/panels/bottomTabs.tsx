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
  { id: 'results', label: 'Results', what: 'results', Body: lazy(() => import('../results/ResultsPanel')) },
  { id: 'naive', label: 'Cached / naive', what: 'comparison', Body: lazy(() => import('../naive/NaivePanel')) },
  { id: 'gradcheck', label: 'Gradient check', what: 'check', Body: lazy(() => import('../gradcheck/CheckPanel')) },
  { id: 'descent', label: 'Descent', what: 'descent lab', Body: lazy(() => import('../descent/DescentPanel')) },
  { id: 'depth', label: 'Depth', what: 'depth chart', Body: lazy(() => import('../depth/DepthPanel')) },
  {
    id: 'convolution',
    label: 'Convolution',
    what: 'list of convolutions',
    Body: lazy(() => import('../convolution/ConvolutionTab')),
  },
  {
    id: 'look',
    label: 'Look inside',
    what: 'view into the network',
    Body: lazy(() => import('../lookinside/LookPanel')),
  },
  { id: 'filters', label: 'Filters', what: 'list of filters', Body: lazy(() => import('../filters/FiltersPanel')) },
  { id: 'write', label: 'Write', what: 'writing', Body: lazy(() => import('../writing/WritePanel')) },
]
