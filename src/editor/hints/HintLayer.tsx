/** @file The one hint that can be on the page. */
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { HintSide } from './hint'
import './hints.css'
import { placeHint } from './place'
import { HINT_ID, trackHints } from './trackHints'

interface Shown {
  readonly control: HTMLElement
  readonly text: string
  readonly keys: string | undefined
  readonly side: HintSide
}

export function HintLayer() {
  const [shown, setShown] = useState<Shown | null>(null)
  const tip = useRef<HTMLDivElement>(null)
  useEffect(
    () =>
      trackHints(document, (control) => {
        const text = control?.dataset.hint
        setShown(
          control && text
            ? {
                control,
                text,
                keys: control.dataset.hintKeys,
                side: (control.dataset.hintSide as HintSide | undefined) ?? 'top',
              }
            : null,
        )
      }),
    [],
  )
  useLayoutEffect(() => {
    if (!shown || !tip.current) return
    const { control } = shown
    const { left, top } = placeHint(
      control.getBoundingClientRect(),
      tip.current.getBoundingClientRect(),
      { width: window.innerWidth, height: window.innerHeight },
      shown.side,
    )
    tip.current.style.translate = `${Math.round(left)}px ${Math.round(top)}px`
    // What repeats the name is not read twice.
    if (shown.text === control.getAttribute('aria-label') || control.hasAttribute('aria-describedby')) return
    control.setAttribute('aria-describedby', HINT_ID)
    return () => control.removeAttribute('aria-describedby')
  }, [shown])
  if (!shown) return null
  return (
    <div ref={tip} id={HINT_ID} role="tooltip" className="gw-tip">
      {shown.text}
      {shown.keys && <span className="gw-tip-keys">{shown.keys}</span>}
    </div>
  )
}
