/** @file `gradwire cost`: multiplications with and without the cache, counted in closed form. */
import { costOf, CostProblem, makePlan, memoryNeeded, PER_PARAMETER_LIMIT } from '../../engine'
import { check } from '../../check'
import type { GraphDocument } from '../../graph'
import { ops } from '../../ops'
import type { Answer } from '../answer'
import { assets, boundFeeds, loadFeeds, refuseErrors } from '../load'
import { CliProblem } from '../output'

/** Whole numbers that JSON readers would round are written as strings. */
const exact = (n: bigint) => (n <= Number.MAX_SAFE_INTEGER ? Number(n) : String(n))

/** @throws CliProblem when the graph has errors, no objective, or sizes that are not known. */
export async function costCommand(document: GraphDocument, { feed }: { feed: readonly string[] }): Promise<Answer> {
  const feeds = { ...(await boundFeeds(document, assets)), ...(await loadFeeds(feed, document)) }
  refuseErrors(document, feeds)
  try {
    const { scalars, multiplications } = costOf(document, ops, feeds)
    const { cached, perParameter, paths } = multiplications
    const checked = check(document, ops, feeds)
    const bytes = memoryNeeded(makePlan(checked), checked.shapes, 8)
    const rows: [string, bigint | null, string][] = [
      ['parameters', scalars.parameters, 'trainable numbers'],
      ['edges', scalars.edges, 'dependences between single numbers'],
      ['cached', cached, 'multiplications when every δ is computed once and reused'],
      ['per parameter', perParameter, "when every parameter's product starts from scratch"],
      ['paths', paths, 'when every path is multiplied out'],
    ]
    const texts = rows.map(([, n]) => (n === null ? '–' : n.toLocaleString('en')))
    const width = Math.max(...texts.map((text) => text.length))
    const lines = rows.map(([name, , words], i) => `${name.padEnd(13)}  ${texts[i]!.padStart(width)}  ${words}`)
    if (perParameter === null)
      lines.push(`(per parameter is counted up to ${PER_PARAMETER_LIMIT.toLocaleString('en')} edges)`)
    lines.push(`One pass in float64 holds ${(bytes / 2 ** 20).toFixed(bytes < 2 ** 20 ? 3 : 1)} MiB.`)
    return {
      ok: true,
      json: {
        scalars: { parameters: exact(scalars.parameters), edges: exact(scalars.edges) },
        multiplications: {
          cached: exact(cached),
          perParameter: perParameter === null ? null : exact(perParameter),
          paths: exact(paths),
        },
        memory: { bytes },
      },
      words: lines.join('\n'),
    }
  } catch (problem) {
    if (!(problem instanceof CostProblem)) throw problem
    throw new CliProblem(problem.code, problem.message, problem.hint, problem.node, problem.port)
  }
}
