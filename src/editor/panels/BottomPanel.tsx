/** @file Bottom: the timeline, and training. */
import { Tabs } from '@mantine/core'
import { useServices, useView } from '../state/context'
import type { BottomTab } from '../state/viewStore'
import { Timeline } from '../timeline'
import { TrainingPanel } from '../training'
import './panels.css'

export function BottomPanel() {
  const { view } = useServices()
  const tab = useView((state) => state.bottomTab)
  return (
    <Tabs className="gw-tabs" value={tab} onChange={(value) => value && view.setState({ bottomTab: value as BottomTab })} keepMounted={false}>
      <Tabs.List aria-label="Bottom panel">
        <Tabs.Tab value="timeline">Timeline</Tabs.Tab>
        <Tabs.Tab value="training">Training</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="timeline">
        <Timeline />
      </Tabs.Panel>
      <Tabs.Panel value="training">
        <TrainingPanel />
      </Tabs.Panel>
    </Tabs>
  )
}
