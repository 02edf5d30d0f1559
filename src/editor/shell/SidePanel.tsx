/** @file A panel that can be resized, hidden and shown again, by its border, a button or a key. */
import { useEffect, useState, type ReactNode } from 'react'
import { Panel, usePanelRef, type PanelProps } from 'react-resizable-panels'
import { panels, type PanelName } from '../state/panels'
import { lastSize, noteSize, startSize, type SizeName } from './panelSizes'

interface SidePanelProps extends Pick<PanelProps, 'minSize' | 'maxSize'> {
  readonly name: PanelName
  /** Under which its size is remembered; when it changes, the panel takes the size of the new name. */
  readonly size: SizeName
  /** Accessible name of the landmark. */
  readonly label: string
  readonly children: ReactNode
}

export function SidePanel({ name, size, label, children, ...limits }: SidePanelProps) {
  const panel = usePanelRef()
  const [hidden, setHidden] = useState(false)
  useEffect(() => {
    if (!panel.current?.isCollapsed()) panel.current?.resize(lastSize(size))
  }, [panel, size])
  useEffect(() => {
    const isHidden = () => panel.current?.isCollapsed() ?? false
    const show = () => panel.current?.resize(lastSize(size))
    return panels.register(name, {
      toggle() {
        const wasHidden = isHidden()
        if (wasHidden) show()
        else panel.current?.collapse()
        return wasHidden
      },
      show() {
        if (isHidden()) show()
      },
    })
  }, [name, panel, size])
  const onResize: PanelProps['onResize'] = ({ inPixels }, _id, before) => {
    setHidden(inPixels === 0)
    // The first report is of how the panel begins, not of a size that somebody gave it.
    if (before) noteSize(size, inPixels)
  }
  // The bottom panel is no aside: it belongs to what is on the canvas.
  const Landmark = name === 'bottom' ? 'section' : 'aside'
  // Hidden, it keeps its state (search, tab, scroll) and is out of reach of the keyboard.
  return (
    <Panel
      id={`panel-${name}`}
      panelRef={panel}
      collapsible
      groupResizeBehavior="preserve-pixel-size"
      defaultSize={startSize(size)}
      onResize={onResize}
      {...limits}
    >
      <Landmark className="gw-side" data-name={name} aria-label={label} hidden={hidden}>
        {children}
      </Landmark>
    </Panel>
  )
}
