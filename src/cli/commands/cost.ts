/** @file `gradwire cost`: multiplications with and without the cache, counted in closed form. */
import {
  CostProblem,
  countSteps,
  linksSteps,
  makePlan,
  memoryNeeded,
  PER_PARAMETER_LIMIT,
  type Cost,
  type CostSoFar,
} from '../../engine'
import { check } from '../../check'
import type { GraphDocument } from '../../graph'
import { ops } from '../../ops'
import type { Answer } from '../answer'
import { Interrupted, inPieces, never, type Interrupt } from '../interrupt'
import { assets, boundFeeds, loadFeeds, refuseErrors } from '../load'
import { CliProblem } from '../output'

/** Whole numbers that JSON readers would round are written as strings. */
const exact = (n: bigint) => (n <= Number.MAX_SAFE_INTEGER ? Number(n) : String(n))
const exactOrNull = (n: bigint | null) => (n === null ? null : exact(n))

type Feeds = Awaited<ReturnType<typeof loadFeeds>>

/**
 * @param interrupt ends the count; the answer then has what was counted by then, and says so.
 * @throws CliProblem when the graph has errors, no objective, or sizes that are not known.
 * @throws Interrupted when nothing was counted yet.
 */
export async function costCommand(
  document: GraphDocument,
  { feed }: { feed: readonly string[] },
  interrupt: Interrupt = never,
): Promise<Answer> {
  const feeds = { ...(await boundFeeds(document, assets)), ...(await loadFeeds(feed, document)) }
  refuseErrors(document, feeds)
  let soFar: CostSoFar | null = null
  try {
    const links = await inPieces(linksSteps(document, ops, feeds), interrupt)
    const cost = await inPieces(
      heard(countSteps(links), (news) => (soFar = news)),
      interrupt,
    )
    return whole(cost, document, feeds)
  } catch (problem) {
    if (problem instanceof Interrupted && soFar) return part(soFar)
    if (!(problem instanceof CostProblem)) throw problem
    throw new CliProblem(problem.code, problem.message, problem.hint, problem.node, problem.port)
  }
}

function* heard(work: Generator<CostSoFar, Cost>, hear: (news: CostSoFar) => void): Generator<void, Cost> {
  for (;;) {
    const next = work.next()
    if (next.done) return next.value
    hear(next.value)
    yield
  }
}

function whole({ scalars, multiplications }: Cost, document: GraphDocument, feeds: Feeds): Answer {
  const { cached, perParameter, paths } = multiplications
  const checked = check(document, ops, feeds)
  const bytes = memoryNeeded(makePlan(checked), checked.shapes, 8)
  const lines = table(scalars, [cached, perParameter, paths])
  if (perParameter === null)
    lines.push(`(per parameter is counted up to ${PER_PARAMETER_LIMIT.toLocaleString('en')} edges)`)
  lines.push(`One pass in float64 holds ${(bytes / 2 ** 20).toFixed(bytes < 2 ** 20 ? 3 : 1)} MiB.`)
  return {
    ok: true,
    json: {
      scalars: { parameters: exact(scalars.parameters), edges: exact(scalars.edges) },
      multiplications: {
        cached: exact(cached),
        perParameter: exactOrNull(perParameter),
        paths: exact(paths),
      },
      memory: { bytes },
    },
    words: lines.join('\n'),
  }
}

/** After Ctrl-C. */
function part({ scalars, cached, paths, alone }: CostSoFar): Answer {
  const lines = table(scalars, [cached, null, paths])
  if (alone)
    lines.push(
      `per parameter was at ${alone.multiplications.toLocaleString('en')} after ${alone.parameters.toLocaleString('en')} of ${alone.of.toLocaleString('en')} parameters.`,
    )
  lines.push('Interrupted before the end: what has no number was not counted.')
  return {
    ok: true,
    json: {
      scalars: { parameters: exact(scalars.parameters), edges: exact(scalars.edges) },
      multiplications: { cached: exactOrNull(cached), perParameter: null, paths: exactOrNull(paths) },
      stopped: 'interrupted',
      ...(alone && {
        soFar: { perParameter: exact(alone.multiplications), parameters: alone.parameters, of: alone.of },
      }),
    },
    words: lines.join('\n'),
  }
}

/** @param counts cached, per parameter, paths. */
function table(scalars: Cost['scalars'], counts: readonly (bigint | null)[]): string[] {
  const rows: [string, bigint | null, string][] = [
    ['parameters', scalars.parameters, 'trainable numbers'],
    ['edges', scalars.edges, 'dependences between single numbers'],
    ['cached', counts[0]!, 'multiplications when every δ is computed once and reused'],
    ['per parameter', counts[1]!, "when every parameter's product starts from scratch"],
    ['paths', counts[2]!, 'when every path is multiplied out'],
  ]
  const texts = rows.map(([, n]) => (n === null ? '–' : n.toLocaleString('en')))
  const width = Math.max(...texts.map((text) => text.length))
  return rows.map(([name, , words], i) => `${name.padEnd(13)}  ${texts[i]!.padStart(width)}  ${words}`)
}
