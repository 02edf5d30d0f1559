/** @file An explanation on the page. */
import { Tex } from '../math'
import type { Explanation } from './explanation'

/** LaTeX rows with `&=` as one aligned block. */
function aligned(lines: readonly string[]): string {
  return `\\begin{aligned} ${lines.join(' \\\\[5pt] ')} \\end{aligned}`
}

export function ExplanationView({ explanation }: { readonly explanation: Explanation }) {
  const { heading, title, sentence, lines, element, reused, next, rows } = explanation
  return (
    <article className="gw-explanation" aria-label="Explanation">
      <p className="gw-explanation-heading">{heading}</p>
      <h2>{title}</h2>
      {sentence && <p>{sentence}</p>}
      {lines.length > 0 && (
        <div
          className="gw-formula"
          data-wide={lines.some((line) => line.includes('pmatrix')) || undefined}
          tabIndex={0}
          role="group"
          aria-label="Formula"
        >
          <Tex latex={aligned(lines)} display />
        </div>
      )}
      {element && (
        <div className="gw-formula" tabIndex={0} role="group" aria-label={`The element at ${element.where}`}>
          <p className="gw-formula-caption">the element at {element.where}, the largest</p>
          <Tex latex={aligned(element.lines)} display />
        </div>
      )}
      {reused !== undefined && (
        <p className="gw-callout" data-tone="delta">
          <b>Reused:</b> {reused}
        </p>
      )}
      {next !== undefined && (
        <p className="gw-callout">
          <b>Next:</b> {next}
        </p>
      )}
      {rows.length > 0 && (
        <dl className="gw-rows">
          {rows.map((row) => (
            <div key={row.name}>
              <dt>{row.name}</dt>
              <dd>{row.value}</dd>
            </div>
          ))}
        </dl>
      )}
    </article>
  )
}
