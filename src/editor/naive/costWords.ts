/** @file What the counts mean, in sentences: what is cached and why it is cheaper, with this graph's own numbers. */
import type { GraphDocument } from '../../graph'
import type { Op } from '../../ops'
import type { ChainFactor, CostReport, Crossing } from '../../runtime/protocol'
import { decade } from '../canvas/edgeWords'
import { formatNumber, nodeName } from '../format'
import { plainPort, splitKey } from '../math'

type Ops = ReadonlyMap<string, Op>

/** 12,345 in full; from a million million on as 1.23×10¹², at any size. */
export function countText(n: bigint): string {
  if (n < 1_000_000_000_000n) return n.toLocaleString('en')
  const digits = String(n)
  if (digits.length <= 300) return formatNumber(Number(n))
  return `${formatNumber(Number(digits.slice(0, 15)) / 1e14)}×${decade(digits.length - 1)}`
}

/** "380", "2.6", "1.2×10⁹": how many times b goes into a. */
export function timesText(a: bigint, b: bigint): string {
  const whole = a / b
  if (whole >= 1_000_000_000_000n) return countText(whole)
  if (whole >= 1_000_000n) return formatNumber(Number(whole))
  const ratio = Number((a * 100n) / b) / 100
  return ratio < 10 ? String(Number(ratio.toPrecision(2))) : Math.round(ratio).toLocaleString('en')
}

const plural = (n: bigint, word: string) => `${countText(n)} ${word}${n === 1n ? '' : 's'}`

/** "just as many", "2.6 times as many". */
function comparison(naive: bigint, cached: bigint): string {
  const times = timesText(naive, cached)
  return times === '1' ? 'just as many' : `${times} times as many`
}

/** A tensor by its key: "ŷ₁", "W of z₁"; inside a composite "scores in attention". */
export function tensorName(document: GraphDocument, ops: Ops, key: string): string {
  const { node, port } = splitKey(key)
  const [outer, ...inner] = node.split('/')
  return inner.length
    ? `${inner.join(' / ')} in ${nodeName(document, outer!)}`
    : plainPort(document, ops, { node, port })
}

/** "∂z₁/∂ŷ₀": the factor that one op puts into a chain. */
export function factorName(document: GraphDocument, ops: Ops, { from, to }: Pick<ChainFactor, 'from' | 'to'>): string {
  return `∂${bracketed(tensorName(document, ops, to))}/∂${bracketed(tensorName(document, ops, from))}`
}

const bracketed = (name: string) => (/\s/.test(name) ? `(${name})` : name)

export interface CostWords {
  /** What each way costs. */
  readonly headline: string
  /** What is cached, and why that is cheaper. */
  readonly why: string
}

export function costWords(document: GraphDocument, ops: Ops, report: CostReport): CostWords {
  const { scalars, multiplications, crossings, chains } = report
  const { cached, paths } = multiplications
  if (cached === 0n)
    return {
      headline: 'No parameter reaches the loss, so there is no gradient to multiply.',
      why: 'Add a parameter, or an operation that owns some, such as affine, and wire it to the loss.',
    }
  const headline = `Backprop makes ${plural(cached, 'multiplication')} for the ${plural(scalars.parameters, 'gradient')} of this graph; the naive way, each product of the chain rule from scratch, makes ${countText(paths)}: ${comparison(paths, cached)}.`
  const most = mostShared(crossings)
  if (!most || most.naive === most.cached)
    return { headline, why: 'No factor stands in two products here, so there is nothing to reuse.' }
  const factor = chains.factors.find(({ node, port }) => node === most.node && port === most.port) ?? null
  const name = factor ? factorName(document, ops, factor) : tensorName(document, ops, most.from)
  const times = timesText(most.naive, most.cached)
  const one = most.cached === 1n
  return {
    headline,
    why: `Why: ${one ? `the factor ${name} stands` : `each of the ${countText(most.cached)} numbers in ${name} stands`} in ${times} products${one ? '' : ' on average'}. The naive way multiplies it again each time; backprop does it once, keeps the result as δ of ${tensorName(document, ops, most.from)}, and reuses it.`,
  }
}

/** The input that the naive way crosses most often for each time that it has to be; among equals the nearest to the loss. */
function mostShared(crossings: readonly Crossing[]): Crossing | undefined {
  return [...crossings]
    .reverse()
    .reduce<Crossing | undefined>(
      (best, next) => (best && best.naive * next.cached >= next.naive * best.cached ? best : next),
      undefined,
    )
}

export interface Counter {
  readonly name: string
  readonly count: string
  readonly words: string
}

export function counters({ multiplications: { cached, perParameter, paths } }: CostReport): Counter[] {
  const against = (n: bigint) => (cached ? `${timesText(n, cached)} times` : '')
  return [
    { name: 'cached', count: countText(cached), words: 'backprop: each edge once' },
    {
      name: 'per parameter',
      count: perParameter === null ? 'not counted' : countText(perParameter),
      words: perParameter === null ? 'counted up to 100,000 edges' : `${against(perParameter)}: each gradient alone`,
    },
    { name: 'paths', count: countText(paths), words: `${against(paths)}: each path alone` },
  ]
}

/** 0.4 µs, 12 ms, 1.3 s. @param ms milliseconds */
export function durationText(ms: number): string {
  if (ms < 1) return `${formatNumber(ms * 1000)} µs`
  return ms < 1000 ? `${formatNumber(ms)} ms` : `${formatNumber(ms / 1000)} s`
}
