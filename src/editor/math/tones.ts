/** @file The colours of the grammar as literals: \textcolor takes no CSS variables. Same values as theme/tokens.css. */

/** What a symbol stands for: a value is blue, a delta orange, a parameter green; `plain` keeps the ink. */
export type Tone = 'value' | 'delta' | 'parameter' | 'plain'
export type Scheme = 'light' | 'dark'

const COLOURS: Readonly<Record<Scheme, Readonly<Record<Exclude<Tone, 'plain'>, string>>>> = {
  light: { value: '#1d5fc4', delta: '#b8500a', parameter: '#23713f' },
  dark: { value: '#7db2ff', delta: '#ffa35c', parameter: '#79cf95' },
}

/**
 * LaTeX in the colour of its tone. Formulas are built with tone names (`\textcolor{value}{…}`), which are no colours
 * that KaTeX knows: `paint` puts the scheme's colours in at the last moment, so that one explanation serves both.
 */
export function toned(tone: Tone, latex: string): string {
  return tone === 'plain' ? latex : `\\textcolor{${tone}}{${latex}}`
}

/** Tone names → the colours of a scheme. */
export function paint(latex: string, scheme: Scheme): string {
  return latex.replace(
    /\\textcolor\{(value|delta|parameter)\}/g,
    (_, tone: keyof (typeof COLOURS)['light']) => `\\textcolor{${COLOURS[scheme][tone]}}`,
  )
}
