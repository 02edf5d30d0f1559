/** @file From 760 pixels: palette, canvas and inspector side by side, the timeline below. Sizes are remembered. */
import { Group, Panel, useDefaultLayout, type GroupProps } from 'react-resizable-panels'
import { useView } from '../state/context'
import { Border } from './Border'
import { CanvasArea } from './CanvasArea'
import { BottomPanel, LeftPanel, RightPanel } from './panelContents'
import { rememberSizes } from './panelSizes'
import { safeStorage } from './safeStorage'
import { SidePanel } from './SidePanel'
import { TopBar } from './TopBar'

export function WideLayout() {
  const rows = useLayout('gradwire-rows')
  const columns = useLayout('gradwire-columns')
  return (
    <div className="gw-app">
      <TopBar />
      <Group className="gw-split" orientation="vertical" {...rows}>
        <Panel id="upper" minSize={160}>
          <Group orientation="horizontal" {...columns}>
            <SidePanel name="left" size="left" label="Palette, outline and problems" minSize={190} maxSize={420}>
              <LeftPanel />
            </SidePanel>
            <Border name="left" label="Width of the palette" />
            <Panel id="canvas" minSize={240}>
              <CanvasArea />
            </Panel>
            <Border name="right" label="Width of the inspector" />
            <SidePanel name="right" size="right" label="Inspector" minSize={250} maxSize={720}>
              <RightPanel />
            </SidePanel>
          </Group>
        </Panel>
        <BottomBorder />
        <BottomSide />
      </Group>
    </div>
  )
}

/** How a group of panels was left, which of them are put away included. */
function useLayout(id: string): Pick<GroupProps, 'defaultLayout' | 'onLayoutChanged'> {
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({ id, storage: safeStorage })
  return {
    defaultLayout,
    onLayoutChanged(layout, meta) {
      onLayoutChanged(layout, meta)
      // The panels report their sizes after the group.
      setTimeout(rememberSizes)
    },
  }
}

function BottomBorder() {
  const tab = useView((state) => state.bottomTab)
  return <Border name="bottom" label={`Height of the ${tab === 'timeline' ? 'timeline' : 'panel below'}`} />
}

function BottomSide() {
  const tab = useView((state) => state.bottomTab)
  return (
    <SidePanel name="bottom" size={tab} label="Timeline and training" minSize={130} maxSize="70%">
      <BottomPanel />
    </SidePanel>
  )
}
