/** @file Bottom: the timeline, training, and the views that look at a whole pass. */
import { Tabs } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { Part } from '../loading'
import { useServices, useView } from '../state/context'
import type { BottomTab } from '../state/viewStore'
import { BOTTOM_TABS } from './bottomTabs'
import { keepWhole } from './inView'
import './panels.css'

export default function BottomPanel() {
  const services = useServices()
  const { view } = services
  const tab = useView((state) => state.bottomTab)
  const list = useRef<HTMLDivElement>(null)
  // Not all tabs fit a phone, and what is shown may have been chosen elsewhere.
  useEffect(() => {
    // New browsers answer with a promise, which is no clean-up.
    void list.current?.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [tab])
  return (
    <Tabs
      className="gw-tabs"
      value={tab}
      onChange={(value) => value && keepWhole(services, () => view.setState({ bottomTab: value as BottomTab }))}
      keepMounted={false}
    >
      <Tabs.List ref={list} aria-label="Bottom panel" className="gw-bottom-tabs">
        {BOTTOM_TABS.map(({ id, label }) => (
          <Tabs.Tab key={id} value={id}>
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {BOTTOM_TABS.map(({ id, what, Body }) => (
        <Tabs.Panel key={id} value={id}>
          <Part what={what} waiting={<p className="gw-loading">Loading the {what}…</p>}>
            <Body />
          </Part>
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}
