/** @file The one hint that can be on the page. What draws it is loaded when the first one is to be seen. */
import { lazy, useEffect, useState } from 'react'
import { Part } from '../loading'
import type { HintSide } from './hint'
import type { TipProps } from './Tip'
import { trackHints } from './trackHints'

const Tip = lazy(() => import('./Tip'))

export function HintLayer() {
  const [shown, setShown] = useState<TipProps | null>(null)
  useEffect(
    () =>
      trackHints(document, (control) => {
        const { hint: text, hintKeys: keys, hintSide: side = 'top' } = control?.dataset ?? {}
        setShown(control && text ? { control, text, keys, side: side as HintSide } : null)
      }),
    [],
  )
  return (
    <Part what="hint" floating>
      {shown && <Tip {...shown} />}
    </Part>
  )
}
