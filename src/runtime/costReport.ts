/** @file All that is shown of a graph's cost, in steps: counts, crossings, the matrix of factors. */
import {
  chainsOf,
  countSteps,
  crossingsOf,
  linksSteps,
  RACE_LIMIT,
  runNaive,
  saying,
  type Chains,
  type NaiveRun,
  type Scalar,
} from '../engine'
import type { GraphDocument } from '../graph'
import type { Op } from '../ops'
import type { Tensor } from '../tensor'
import type { CostReport, ScalarRow } from './studyTypes'

/** Multiplications up to which every product is sent to the page. */
const ROWS_LIMIT = 20_000
/** Chains of whole tensors that are listed for one parameter. */
const MOST_CHAINS = 24
const STEPS = 4

type Step = { readonly done: number; readonly total: number }

/** @throws CostProblem when there is no objective, or a size is not known. */
export function* costSteps(
  document: GraphDocument,
  ops: ReadonlyMap<string, Op>,
  feeds: Readonly<Record<string, Tensor>>,
): Generator<Step, CostReport> {
  const links = yield* saying(linksSteps(document, ops, feeds), { done: 0, total: STEPS })
  const cost = yield* saying(countSteps(links), { done: 1, total: STEPS })
  yield { done: 2, total: STEPS }
  const crossings = crossingsOf(links)
  yield { done: 3, total: STEPS }
  const chains = chainsOf(links, MOST_CHAINS)
  const { perParameter, paths } = cost.multiplications
  const small = perParameter !== null && paths <= ROWS_LIMIT
  yield { done: 4, total: STEPS }
  return {
    ...cost,
    crossings,
    chains,
    scalar: small ? scalarRows(runNaive(document, ops, feeds), chains) : null,
    limits: { rows: ROWS_LIMIT, race: RACE_LIMIT },
  }
}

/** By parameter as the chains are, then by element. */
function scalarRows({ edges, paths: { rows, prefixes } }: NaiveRun, { parameters }: Chains): CostReport['scalar'] {
  const place = new Map(parameters.map(({ key }, i) => [key, i]))
  const order = (a: Scalar, b: Scalar) => place.get(a.tensor)! - place.get(b.tensor)! || a.element - b.element
  return {
    edges,
    rows: [...rows]
      .sort((a, b) => order(a.parameter, b.parameter))
      .map(({ parameter, prefix, product }): ScalarRow => {
        const chain: number[] = []
        for (let at = prefix; at >= 0; at = prefixes[at]!.parent) chain.push(prefixes[at]!.edge)
        return { parameter, edges: chain.reverse(), product }
      }),
  }
}
