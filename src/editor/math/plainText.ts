/** @file A readable line of text from LaTeX, for the moment before KaTeX is there. */

const WORDS: Readonly<Record<string, string>> = {
  delta: 'δ',
  sigma: 'σ',
  partial: '∂',
  eta: 'η',
  theta: 'θ',
  cdot: '·',
  odot: '⊙',
  times: '×',
  top: 'ᵀ',
  sum: '∑',
  to: '→',
  leftarrow: '←',
  infty: '∞',
  log: 'log',
  exp: 'exp',
  max: 'max',
  min: 'min',
  tanh: 'tanh',
  lVert: '‖',
  rVert: '‖',
  le: '≤',
  ge: '≥',
  in: '∈',
  ast: '∗',
  hat: '',
  bar: '',
  tilde: '',
  ldots: '…',
  dots: '…',
  cdots: '⋯',
  sqrt: '√',
  ne: '≠',
}

/** Not a typesetter: markup falls away, symbols become Unicode, fractions become a / b. */
export function plainText(latex: string): string {
  return latex
    .replace(/\\begin\{[^}]*\}|\\end\{[^}]*\}/g, ' ')
    .replace(/\\textcolor\{[^}]*\}/g, '')
    .replace(/\\(?:mathrm|mathbb|text|operatorname|underbrace|boldsymbol)\b/g, '')
    .replace(/\\frac\{([^{}]*)\}\{([^{}]*)\}/g, '$1 / $2')
    .replace(/\\\\(?:\[[^\]]*\])?/g, '  ')
    .replace(/\\([a-zA-Z]+)/g, (_, word: string) => WORDS[word] ?? '')
    .replace(/\\[,;!]/g, ' ')
    .replace(/\\(.)/g, '$1')
    .replace(/[{}&]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}
