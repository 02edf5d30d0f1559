/** @file Bottom: the timeline, and training. */
import { Tabs } from '@mantine/core'
import { lazy } from 'react'
import { Part } from '../loading'
import { useServices, useView } from '../state/context'
import type { BottomTab } from '../state/viewStore'
import { Timeline } from '../timeline'
import { keepWhole } from './inView'
import './panels.css'

/** Forms and charts: loaded when the tab is first shown. */
const TrainingPanel = lazy(() => import('../training').then(({ TrainingPanel: panel }) => ({ default: panel })))

export default function BottomPanel() {
  const services = useServices()
  const { view } = services
  const tab = useView((state) => state.bottomTab)
  return (
    <Tabs
      className="gw-tabs"
      value={tab}
      onChange={(value) => value && keepWhole(services, () => view.setState({ bottomTab: value as BottomTab }))}
      keepMounted={false}
    >
      <Tabs.List aria-label="Bottom panel">
        <Tabs.Tab value="timeline">Timeline</Tabs.Tab>
        <Tabs.Tab value="training">Training</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="timeline">
        <Timeline />
      </Tabs.Panel>
      <Tabs.Panel value="training">
        <Part what="training panel" waiting={<p className="gw-loading">Loading the training panel…</p>}>
          <TrainingPanel />
        </Part>
      </Tabs.Panel>
    </Tabs>
  )
}
