/**
 * @file The border of a side panel: dragged by pointer, moved by arrow keys, back to its first size by a double click;
 * Enter puts the panel away and brings it back.
 */
import type { KeyboardEvent } from 'react'
import { Separator } from 'react-resizable-panels'
import { useServices } from '../state/context'
import { panels, type PanelName } from '../state/panels'

interface BorderProps {
  readonly name: PanelName
  readonly label: string
}

export function Border({ name, label }: BorderProps) {
  const services = useServices()
  // Before the separator's own handler, which knows Enter only for a panel to the left of it.
  const onKeyDownCapture = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    panels.toggle(name, services)
  }
  return (
    <Separator className="gw-border nokey" data-name={name} aria-label={label} onKeyDownCapture={onKeyDownCapture} />
  )
}
