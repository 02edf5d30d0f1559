/** @file Typeset mathematics, with MathML beside it for screen readers. */
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useScheme } from '../theme'
import { katexIfLoaded, loadKatex } from './katex'
import { patchTree } from './patchTree'
import { plainText } from './plainText'
import { paint } from './tones'

export interface TexProps {
  /** LaTeX, with tones by name (see `toned`). */
  readonly latex: string
  readonly display?: boolean
}

/** Shows the formula as plain text until KaTeX has loaded, and for good when it cannot be loaded. */
export function Tex({ latex, display = false }: TexProps) {
  const holder = useRef<HTMLSpanElement>(null)
  const scheme = useScheme()
  const [katex, setKatex] = useState(katexIfLoaded)
  useEffect(() => {
    if (katex) return
    let gone = false
    // Left as plain text on failure: the formula can still be read, and the next one tries again.
    loadKatex().then(
      (module) => !gone && setKatex(() => module),
      () => {},
    )
    return () => {
      gone = true
    }
  }, [katex])
  useLayoutEffect(() => {
    if (!katex || !holder.current) return
    const fresh = holder.current.cloneNode() as HTMLSpanElement
    katex.render(paint(latex, scheme), fresh, {
      displayMode: display,
      output: 'htmlAndMathml',
      trust: false,
      throwOnError: false,
      strict: 'ignore',
      maxExpand: 2000,
      // No formula of a file can cover the page.
      maxSize: 40,
    })
    patchTree(holder.current, fresh)
  }, [katex, latex, display, scheme])
  // React must not own children that KaTeX replaces: one element before it has loaded, another after.
  return katex ? (
    <span key="typeset" ref={holder} className="gw-tex" />
  ) : (
    <span key="plain" className="gw-tex-plain">
      {plainText(latex)}
    </span>
  )
}
