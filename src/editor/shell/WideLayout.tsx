/** @file From 760 pixels: palette, canvas and inspector side by side, the timeline below. Sizes are remembered. */
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels'
import { Canvas } from '../canvas'
import { DROP_ATTRIBUTE } from '../panels/paletteDrag'
import { BottomPanel, LeftPanel, RightPanel } from './panelContents'
import { safeStorage } from './safeStorage'
import { SidePanel } from './SidePanel'
import { TopBar } from './TopBar'

export function WideLayout() {
  const rows = useDefaultLayout({ id: 'gradwire-rows', storage: safeStorage })
  const columns = useDefaultLayout({ id: 'gradwire-columns', storage: safeStorage })
  return (
    <div className="gw-app">
      <TopBar />
      <Group
        className="gw-split"
        orientation="vertical"
        defaultLayout={rows.defaultLayout}
        onLayoutChanged={rows.onLayoutChanged}
      >
        <Panel id="upper" minSize={160}>
          <Group
            orientation="horizontal"
            defaultLayout={columns.defaultLayout}
            onLayoutChanged={columns.onLayoutChanged}
          >
            <SidePanel name="left" defaultSize={226} minSize={190} maxSize={420}>
              <aside className="gw-side" aria-label="Palette, outline and problems">
                <LeftPanel />
              </aside>
            </SidePanel>
            <Separator className="gw-separator" aria-label="Width of the palette" />
            <Panel id="canvas" minSize={240}>
              <main
                id="canvas-area"
                className="gw-canvas-area"
                tabIndex={-1}
                aria-label="Canvas"
                {...{ [DROP_ATTRIBUTE]: '' }}
              >
                <Canvas />
              </main>
            </Panel>
            <Separator className="gw-separator" aria-label="Width of the inspector" />
            <SidePanel name="right" defaultSize={316} minSize={250} maxSize={720}>
              <aside className="gw-side" aria-label="Inspector">
                <RightPanel />
              </aside>
            </SidePanel>
          </Group>
        </Panel>
        <Separator className="gw-separator" data-horizontal aria-label="Height of the timeline" />
        <SidePanel name="bottom" defaultSize={160} minSize={130} maxSize="70%">
          <section className="gw-side" aria-label="Timeline and training">
            <BottomPanel />
          </section>
        </SidePanel>
      </Group>
    </div>
  )
}
