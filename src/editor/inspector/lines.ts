/** @file The rows of an aligned formula: with names, with numbers, the result. */
import type { GraphDocument } from '../../graph'
import type { Op } from '../../ops'
import type { TensorView } from '../../runtime/protocol'
import { latexNumber } from '../format'
import { fillFormula, placeholders, toned, type Tone } from '../math'
import { bind, type NodeSymbols, type Placeholder } from './bindings'
import { indexText, latexMatrix, onlyNumber, sizeOf } from './numbers'

export interface FormulaParts {
  readonly document: GraphDocument
  readonly ops: ReadonlyMap<string, Op>
  readonly op: Op
  readonly symbols: NodeSymbols
  /** LaTeX of the left side, coloured. */
  readonly left: string
  /** The right side as the op wrote it. */
  readonly template: string
  /** The local derivative as one factor beside δ, when it is known as a number. */
  readonly factored?: { readonly delta: number; readonly local: number } | undefined
  readonly result: TensorView | undefined
  readonly tone: Tone
}

export function formulaLines(parts: FormulaParts): string[] {
  const { symbols, template, result } = parts
  const names = bind(symbols, parts.document, parts.ops, 'names')
  const used = placeholders(template, names).flatMap((name) => symbols.tensors.get(name) ?? [])
  const small = used.length > 0 && used.every(({ view }) => view && sizeOf(view) !== 'large')
  if (!result || !used.length) return [`${parts.left} &= ${fillFormula(template, names)}`, ...end(result, parts.tone)]
  if (!small)
    return [
      `${parts.left} &= ${fillFormula(template, bind(symbols, parts.document, parts.ops, 'shapes'))}`,
      ...end(result, parts.tone),
    ]
  // δ = δ needs no line between the names and the result.
  const numbers = /^\s*\{\w+\}\s*$/.test(template) ? null : writtenOut(parts, used)
  const lines = [`${parts.left} &= ${fillFormula(template, names)}`, ...(numbers === null ? [] : [`&= ${numbers}`])]
  if (parts.factored) {
    const { delta, local } = parts.factored
    const bracketed = local < 0 ? `(${latexNumber(local)})` : latexNumber(local)
    lines.push(`&= ${toned('delta', latexNumber(delta))} \\cdot ${bracketed}`)
  }
  return [...lines, ...end(result, parts.tone)]
}

/** `{input}_i`: an element of a tensor, not the tensor. */
const INDEXED = /\{[A-Za-z_]\w*\}_/
/** A sum that runs over all elements, to the formula's end. */
const SUM = /^(.*?)(?:\\textstyle|\\displaystyle)?\s*\\sum_i\s*(?:\\[,;!])?(.*)$/s
/** A longer sum is cut short by dots. */
const TERMS = 4

/** The right side with numbers; null where the formula speaks of single elements in a way that has no short numbers. */
function writtenOut({ symbols, document, ops, template }: FormulaParts, used: readonly Placeholder[]): string | null {
  const single = used.every(({ view }) => view && sizeOf(view) === 'scalar')
  if (single || !INDEXED.test(template)) return fillFormula(template, bind(symbols, document, ops, 'numbers'))
  const [, before, body] = SUM.exec(template) ?? []
  const sizes = new Set(used.map(({ view }) => view!.head.length))
  if (
    before === undefined ||
    body === undefined ||
    sizes.size !== 1 ||
    INDEXED.test(before) ||
    /\{[A-Za-z_]\w*\}(?!_i)/.test(body)
  )
    return null
  const [size] = sizes as Set<number>
  const plain = body.replace(/\}_i(?![A-Za-z])/g, '}')
  const terms = Array.from({ length: Math.min(size!, TERMS) }, (_, element) =>
    fillFormula(plain, bind(symbols, document, ops, { element })),
  )
  const sum = [...terms, ...(size! > TERMS ? ['\\cdots'] : [])].join(' + ')
  const front = fillFormula(before, bind(symbols, document, ops, 'numbers'))
  return front.trim() ? `${front} \\bigl( ${sum} \\bigr)` : sum
}

/** The result: a number, a small matrix, else its norm. */
export function end(view: TensorView | undefined, tone: Tone): string[] {
  if (!view) return []
  const one = onlyNumber(view)
  if (one !== null) return [`&= ${toned(tone, `\\mathbf{${latexNumber(one)}}`)}`]
  if (sizeOf(view) === 'small') return [`&= ${toned(tone, latexMatrix(view))}`]
  return [`\\lVert \\cdot \\rVert &= ${toned(tone, latexNumber(view.statistics.norm))}`]
}

/**
 * One element of an elementwise rule worked out with numbers: the largest of the result. Null where elements do not
 * stand for themselves (sums, products of matrices), or the views do not hold the element.
 */
export function workedElement({
  op,
  symbols,
  template,
  result,
  tone,
  document,
  ops,
}: FormulaParts): { where: string; lines: string[] } | undefined {
  if (!result || sizeOf(result) !== 'large' || !['activation', 'arithmetic'].includes(op.category)) return undefined
  if (/\\sum|\\top|\\max_|_\{?[a-z]/.test(template)) return undefined
  const names = bind(symbols, document, ops, 'names')
  const used = placeholders(template, names).flatMap((name) => symbols.tensors.get(name) ?? [])
  const sameShape = used.every(({ view }) => view && view.shape.join() === result.shape.join())
  if (!used.length || !sameShape) return undefined
  let element = 0
  for (let i = 1; i < result.head.length; i++)
    if (Math.abs(result.head[i]!) > Math.abs(result.head[element]!)) element = i
  const numbers = fillFormula(template, bind(symbols, document, ops, { element }))
  return {
    where: indexText(element, result.shape),
    lines: [`${numbers} &= ${toned(tone, `\\mathbf{${latexNumber(result.head[element]!)}}`)}`],
  }
}
