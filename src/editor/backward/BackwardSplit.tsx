/** @file The border between the forward graph and the backward one below it: dragged, moved by arrow keys, remembered. */
import { useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import { Group, Panel, Separator, useDefaultLayout, type PanelProps } from 'react-resizable-panels'
import { safeStorage } from '../shell/safeStorage'
import { keepWhole, noteWhole } from '../panels/inView'
import { useServices } from '../state/context'

/** Of either graph, px. */
const LEAST = 110

/**
 * Lies over the canvas, which gives up as much of its height: so it need not be mounted again. Its upper part lets the
 * pointer through.
 */
export function BackwardSplit({ children }: { readonly children: ReactNode }) {
  const services = useServices()
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({ id: 'gradwire-backward', storage: safeStorage })
  const [first] = useState(defaultLayout?.backward ?? 50)
  useLayoutEffect(() => {
    const area = canvasArea()
    // The forward graph stays whole if it was.
    keepWhole(services, () => {
      area?.style.setProperty('--gw-backward', `${first}%`)
      area?.toggleAttribute('data-split', true)
    })
    return () =>
      keepWhole(services, () => {
        area?.toggleAttribute('data-split', false)
        area?.style.removeProperty('--gw-backward')
      })
  }, [services, first])
  const keep = useRef<(() => void) | null>(null)
  const onResize: PanelProps['onResize'] = ({ inPixels }, _id, before) => {
    // The first report is of how the panel begins, which the effect has seen to.
    if (before) keep.current ??= noteWhole(services)
    canvasArea()?.style.setProperty('--gw-backward', `${inPixels}px`)
  }
  return (
    <Group
      className="gw-backward-split"
      orientation="vertical"
      defaultLayout={defaultLayout}
      onLayoutChanged={(layout, meta) => {
        onLayoutChanged(layout, meta)
        // The panel reports its size after the group.
        setTimeout(() => {
          keep.current?.()
          keep.current = null
        })
      }}
    >
      <Panel id="forward" minSize={LEAST} />
      <Separator className="gw-border nokey" data-name="bottom" aria-label="Height of the backward graph" />
      <Panel id="backward" minSize={LEAST} defaultSize="50%" onResize={onResize}>
        {children}
      </Panel>
    </Group>
  )
}

const canvasArea = () => window.document.getElementById('canvas-area')
