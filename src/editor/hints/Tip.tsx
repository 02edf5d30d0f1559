/** @file A hint beside its control: Mantine's tooltip, which finds the place where there is room. */
import { Tooltip } from '@mantine/core'
import { useEffect, useId } from 'react'
import type { HintSide } from './hint'
import './hints.css'

export interface TipProps {
  readonly control: HTMLElement
  readonly text: string
  readonly keys: string | undefined
  readonly side: HintSide
}

export default function Tip({ control, text, keys, side }: TipProps) {
  const id = useId()
  // The tooltip describes only children of its own; this control is elsewhere on the page.
  useEffect(() => {
    // What repeats the name is not read twice.
    if (text === control.getAttribute('aria-label') || control.hasAttribute('aria-describedby')) return
    control.setAttribute('aria-describedby', id)
    return () => control.removeAttribute('aria-describedby')
  }, [control, text, id])
  return (
    <Tooltip
      target={control}
      opened
      position={side}
      offset={6}
      // The pointer may go there, to read or to magnify.
      interactive
      multiline
      zIndex={600}
      transitionProps={{ duration: 0 }}
      className="gw-tip"
      label={
        <span id={id}>
          {text}
          {keys && <span className="gw-tip-keys">{keys}</span>}
        </span>
      }
    />
  )
}
