/** @file A view of one node that lies over the canvas: its frame. Escape or the button folds it back. */
import { Button } from '@mantine/core'
import { IconArrowsMinimize } from '@tabler/icons-react'
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { nodeName } from '../format'
import { useDocument, useServices } from '../state/context'
import { dismiss } from '../state/notify'
import './inside.css'

interface LayerPanelProps {
  readonly id: string
  /** Before the node's name: "Inside". */
  readonly title: string
  readonly onClose: () => void
  /** In the head, between the name and the button. */
  readonly head?: ReactNode
  readonly children: ReactNode
}

export function LayerPanel({ id, title, onClose, head, children }: LayerPanelProps) {
  const { view } = useServices()
  const exists = useDocument((state) => id in state.document.nodes)
  const opened = useDocument((state) => state.opened)
  const [openedWith] = useState(opened)
  const name = useDocument((state) => nodeName(state.document, id))
  const panel = useRef<HTMLElement>(null)
  useEffect(() => {
    // Another document may have a node of the same name: it was not asked for.
    if (!exists || opened !== openedWith) onClose()
  }, [exists, opened, openedWith, onClose])
  // Who looks into a graph has settled on it: the way back to the one before would only cover what is looked at.
  useEffect(() => dismiss('opened'), [])
  useEffect(() => {
    const before = document.activeElement
    panel.current?.focus({ preventScroll: true })
    return () => {
      // A click elsewhere has taken the focus already.
      if (document.activeElement === document.body && before instanceof HTMLElement && before.isConnected)
        before.focus({ preventScroll: true })
    }
  }, [id])
  if (!exists) return null
  const fold = () => {
    onClose()
    view.announce(`${name} is folded back.`)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.preventDefault()
    fold()
  }
  return (
    <section ref={panel} className="gw-inside" tabIndex={-1} aria-label={`${title} ${name}`} onKeyDown={onKeyDown}>
      <header>
        <h2>
          {title} {name}
        </h2>
        {head}
        <Button leftSection={<IconArrowsMinimize size={15} stroke={1.8} aria-hidden />} onClick={fold}>
          Fold back
        </Button>
      </header>
      {children}
    </section>
  )
}
