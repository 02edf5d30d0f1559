/** @file The update of a parameter explained: gradient descent with numbers; of other optimizers, what they made of the gradient. */
import type { TensorView } from '../../runtime/protocol'
import { indexText } from '../../tensor'
import { formatNumber, latexNumber } from '../format'
import { latexPort, toned } from '../math'
import type { Body, Context } from './explainContext'
import type { ExplanationRow } from './explanation'
import { end } from './lines'
import { latexMatrix, onlyNumber, sizeOf, summaryOf } from './numbers'

const inBrackets = (x: number) => (x < 0 ? `(${latexNumber(x)})` : latexNumber(x))

export function explainUpdate({ event, run, document, ops, name }: Context): Body {
  const key = `${event.node}.${event.port}`
  const { recorded } = run.summary()
  const [before, gradient, after] = [run.tensor('values', key), run.tensor('gradients', key), run.after?.(key)]
  const title = `Update of ${name}`
  if (!recorded || !before || !gradient || !after) return { title, sentence: '', lines: [], rows: [] }
  const { rate, plain, optimizer } = recorded
  const symbol = toned('parameter', latexPort(document, ops, event))
  const nabla = toned('parameter', `\\frac{\\partial L}{\\partial ${latexPort(document, ops, event)}}`)
  const rows: ExplanationRow[] = [
    { name: 'before', value: summaryOf(before) },
    { name: 'gradient', value: summaryOf(gradient) },
    { name: 'rate η', value: formatNumber(rate) },
    { name: 'after', value: summaryOf(after) },
  ]
  const element = sizeOf(after) === 'large' ? { element: largestMove(before, gradient, after, rate, plain) } : {}
  if (plain)
    return {
      title,
      sentence: `Gradient descent takes η times its gradient away from ${name}: a small step against the gradient makes the loss smaller.`,
      lines: [
        `${symbol} &\\leftarrow ${symbol} - \\eta \\cdot ${nabla}`,
        ...writtenOut(before, (text) => `&= ${text} - ${latexNumber(rate)} \\cdot ${written(gradient)}`),
        ...end(after, 'parameter'),
      ],
      ...element,
      rows,
    }
  const moved = onlyNumber(after) === null ? null : after.head[0]! - before.head[0]!
  return {
    title,
    sentence: `The optimizer ${optimizer} does more than take η times the gradient away: what it remembers of earlier steps, decay or clipping take part. So the number it moved by is not η · gradient.`,
    lines: [
      `${event.formula.replace('=', '&=').replace('\\leftarrow', '&\\leftarrow')}`,
      ...(moved === null ? [] : [`${symbol} &\\leftarrow ${latexNumber(before.head[0]!)} + ${inBrackets(moved)}`]),
      ...end(after, 'parameter'),
    ],
    ...element,
    rows: [
      ...rows,
      ...(moved === null
        ? []
        : [
            { name: 'moved by', value: formatNumber(moved) },
            { name: '−η · gradient', value: formatNumber(-rate * gradient.head[0]!) },
          ]),
    ],
  }
}

/** A row with numbers where the tensor is small enough to be read. */
function writtenOut(view: TensorView, row: (text: string) => string): string[] {
  return sizeOf(view) === 'large' ? [] : [row(written(view))]
}

function written(view: TensorView): string {
  const one = onlyNumber(view)
  return one === null ? latexMatrix(view) : inBrackets(one)
}

/** The element with the largest gradient of those that are here. */
function largestMove(before: TensorView, gradient: TensorView, after: TensorView, rate: number, plain: boolean) {
  let at = 0
  const size = Math.min(before.head.length, gradient.head.length, after.head.length)
  for (let i = 1; i < size; i++) if (Math.abs(gradient.head[i]!) > Math.abs(gradient.head[at]!)) at = i
  const [was, g, now] = [before.head[at]!, gradient.head[at]!, after.head[at]!]
  const step = plain ? `- ${latexNumber(rate)} \\cdot ${inBrackets(g)}` : `+ ${inBrackets(now - was)}`
  return {
    where: indexText(at, after.shape),
    lines: [`${latexNumber(was)} ${step} &= ${toned('parameter', `\\mathbf{${latexNumber(now)}}`)}`],
  }
}
