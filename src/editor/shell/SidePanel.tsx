/** @file A panel that can be resized, hidden and shown again, by its border, a button or a key. */
import { useEffect, type ReactNode } from 'react'
import { useStore } from 'zustand'
import { panels, type PanelName } from '../state/panels'
import { panes, remember, setPane } from './paneSizes'

interface SidePanelProps {
  readonly name: PanelName
  readonly id: string
  /** Accessible name of the landmark. */
  readonly label: string
  readonly children: ReactNode
}

export function SidePanel({ name, id, label, children }: SidePanelProps) {
  const hidden = useStore(panes, (state) => state[name].hidden)
  useEffect(
    () =>
      panels.register(name, {
        toggle() {
          const wasHidden = panes.getState()[name].hidden
          setPane(name, (pane) => ({ ...pane, hidden: !wasHidden }))
          remember()
          return wasHidden
        },
        show() {
          if (!panes.getState()[name].hidden) return
          setPane(name, (pane) => ({ ...pane, hidden: false }))
          remember()
        },
      }),
    [name],
  )
  // The bottom panel is no aside: it belongs to what is on the canvas.
  const Landmark = name === 'bottom' ? 'section' : 'aside'
  // Hidden, it keeps its state (search, tab, scroll) and is out of reach of the keyboard.
  return (
    <Landmark id={id} className="gw-side" data-name={name} aria-label={label} hidden={hidden}>
      {children}
    </Landmark>
  )
}
