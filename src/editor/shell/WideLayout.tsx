/** @file From 760 pixels: palette, canvas and inspector side by side, the timeline below. Sizes are remembered. */
import type { CSSProperties, ReactNode } from 'react'
import { useStore } from 'zustand'
import { useView } from '../state/context'
import { CanvasArea } from './CanvasArea'
import { Divider } from './Divider'
import { BottomPanel, LeftPanel, RightPanel } from './panelContents'
import { panes, type Pane } from './paneSizes'
import { SidePanel } from './SidePanel'
import { TopBar } from './TopBar'

const length = ({ size, hidden }: Pane) => `${hidden ? 0 : size}px`

export function WideLayout() {
  return (
    <div className="gw-app">
      <TopBar />
      <Split>
        <SidePanel name="left" id="panel-left" label="Palette, outline and problems">
          <LeftPanel />
        </SidePanel>
        <Divider name="left" controls="panel-left" label="Width of the palette" />
        <CanvasArea />
        <Divider name="right" controls="panel-right" label="Width of the inspector" />
        <SidePanel name="right" id="panel-right" label="Inspector">
          <RightPanel />
        </SidePanel>
        <BottomDivider />
        <SidePanel name="bottom" id="panel-bottom" label="Timeline and training">
          <BottomPanel />
        </SidePanel>
      </Split>
    </div>
  )
}

/** Apart from what it holds, so that dragging a border renders three lengths anew and not the canvas. */
function Split({ children }: { readonly children: ReactNode }) {
  const { left, right, bottom, training } = useStore(panes)
  const charts = useView((state) => state.bottomTab === 'training')
  const low = charts ? { size: training.size, hidden: bottom.hidden } : bottom
  const sizes = { '--left': length(left), '--right': length(right), '--bottom': length(low) } as CSSProperties
  return (
    <div className="gw-split" style={sizes}>
      {children}
    </div>
  )
}

/** The tabs of the bottom panel have a height each. */
function BottomDivider() {
  const tab = useView((state) => state.bottomTab)
  return (
    <Divider
      name="bottom"
      sizeOf={tab === 'training' ? 'training' : 'bottom'}
      controls="panel-bottom"
      label={`Height of ${tab === 'training' ? 'the training panel' : 'the timeline'}`}
    />
  )
}
