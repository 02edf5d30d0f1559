/** @file The sum of edge deltas explained: how the δ of a port is completed. */
import type { TensorView } from '../../runtime/protocol'
import { indexText } from '../../tensor'
import { latexNumber, nodeName } from '../format'
import { latexDelta, latexEdgeDelta, toned } from '../math'
import { sizeRows, type Body, type Context } from './explainContext'
import { end } from './lines'
import { latexMatrix, onlyNumber, sizeOf, summaryOf } from './numbers'

export function explainSum({ event, run, document, ops, name }: Context): Body {
  const view = run.tensor('deltas', `${event.node}.${event.port}`)
  const terms = event.terms ?? []
  const left = latexDelta(document, ops, event)
  const rows = view ? [{ name: 'δ', value: summaryOf(view) }, ...sizeRows(view)] : []
  if (!terms.length) {
    const sentence = `The backward pass starts at the objective. ${name} changes exactly as much as itself, so its error (δ) is 1.`
    return {
      title: `The error starts at ${name}`,
      sentence,
      lines: [`${left} &= \\frac{\\partial L}{\\partial L} = ${toned('delta', '\\mathbf{1}')}`],
      rows,
    }
  }
  const edges = terms.flatMap((id) => (document.edges[id] ? [{ id, edge: document.edges[id] }] : []))
  const names = edges.map(({ edge }) => latexEdgeDelta(document, ops, edge))
  const consumers = [...new Set(edges.map(({ edge }) => nodeName(document, edge.to.node)))]
  if (edges.length === 1)
    return {
      title: `δ of ${name} is complete`,
      sentence: `Only ${consumers[0]} uses ${name}, so the error of ${name} (δ) is what came back along that edge. It is kept for all that need it.`,
      lines: [`${left} &= ${names[0]}`, ...end(view, 'delta')],
      rows,
    }
  const shown = edges.slice(0, 8)
  const more = edges.length > shown.length ? ' + \\cdots' : ''
  const views = shown.map(({ id }) => run.tensor('edges', id))
  const lines = [`${left} &= ${names.slice(0, 8).join(' + ')}${more}`]
  if (views.every((term) => term && sizeOf(term) !== 'large'))
    lines.push(`&= ${views.map((term, i) => writtenTerm(term!, i)).join(' + ')}${more}`)
  const element = view && sizeOf(view) === 'large' ? sumElement(views, view, more) : undefined
  return {
    title: `The errors that reach ${name} add up`,
    sentence: `${name} is used in ${edges.length} places (${consumers.join(', ')}). Its error (δ) is the sum of what each sent back, added once and kept.`,
    lines: [...lines, ...end(view, 'delta')],
    ...(element ? { element } : {}),
    rows,
  }
}

function writtenTerm(view: TensorView, place: number): string {
  const one = onlyNumber(view)
  if (one === null) return toned('delta', latexMatrix(view))
  const text = toned('delta', latexNumber(one))
  return one < 0 && place > 0 ? `(${text})` : text
}

/** The largest element of a sum of large tensors, term by term. */
function sumElement(views: readonly (TensorView | undefined)[], total: TensorView, more: string) {
  if (!views.every((view) => view)) return undefined
  let at = 0
  for (let i = 1; i < total.head.length; i++) if (Math.abs(total.head[i]!) > Math.abs(total.head[at]!)) at = i
  const terms = views.map((view, i) => {
    const x = view!.head[at]!
    return x < 0 && i > 0 ? `(${toned('delta', latexNumber(x))})` : toned('delta', latexNumber(x))
  })
  return {
    where: indexText(at, total.shape),
    lines: [`${terms.join(' + ')}${more} &= ${toned('delta', `\\mathbf{${latexNumber(total.head[at]!)}}`)}`],
  }
}
