/** @file A labelled frame behind the nodes of each group. */
import { ViewportPortal } from '@xyflow/react'
import { memo } from 'react'
import { useDocument } from '../state/context'
import type { Point } from './geometry'
import { groupFrames, type GroupFrame } from './groupFrames'
import './groups.css'

/** @param moved places of nodes under the hand. */
export function GroupFrames({ moved }: { readonly moved: ReadonlyMap<string, Point> }) {
  const document = useDocument((state) => state.document)
  if (!document.groups) return null
  return (
    <ViewportPortal>
      <div className="gw-groups">
        {groupFrames(document, moved).map((frame) => (
          <Frame key={frame.id} {...frame} />
        ))}
      </div>
    </ViewportPortal>
  )
}

const Frame = memo(function Frame({ label, x, y, width, height }: GroupFrame) {
  return (
    <div className="gw-group" style={{ left: x, top: y, width, height }}>
      <span className="gw-group-label">{label}</span>
    </div>
  )
})
