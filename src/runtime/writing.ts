/** @file Writes with a model that was trained to say what comes next: symbol after symbol, drawn from its own scores. */
import type { FieldSpec } from '../data'
import { LookPasses, LookProblem } from '../engine'
import { edgeAt, portKey, type GraphDocument } from '../graph'
import type { Op } from '../ops'
import { createRandom, hashSeed, storageFor, type Tensor } from '../tensor'
import type { NextSymbol, Written, WriteWish } from './writingTypes'
import { splitSymbols } from './writingSymbols'

/** How long one piece takes, ms. */
const PIECE_MS = 90
/** Messages wait at most about this long, ms. */
const SLICE_MS = 12
const MOST_NEXT = 6

export interface WritingHooks {
  readonly ops: ReadonlyMap<string, Op>
  readonly giveWay: () => Promise<void>
  readonly now: () => number
}

/** Where symbols enter and where their scores leave. */
interface Places {
  readonly input: string
  /** T */
  readonly length: number
  readonly names: readonly string[]
  /** The node and key of the scores. */
  readonly node: string
  readonly scores: string
}

const NO_MODEL =
  'This graph does not write. It needs an input of symbols from a text data set, and a cross entropy loss that judges what comes next. Open "A character model that writes" in the gallery.'

export class Writer {
  readonly #passes: LookPasses

  constructor(private readonly hooks: WritingHooks) {
    this.#passes = new LookPasses(hooks.ops)
  }

  /** @param fields of the bound data set; null without one. */
  async write(
    document: GraphDocument,
    fields: Readonly<Record<string, FieldSpec>> | null,
    wish: WriteWish,
  ): Promise<Written> {
    const places = fields && placesIn(document, fields)
    if (!places) return { ok: false, reason: NO_MODEL }
    const split = splitSymbols(wish.text, places.names)
    if (!split.ok) return split
    try {
      return await this.#work(document, places, [...split.indices], wish)
    } catch (problem) {
      if (problem instanceof LookProblem) return { ok: false, reason: problem.message }
      throw problem
    }
  }

  async #work(document: GraphDocument, places: Places, symbols: number[], wish: WriteWish): Promise<Written> {
    const { now } = this.hooks
    const { names } = places
    const joined = names.every((name) => Array.from(name).length === 1) ? '' : ' '
    const until = now() + PIECE_MS
    let text = ''
    let count = 0
    for (;;) {
      const scores = await this.#scores(document, places, symbols)
      if (count >= wish.count || (count > 0 && now() > until))
        return { ok: true, text, count, next: likeliest(scores, names) }
      const random = createRandom(hashSeed(wish.seed, String(wish.written + count))).uniform()
      const drawn = draw(scores, wish.temperature, random)
      symbols.push(drawn)
      text += (symbols.length > 1 ? joined : '') + names[drawn]!
      count++
    }
  }

  /** Of every symbol, to come after these. A model that looks back only does not see what stands after them. */
  async #scores(document: GraphDocument, { input, length, node, scores: key }: Places, symbols: readonly number[]) {
    const seen = symbols.slice(-length)
    const data = storageFor('int64', length)
    data.set(seen)
    const feeds: Record<string, Tensor> = { [portKey(input, 'y')]: { dtype: 'int64', shape: [1, length], data } }
    const pass = this.#passes.forward(this.#passes.subject(document, feeds), [node])
    let until = this.hooks.now() + SLICE_MS
    for (let next = pass.next(); ; next = pass.next()) {
      if (next.done) return column(next.value.values.get(key), Math.max(0, seen.length - 1))
      if (this.hooks.now() < until) continue
      await this.hooks.giveWay()
      until = this.hooks.now() + SLICE_MS
    }
  }
}

/** An input of indices with names, and a loss that judges indices of the same names. */
function placesIn(document: GraphDocument, fields: Readonly<Record<string, FieldSpec>>): Places | null {
  const bound = document.data?.inputs ?? {}
  const namesOf = (node: string) => fields[bound[node] ?? '']?.names
  const loss = document.objective?.node ?? ''
  const target = edgeAt(document, { node: loss, port: 'target' })?.from.node
  const scores = edgeAt(document, { node: loss, port: 'input' })?.from
  const names = target && namesOf(target)
  if (!names || !scores) return null
  for (const [input, field] of Object.entries(bound)) {
    const { shape = [] } = fields[field] ?? {}
    if (input === target || shape.length !== 1 || namesOf(input)?.length !== names.length) continue
    return { input, length: shape[0]!, names, node: scores.node, scores: portKey(scores.node, scores.port) }
  }
  return null
}

/** Scores [1, symbols, T] at one place, or [1, symbols] of a model that only says what comes last. */
function column(scores: Tensor | undefined, at: number): Float64Array {
  const [, symbols = 0, length = 1] = scores?.shape ?? []
  return Float64Array.from({ length: symbols }, (_, i) => scores!.data[i * length + Math.min(at, length - 1)]!)
}

function softmax(scores: Float64Array, temperature: number): Float64Array {
  const top = Math.max(...scores)
  const shares = scores.map((score) => Math.exp((score - top) / temperature))
  const sum = shares.reduce((total, share) => total + share, 0)
  return shares.map((share) => share / sum)
}

/** @param random from 0 up to 1. */
function draw(scores: Float64Array, temperature: number, random: number): number {
  // So cold that all others are nothing.
  if (temperature < 0.01) return scores.indexOf(Math.max(...scores))
  const shares = softmax(scores, temperature)
  let left = random
  for (let i = 0; i < shares.length; i++) if ((left -= shares[i]!) < 0) return i
  return shares.length - 1
}

function likeliest(scores: Float64Array, names: readonly string[]): NextSymbol[] {
  const shares = softmax(scores, 1)
  return names
    .map((symbol, i) => ({ symbol, probability: shares[i]! }))
    .sort((a, b) => b.probability - a.probability)
    .slice(0, MOST_NEXT)
}
