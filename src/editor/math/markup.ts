/**
 * @file The few marks that a text for people may have: paragraphs, line breaks, **bold**, `code`, and formulas between $ and $.
 * Read into pieces and never into HTML: whatever else stands in a text is shown as it is written. Pure.
 */

export type Piece =
  | { readonly kind: 'text' | 'code' | 'math'; readonly text: string }
  | { readonly kind: 'bold'; readonly pieces: readonly Piece[] }
  | { readonly kind: 'break' }

/**
 * Tried in this order at each place. A formula begins and ends with something that is no space, on one line, and no digit
 * follows it, so that two prices in a sentence stay prices. A backslash takes a mark's meaning away.
 */
const MARKS = new RegExp(
  [
    /\\(?<plain>[\\*`$])/,
    /`(?<code>[^`\n]+)`/,
    /\$(?<math>[^\s$](?:(?:\\\$|[^$\n])*[^\s$\\])?)\$(?!\d)/,
    /\*\*(?<bold>\S(?:.*?\S)?)\*\*/,
    /(?<line>\n)/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
)

/** Paragraphs, which blank lines part. */
export function readMarkup(text: string): readonly (readonly Piece[])[] {
  return text
    .replace(/\r\n?/g, '\n')
    .split(/\n[^\S\n]*\n\s*/)
    .map((paragraph) => paragraph.trim())
    .filter(Boolean)
    .map((paragraph) => piecesOf(paragraph))
}

export function hasMarkup(text: string): boolean {
  return readMarkup(text).some((pieces) => pieces.some(({ kind }) => kind !== 'text' && kind !== 'break'))
}

function piecesOf(text: string, inBold = false): Piece[] {
  const pieces: Piece[] = []
  const say = (words: string) => {
    const last = pieces.at(-1)
    if (last?.kind === 'text') pieces[pieces.length - 1] = { kind: 'text', text: last.text + words }
    else if (words) pieces.push({ kind: 'text', text: words })
  }
  let done = 0
  for (const match of text.matchAll(MARKS)) {
    const { plain, code, math, bold, line } = match.groups!
    say(text.slice(done, match.index))
    done = match.index + match[0].length
    if (plain !== undefined) say(plain)
    else if (code !== undefined) pieces.push({ kind: 'code', text: code })
    else if (math !== undefined) pieces.push({ kind: 'math', text: math })
    else if (line !== undefined) pieces.push({ kind: 'break' })
    // Bold in bold is a slip of the hand: the marks stay to be seen.
    else if (bold !== undefined)
      if (inBold) say(match[0])
      else pieces.push({ kind: 'bold', pieces: piecesOf(bold, true) })
  }
  say(text.slice(done))
  return pieces
}
