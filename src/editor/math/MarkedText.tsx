/** @file A text with the few marks of `markup.ts`, its formulas typeset. */
import { Fragment, type ReactNode } from 'react'
import { readMarkup, type Piece } from './markup'
import { Tex } from './Tex'
import './markedText.css'

export function MarkedText({ text, className }: { readonly text: string; readonly className?: string }) {
  return readMarkup(text).map((pieces, i) => (
    <p key={i} className={`gw-marked ${className ?? ''}`}>
      {pieces.map(shown)}
    </p>
  ))
}

function shown(piece: Piece, at: number): ReactNode {
  switch (piece.kind) {
    case 'text':
      return <Fragment key={at}>{piece.text}</Fragment>
    case 'bold':
      return <strong key={at}>{piece.pieces.map(shown)}</strong>
    case 'code':
      return <code key={at}>{piece.text}</code>
    case 'math':
      return <Tex key={at} latex={piece.text} />
    case 'break':
      return <br key={at} />
  }
}
