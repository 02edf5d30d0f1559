/** @file A value of the forward pass explained. */
import { latexNumber } from '../format'
import { latexPort, toned, toneOf, type Tone } from '../math'
import type { TensorView } from '../../runtime/protocol'
import { nodeSymbols } from './bindings'
import { rightSide, sizeRows, worked, type Body, type Context } from './explainContext'
import type { ExplanationRow } from './explanation'
import { formulaLines, type FormulaParts } from './lines'
import { latexMatrix, latexShape, onlyNumber, sizeOf, summaryOf } from './numbers'
import { plainFormula } from './plainFormula'

export function explainValue({ event, run, document, ops, op, name }: Context): Body {
  const view = run.tensor('values', `${event.node}.${event.port}`)
  const tone = toneOf(document, ops, event)
  const left = toned(tone, latexPort(document, ops, event))
  const rows: ExplanationRow[] = view ? [{ name: 'value', value: summaryOf(view) }, ...sizeRows(view)] : []
  const wired = Object.values(document.edges).some((edge) => edge.to.node === event.node)
  if (!op || !wired) {
    const kind = document.nodes[event.node]?.op
    const sentence =
      kind === 'parameter'
        ? `${name} is a parameter: training may change it.`
        : kind === 'constant'
          ? `${name} is a constant.`
          : `${name} is given from outside: it is an input.`
    return { title: `Value of ${name}`, sentence, lines: valueOf(left, view, tone), rows }
  }
  const symbols = nodeSymbols(document, op, event.node, run)
  const parts: FormulaParts = {
    document,
    ops,
    op,
    left,
    tone,
    result: view,
    symbols,
    template: rightSide(symbols.words.formula[event.port] ?? event.formula),
  }
  return {
    title: `Value of ${plainFormula(document, ops, event.node)}`,
    sentence: op.summary,
    lines: formulaLines(parts),
    ...worked(parts),
    rows,
  }
}

/** A source has no formula: it is what it is. */
function valueOf(left: string, view: TensorView | undefined, tone: Tone): string[] {
  if (!view) return []
  const one = onlyNumber(view)
  if (one !== null) return [`${left} &= ${toned(tone, `\\mathbf{${latexNumber(one)}}`)}`]
  if (sizeOf(view) === 'small') return [`${left} &= ${toned(tone, latexMatrix(view))}`]
  return [`${left} &\\in \\mathbb{R}^{${latexShape(view.shape)}}`]
}
