/** @file All of θ: the general algorithm shown as what it is. */
import { SegmentedControl } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { sceneStore } from '../sceneStore'
import { GradientTab } from './GradientTab'
import { RangeTab } from './RangeTab'
import { SchedulesTab } from './SchedulesTab'
import './theta.css'
import { forget, thetaStore, type ThetaTab } from './thetaStore'

const TABS: readonly { readonly value: ThetaTab; readonly label: string }[] = [
  { value: 'gradient', label: 'Gradient' },
  { value: 'range', label: 'Range test of η' },
  { value: 'schedules', label: 'Schedules' },
]

export default function ThetaView() {
  const tab = useStore(thetaStore, (state) => state.tab)
  const version = useStore(sceneStore, (state) => state.version)
  const seen = useRef(version)
  useEffect(() => {
    if (seen.current !== version) forget()
    seen.current = version
  }, [version])
  return (
    <div className="gw-theta">
      <SegmentedControl
        size="xs"
        aria-label="What is shown of θ"
        value={tab}
        onChange={(value) => thetaStore.setState({ tab: value as ThetaTab, problem: null })}
        data={[...TABS]}
      />
      {tab === 'gradient' ? <GradientTab /> : tab === 'range' ? <RangeTab /> : <SchedulesTab />}
    </div>
  )
}
