/** @file From 760 pixels: palette, canvas and inspector side by side, the timeline below. Sizes are remembered. */
import type { CSSProperties, ReactNode } from 'react'
import { useStore } from 'zustand'
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
        <Divider name="bottom" controls="panel-bottom" label="Height of the timeline" />
        <SidePanel name="bottom" id="panel-bottom" label="Timeline and training">
          <BottomPanel />
        </SidePanel>
      </Split>
    </div>
  )
}

/** Apart from what it holds, so that dragging a border renders three lengths anew and not the canvas. */
function Split({ children }: { readonly children: ReactNode }) {
  const { left, right, bottom } = useStore(panes)
  const sizes = { '--left': length(left), '--right': length(right), '--bottom': length(bottom) } as CSSProperties
  return (
    <div className="gw-split" style={sizes}>
      {children}
    </div>
  )
}
