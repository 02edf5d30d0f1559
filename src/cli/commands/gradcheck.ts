/** @file `gradwire gradcheck`: backprop against differences of the objective. */
import { gradcheck, type GradcheckProgress, type TargetCheck } from '../../engine'
import type { GraphDocument } from '../../graph'
import { ops } from '../../ops'
import type { Answer } from '../answer'
import { assets, boundFeeds, loadFeeds, refuse, refuseErrors } from '../load'

export interface GradcheckFlags {
  readonly feed: readonly string[]
  readonly tolerance?: number
  readonly elements?: number
}

/**
 * @param report is told how far the check is.
 * @throws CliProblem when the graph has errors or cannot be differentiated.
 */
export async function gradcheckCommand(
  document: GraphDocument,
  { feed, tolerance, elements }: GradcheckFlags,
  report: (progress: GradcheckProgress) => void = () => {},
): Promise<Answer> {
  const feeds = { ...(await boundFeeds(document, assets)), ...(await loadFeeds(feed, document)) }
  refuseErrors(document, feeds)
  const steps = gradcheck(document, ops, {
    feeds,
    ...(tolerance === undefined ? {} : { tolerance }),
    ...(elements === undefined ? {} : { elements }),
  })
  for (let count = 1; ; count++) {
    const next = steps.next()
    if (!next.done) {
      report(next.value)
      // Now and then the process must hear Ctrl-C.
      if (count % 256 === 0) await new Promise((resolve) => setImmediate(resolve))
      continue
    }
    const { ok, checks, errors } = next.value
    refuse(errors)
    return {
      ok,
      json: {
        ok,
        checks: checks.map(({ target, ok: passed, maxRelativeError, kinks, checked, elements: all, worst }) => ({
          target,
          ok: passed,
          maxRelativeError: Number.isFinite(maxRelativeError) ? maxRelativeError : String(maxRelativeError),
          kinks,
          checked,
          elements: all,
          worst: worst && {
            element: worst.element,
            analytic: finite(worst.analytic),
            numeric: finite(worst.numeric),
          },
        })),
      },
      words: [...checks.map(line), ok ? 'All gradients agree.' : 'Some gradients do not agree.'].join('\n'),
    }
  }
}

const finite = (x: number) => (Number.isFinite(x) ? x : String(x))

function line({ target, kind, ok, checked, elements, maxRelativeError, kinks, worst }: TargetCheck): string {
  const count = checked === elements ? `${elements}` : `${checked} of ${elements}`
  const kinked = kinks ? `, ${kinks} at a kink` : ''
  const wrong =
    ok || !worst
      ? ''
      : `\n  element ${worst.element}: backprop gives ${worst.analytic}, differences give ${worst.numeric}. Look at the backward rule that makes it.`
  return `${ok ? 'ok  ' : 'FAIL'}  ${kind.padEnd(9)}  ${target}  ${count} elements, relative error ${maxRelativeError.toExponential(1)}${kinked}${wrong}`
}
