/** @file One step of the backward pass explained: along an edge, or into a parameter. */
import { formatNumber } from '../format'
import { latexDelta, latexEdgeDelta, latexPort, toned } from '../math'
import { nodeSymbols } from './bindings'
import { fillWords, rightSide, sizeRows, worked, type Body, type Context } from './explainContext'
import type { ExplanationRow } from './explanation'
import { end, formulaLines, type FormulaParts } from './lines'
import { onlyNumber, summaryOf } from './numbers'
import { plainFormula } from './plainFormula'

export function explainEdge(context: Context): Body {
  const { event, run, document, ops, op, options } = context
  const edge = document.edges[event.edge ?? '']
  const view = run.tensor('edges', event.edge ?? '')
  const through = plainFormula(document, ops, event.node)
  const title = `Error flowing back through ${through}`
  if (!op || !edge) return { title, sentence: '', lines: [], rows: [] }
  const symbols = nodeSymbols(document, op, event.node, run)
  const rule = symbols.words.derivative[event.port]
  const alone =
    run.summary().trace.find((other) => other.kind === 'accumulate' && other.terms?.includes(event.edge!))?.terms
      ?.length === 1
  const delta = onlyNumber(run.tensor('deltas', event.fromCache[0] ?? ''))
  const local = options.localDerivative ?? null
  const known = local !== null && delta !== null && onlyNumber(view) !== null && isComposite(rule?.local)
  const parts: FormulaParts = {
    document,
    ops,
    op,
    symbols,
    result: view,
    tone: 'delta',
    // One consumer: its edge delta is the whole δ of the tail.
    left: alone ? latexDelta(document, ops, edge.from) : latexEdgeDelta(document, ops, edge),
    template: rightSide(rule?.formula ?? event.formula),
    factored: known ? { delta, local } : undefined,
  }
  const sentence = fillWords(rule?.words ?? 'What reached {y} is sent back to {x} by the local derivative.', context)
  const rows: ExplanationRow[] = []
  if (local !== null) rows.push({ name: 'local derivative', value: formatNumber(local) })
  if (view) rows.push({ name: 'edge delta', value: summaryOf(view) }, ...sizeRows(view))
  if (local !== null && delta)
    rows.push({ name: 'share of the error passed on', value: `${formatNumber(Math.abs(local) * 100)} %` })
  return { title, sentence, lines: formulaLines(parts), ...worked(parts), rows }
}

/** Whether the local derivative is worked out from several numbers, so that its own value is a step worth showing. */
function isComposite(local: string | undefined): boolean {
  return (
    local === undefined ||
    /[-+^]|\\[a-z]/.test(
      local
        .replace(/\{[\w.]+\}/g, '')
        .replace(/\\[,;!]/g, '')
        .replace(/^\s*-\s*\d*\s*$/, ''),
    )
  )
}

export function explainGradient(context: Context): Body {
  const { event, run, document, ops, op, name } = context
  const key = `${event.node}.${event.port}`
  const view = run.tensor('gradients', key)
  const left = toned('parameter', `\\frac{\\partial L}{\\partial ${latexPort(document, ops, event)}}`)
  const rows = view ? [{ name: 'gradient', value: summaryOf(view) }, ...sizeRows(view)] : []
  const title = `Gradient of ${name}`
  const symbols = op && nodeSymbols(document, op, event.node, run)
  const rule = symbols?.words.derivative[event.port]
  if (!op || !symbols || !rule) {
    const delta = latexDelta(document, ops, event)
    return {
      title,
      sentence: `${name} is a parameter itself, so its gradient is the error that reached it (δ).`,
      lines: [`${left} &= ${delta}`, ...end(view, 'parameter')],
      rows,
    }
  }
  const parts: FormulaParts = {
    document,
    ops,
    op,
    left,
    tone: 'parameter',
    result: view,
    symbols,
    template: rightSide(rule.formula),
  }
  return {
    title: `${title}: ${plainFormula(document, ops, event.node)}`,
    sentence: fillWords(rule.words, context),
    lines: formulaLines(parts),
    ...worked(parts),
    rows,
  }
}
