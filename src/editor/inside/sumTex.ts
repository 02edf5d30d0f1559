/** @file A sum of products as a line of mathematics, with its numbers put in. Pure. */
import { latexNumber } from '../format'
import { toned, type Tone } from '../math'
import type { Term } from './terms'

export type { Tone }

export interface Substituted {
  readonly result: string
  readonly terms: readonly Term[]
  readonly tones: readonly [a: Tone, b: Tone]
  readonly bias: number | null
  readonly total: number
  readonly totalTone: Tone
}

/** As many terms as fit beside each other in a side panel. */
const IN_ROW = 3

/** `z = 0.5 · 1 + (−0.2) · 0 + 0.1 = 0.6` */
export function substituted({ result, terms, tones, bias, total, totalTone }: Substituted): string {
  const parts = terms.map(({ a, b }) => `${factor(a, tones[0])} \\cdot ${factor(b, tones[1])}`)
  if (bias !== null) parts.push(factor(bias, 'parameter'))
  const rows: string[] = []
  for (let first = 0; first < parts.length; first += IN_ROW)
    rows.push(`${first ? '&\\quad + ' : `${result} &= `}${parts.slice(first, first + IN_ROW).join(' + ')}`)
  const lines = [...(rows.length ? rows : [`${result} &= 0`]), `&= ${toned(totalTone, latexNumber(total))}`]
  return `\\begin{aligned} ${lines.join(' \\\\ ')} \\end{aligned}`
}

function factor(x: number, tone: Tone): string {
  const text = latexNumber(x)
  return toned(tone, text.startsWith('-') ? `(${text})` : text)
}
