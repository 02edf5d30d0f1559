/** @file The panel on the right: Explain · Tensor · Attributes. */
import { Tabs } from '@mantine/core'
import { lazy, type ComponentType } from 'react'
import { Part } from '../loading'
import { useDocument, useServices, useView } from '../state/context'
import type { InspectorTab } from '../state/viewStore'
import { ExplainTab } from './ExplainTab'
import './inspector.css'

// Forms and tables: loaded when their tab is first shown.
const TensorTab = lazy(() => import('./TensorTab').then((module) => ({ default: module.TensorTab })))
const AttributesTab = lazy(() => import('./AttributesTab').then((module) => ({ default: module.AttributesTab })))

const ExerciseTab = lazy(() => import('../practice').then((module) => ({ default: module.ExerciseTab })))

const TABS: readonly { readonly id: InspectorTab; readonly label: string; readonly Body: ComponentType }[] = [
  { id: 'explain', label: 'Explain', Body: ExplainTab },
  { id: 'tensor', label: 'Tensor', Body: TensorTab },
  { id: 'attributes', label: 'Attributes', Body: AttributesTab },
]
const EXERCISE = { id: 'exercise', label: 'Exercise', Body: ExerciseTab } as const

export function Inspector() {
  const { view } = useServices()
  const isExercise = useDocument((state) => state.document.exercise !== undefined)
  const chosen = useView((state) => state.inspectorTab)
  const tab = chosen === 'exercise' && !isExercise ? 'explain' : chosen
  const tabs = isExercise ? [EXERCISE, ...TABS] : TABS
  return (
    <Tabs
      className="gw-inspector"
      value={tab}
      onChange={(value) => value && view.setState({ inspectorTab: value as InspectorTab })}
      keepMounted={false}
    >
      <Tabs.List aria-label="Inspector">
        {tabs.map(({ id, label }) => (
          <Tabs.Tab key={id} value={id}>
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map(({ id, label, Body }) => (
        <Tabs.Panel key={id} value={id} className="gw-inspector-body" tabIndex={-1}>
          <Part what={`tab ${label}`} waiting={<p className="gw-loading">Loading…</p>}>
            <Body />
          </Part>
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}
