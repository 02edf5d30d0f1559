/** @file All of θ: the general algorithm shown as what it is. */
import { SegmentedControl } from '@mantine/core'
import { useStore } from 'zustand'
import { GradientTab } from './GradientTab'
import { RangeTab } from './RangeTab'
import { SchedulesTab } from './SchedulesTab'
import './theta.css'
import { thetaStore, type ThetaTab } from './thetaStore'

const TABS: readonly { readonly value: ThetaTab; readonly label: string }[] = [
  { value: 'gradient', label: 'Gradient' },
  { value: 'range', label: 'Range test of η' },
  { value: 'schedules', label: 'Schedules' },
]

export default function ThetaView() {
  const tab = useStore(thetaStore, (state) => state.tab)
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
