/**
 * @file What a control says when the pointer rests on it or the keyboard reaches it. A hint is three attributes on the
 * control itself; one layer for the whole page (HintLayer) shows them. So fifty buttons cost no more than one.
 */

export type HintSide = 'top' | 'bottom' | 'right'

export interface HintOptions {
  /** Where it opens if there is room; otherwise on the other side. Default: above. */
  readonly side?: HintSide
  /** The shortcut, shown dimmed behind the text. */
  readonly keys?: string | undefined
}

export interface HintAttributes {
  readonly 'data-hint': string
  readonly 'data-hint-side'?: HintSide
  readonly 'data-hint-keys'?: string
}

/** To spread on any element: `<button {...hint('Zoom in')}>`. */
export function hint(text: string, { side, keys }: HintOptions = {}): HintAttributes {
  return { 'data-hint': text, ...(side && { 'data-hint-side': side }), ...(keys && { 'data-hint-keys': keys }) }
}
