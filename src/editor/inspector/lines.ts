/** @file The rows of an aligned formula: with names, with numbers, the result. */
import type { GraphDocument } from '../../graph'
import type { Op } from '../../ops'
import type { TensorView } from '../../runtime/protocol'
import { indexText } from '../../tensor'
import { latexNumber } from '../format'
import { fillFormula, placeholders, toned, type Tone } from '../math'
import { bind, type NodeSymbols, type Placeholder } from './bindings'
import { latexMatrix, onlyNumber, sizeOf } from './numbers'

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
  // An index beside a brace with a shape below it would be read as part of the shape.
  const indexed = INDEXED.test(template)
  if (!small)
    return [
      `${parts.left} &= ${fillFormula(template, bind(symbols, parts.document, parts.ops, indexed ? 'names' : 'shapes'))}`,
      ...end(result, parts.tone),
    ]
  // δ = δ needs no line between the names and the result; a rule for each element is shown with one element instead.
  const plain = /^\s*\{\w+\}\s*$/.test(template) || (sizeOf(result) !== 'scalar' && isElementwise(parts, result))
  const numbers = plain ? [] : writtenOut(parts, used)
  const lines = [`${parts.left} &= ${fillFormula(template, names)}`, ...numbers]
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

/** Rows with numbers; none where the formula speaks of single elements in a way that has no short numbers. */
function writtenOut({ symbols, document, ops, template }: FormulaParts, used: readonly Placeholder[]): string[] {
  const single = used.every(({ view }) => view && sizeOf(view) === 'scalar')
  if (single || !INDEXED.test(template)) return [`&= ${fillFormula(template, bind(symbols, document, ops, 'numbers'))}`]
  const [, before, body] = SUM.exec(template) ?? []
  const sizes = new Set(used.map(({ view }) => view!.head.length))
  if (
    before === undefined ||
    body === undefined ||
    sizes.size !== 1 ||
    INDEXED.test(before) ||
    /\{[A-Za-z_]\w*\}(?!_i)/.test(body)
  )
    return []
  const [size] = sizes as Set<number>
  const plain = body.replace(/\}_i(?![A-Za-z])/g, '}')
  const terms = Array.from({ length: Math.min(size!, TERMS) }, (_, element) =>
    fillFormula(plain, bind(symbols, document, ops, { element })),
  )
  if (size! > TERMS) terms.push('\\cdots')
  const front = fillFormula(before, bind(symbols, document, ops, 'numbers'))
  const [open, close] = front.trim() ? [`${front} \\bigl(`, '\\bigr)'] : ['', '']
  // A term a row: a column is read more easily than a line that leaves the panel.
  return terms.map((term, row) => {
    const start = row === 0 ? `&= ${open} ` : '&\\quad {} + '
    return `${start}${term}${row === terms.length - 1 ? ` ${close}` : ''}`
  })
}

/** The result: a number, a small matrix, else its norm. */
export function end(view: TensorView | undefined, tone: Tone): string[] {
  if (!view) return []
  const one = onlyNumber(view)
  if (one !== null) return [`&= ${toned(tone, `\\mathbf{${latexNumber(one)}}`)}`]
  if (sizeOf(view) === 'small') return [`&= ${toned(tone, latexMatrix(view))}`]
  return [`\\lVert \\cdot \\rVert &= ${toned(tone, latexNumber(view.statistics.norm))}`]
}

/** Whether each element of the result comes from the elements at its own place, so that one of them explains all. */
function isElementwise({ op, template, symbols, document, ops }: FormulaParts, result: TensorView): boolean {
  if (!['activation', 'arithmetic'].includes(op.category)) return false
  if (/\\sum|\\top|\\max_|_\{?[a-z]/.test(template)) return false
  const names = bind(symbols, document, ops, 'names')
  const used = placeholders(template, names).flatMap((name) => symbols.tensors.get(name) ?? [])
  return used.length > 0 && used.every(({ view }) => view && view.shape.join() === result.shape.join())
}

/**
 * One element of an elementwise rule worked out with numbers: the largest of the result. Undefined where elements do
 * not stand for themselves (sums, products of matrices), or where there is only one.
 */
export function workedElement(parts: FormulaParts): { where: string; lines: string[] } | undefined {
  const { symbols, template, result, tone, document, ops } = parts
  if (!result || sizeOf(result) === 'scalar' || !isElementwise(parts, result)) return undefined
  let element = 0
  for (let i = 1; i < result.head.length; i++)
    if (Math.abs(result.head[i]!) > Math.abs(result.head[element]!)) element = i
  const numbers = fillFormula(template, bind(symbols, document, ops, { element }))
  return {
    where: indexText(element, result.shape),
    lines: [`${numbers} &= ${toned(tone, `\\mathbf{${latexNumber(result.head[element]!)}}`)}`],
  }
}
