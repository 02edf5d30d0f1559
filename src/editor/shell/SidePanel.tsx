/** @file A panel that can be resized, hidden and shown again, by its border, a button or a key. */
import { useEffect, type ReactNode } from 'react'
import { Panel, usePanelRef, type PanelProps } from 'react-resizable-panels'
import { panels, type PanelName } from '../state/panels'

interface SidePanelProps extends Pick<PanelProps, 'defaultSize' | 'minSize' | 'maxSize'> {
  readonly name: PanelName
  readonly children: ReactNode
}

export function SidePanel({ name, children, ...sizes }: SidePanelProps) {
  const panel = usePanelRef()
  useEffect(
    () =>
      panels.register(name, {
        toggle() {
          const hidden = panel.current?.isCollapsed() ?? false
          if (hidden) panel.current?.expand()
          else panel.current?.collapse()
          return hidden
        },
      }),
    [name, panel],
  )
  return (
    <Panel id={name} panelRef={panel} collapsible groupResizeBehavior="preserve-pixel-size" {...sizes}>
      {children}
    </Panel>
  )
}
