/**
 * @file What a gradient check found, place by place: which targets agree, which stand at a kink, which are wrong, and
 * where the wrong begins. An error travels back from its rule to everything before it, so the place to look at is the one
 * with nothing wrong after it.
 */
import type { GraphDocument } from '../../graph'
import type { Op } from '../../ops'
import type { TargetCheck } from '../../runtime/protocol'
import { formatNumber, nodeName } from '../format'
import { plainEdge, plainPort, splitKey } from '../math'
import type { Mark } from '../state/overlays'

type Ops = ReadonlyMap<string, Op>
type Tone = Mark['tone']

export interface Verdict {
  readonly check: TargetCheck
  readonly tone: Tone
  /** "z₁ → ŷ₁", "W of z₁". */
  readonly name: string
  /** The node at which it is shown: the parameter's own, the consumer of an edge. */
  readonly node: string
  readonly edge: string | null
  /** In a sentence: passed; at a kink and why; wrong and since where. */
  readonly words: string
}

export interface Verdicts {
  /** The worst first. */
  readonly list: readonly Verdict[]
  readonly nodes: ReadonlyMap<string, Mark>
  readonly edges: ReadonlyMap<string, Mark>
}

const RANK: Record<Tone, number> = { bad: 2, kink: 1, ok: 0 }

const toneOf = ({ ok, kinks }: TargetCheck): Tone => (ok ? (kinks ? 'kink' : 'ok') : 'bad')

export function verdictsOf(document: GraphDocument, ops: Ops, checks: readonly TargetCheck[]): Verdicts {
  const known = checks.filter(({ kind, target }) => kind === 'parameter' || document.edges[target])
  const place = ({ kind, target }: TargetCheck) =>
    kind === 'edge' ? document.edges[target]!.to.node : splitKey(target).node
  const origins = { bad: originsOf(document, known, place, 'bad'), kink: originsOf(document, known, place, 'kink') }
  const list = known
    .map((check): Verdict => {
      const tone = toneOf(check)
      const node = place(check)
      const edge = check.kind === 'edge' ? check.target : null
      const name = edge
        ? plainEdge(document, ops, document.edges[edge]!)
        : plainPort(document, ops, splitKey(check.target))
      const origin = tone === 'ok' ? null : origins[tone](node)
      return { check, tone, name, node, edge, words: sentence(document, check, tone, node, origin) }
    })
    .sort((a, b) => RANK[b.tone] - RANK[a.tone] || compareErrors(a.check, b.check))
  const nodes = new Map<string, Mark>()
  const edges = new Map<string, Mark>()
  for (const { tone, words, node, edge } of list) {
    const mark = { tone, words: `gradient check: ${words}` }
    // The list begins with the worst, and the first word about a node counts.
    if (!nodes.has(node)) nodes.set(node, mark)
    if (edge !== null) edges.set(edge, mark)
  }
  return { list, nodes, edges }
}

const compareErrors = (a: TargetCheck, b: TargetCheck) =>
  a.maxRelativeError === b.maxRelativeError ? 0 : b.maxRelativeError > a.maxRelativeError ? 1 : -1

/** For a node: the nearest node further on, or itself, at which this tone begins. */
function originsOf(
  { edges }: GraphDocument,
  checks: readonly TargetCheck[],
  place: (check: TargetCheck) => string,
  tone: Tone,
): (node: string) => string {
  const after = new Map<string, string[]>()
  for (const check of checks) {
    if (check.kind !== 'edge' || toneOf(check) !== tone) continue
    const { from } = edges[check.target]!
    after.set(from.node, [...(after.get(from.node) ?? []), place(check)])
  }
  return (node) => {
    let at = node
    // A graph has no cycles, so this ends.
    for (let next = after.get(at)?.[0]; next !== undefined; next = after.get(at)?.[0]) at = next
    return at
  }
}

function sentence(
  document: GraphDocument,
  { maxRelativeError, kinks, checked, elements, kind }: TargetCheck,
  tone: Tone,
  node: string,
  origin: string | null,
): string {
  const count = checked === elements ? '' : ` (${checked} of ${elements} elements)`
  if (tone === 'ok')
    return maxRelativeError === 0
      ? `agrees with differences as far as they can tell${count}`
      : `agrees with differences${count}, relative error ${formatNumber(maxRelativeError, 2)}`
  const name = nodeName(document, origin ?? node)
  const op = document.nodes[origin ?? node]?.op ?? ''
  if (tone === 'kink') {
    const many = kinks === 1 ? '1 element stands' : `${kinks} elements stand`
    return `${many} exactly at a kink of ${name} (${op}): the slope differs on its two sides, and backprop takes one between them, as it may`
  }
  const off = `off by ${formatNumber(100 * maxRelativeError, 2)} %${count}`
  if (origin === node && kind === 'edge')
    return `${off}: after ${name} all agree, so look at the backward rule of ${op}`
  return origin === node
    ? `${off}: look at how ${name} adds up its gradient`
    : `${off}, which comes from ${name} (${op})`
}

/** What the whole check says, in a sentence. */
export function summary(list: readonly Verdict[], tolerance: number): string {
  const count = (tone: Tone) => list.filter((verdict) => verdict.tone === tone).length
  const [bad, kink] = [count('bad'), count('kink')]
  const all = `${list.length} ${list.length === 1 ? 'place' : 'places'}`
  const kinked = kink ? ` ${kink} of them ${kink === 1 ? 'touches' : 'touch'} a kink.` : ''
  return bad
    ? `${bad} of ${all} do not agree with differences to ${formatNumber(tolerance, 1)}.${kinked}`
    : `All gradients agree: ${all}, each to a relative error below ${formatNumber(tolerance, 1)}.${kinked}`
}
