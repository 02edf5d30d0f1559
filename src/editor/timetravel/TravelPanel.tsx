/** @file The bottom tab of time travel: breakpoints, the watch list, two runs compared. */
import { BreakpointList } from './BreakpointList'
import { CompareRuns } from './CompareRuns'
import './travel.css'
import { WatchList } from './WatchList'
import './index'

export default function TravelPanel() {
  return (
    <div className="gw-travel-frame">
      <div className="gw-travel">
        <BreakpointList />
        <WatchList />
        <CompareRuns />
      </div>
    </div>
  )
}
