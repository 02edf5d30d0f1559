/** @file The chain rule at one place, in words and with the numbers that may be seen: hints, and explanations of grades. */
import { opOfNode } from '../check'
import { nodeName, portKey, type GraphDocument } from '../graph'
import { describe, type Op } from '../ops'
import type { ExerciseItem, HiddenKind } from './exerciseItems'
import { numberWords, placeName, portName, splitKey, tensorAt, tensorWords } from './exerciseNames'
import { isRight } from './exerciseNumber'
import type { Run } from './types'

type Ops = ReadonlyMap<string, Op>

/** A number that the rule reads. */
export interface Read {
  readonly kind: HiddenKind
  readonly key: string
}

export interface Rule {
  /** One sentence: what happens here. */
  readonly words: string
  readonly reads: readonly Read[]
  /** `sum`: the reads are added up. `seed`: the objective, whose δ is 1. `op`: an op's own rule. */
  readonly form: 'op' | 'sum' | 'seed'
}

/** The rule that gives an item. */
export function ruleOf(
  document: GraphDocument,
  ops: Ops,
  run: Run,
  { kind, key }: Pick<ExerciseItem, 'kind' | 'key'>,
): Rule {
  if (kind === 'edge') {
    const { to } = document.edges[key]!
    return backwardRule(document, ops, run, to.node, to.port)
  }
  const { node, port } = splitKey(key)
  if (kind === 'value') {
    const op = opOfNode(document, ops, node)!
    const formula = wordsOf(document, op, run, node).formula[port] ?? ''
    // A formula begins with what it gives: that is the answer itself.
    const reads = mentioned(document, ops, run, node, formula).filter((read) => read.key !== key)
    return { words: op.summary.replace(/(?<=\.) .*/s, ''), reads, form: 'op' }
  }
  if (!Object.hasOwn(opOfNode(document, ops, node)!.outputs, port)) return backwardRule(document, ops, run, node, port)
  return sumRule(document, ops, run, key, kind)
}

function backwardRule(document: GraphDocument, ops: Ops, run: Run, node: string, port: string): Rule {
  const op = opOfNode(document, ops, node)!
  const rule = wordsOf(document, op, run, node).derivative[port]
  // Another op may have taken the node's place since the run.
  if (!rule) return { words: '', reads: [], form: 'op' }
  return {
    words: fill(document, ops, node, rule.words),
    reads: mentioned(document, ops, run, node, rule.formula),
    form: 'op',
  }
}

/** δ of a port, and the gradient of a parameter node, which is its δ. */
function sumRule(document: GraphDocument, ops: Ops, run: Run, key: string, kind: HiddenKind): Rule {
  const at = splitKey(key)
  const name = portName(document, ops, at)
  if (run.objective === key)
    return {
      words: `${name} is the objective: it changes exactly as much as itself, so its δ is 1.`,
      reads: [],
      form: 'seed',
    }
  const event = run.trace.find((e) => e.terms && e.node === at.node && e.port === at.port)
  const terms = event!.terms!.filter((edge) => Object.hasOwn(document.edges, edge))
  const reads = terms.map((edge): Read => ({ kind: 'edge', key: edge }))
  const parameter = kind === 'gradient' ? `${name} is a parameter itself, so its gradient is its δ. ` : ''
  const users = [...new Set(terms.map((edge) => nodeName(document, document.edges[edge]!.to.node)))].join(', ')
  const words =
    terms.length === 1
      ? `Only ${users} uses ${name}, so δ of ${name} is what comes back along that edge.`
      : `δ of ${name} is the sum of what comes back from the ${terms.length} places that use it (${users}).`
  return { words: parameter + words, reads, form: 'sum' }
}

function wordsOf(document: GraphDocument, op: Op, run: Run, node: string) {
  const shapes = Object.fromEntries(
    [...Object.keys(op.inputs), ...Object.keys(op.outputs)].map((port) => [
      port,
      run.values.get(sourceOf(document, node, port))?.shape,
    ]),
  )
  const attrs = op.attrs.safeParse(document.nodes[node]!.attrs ?? {})
  return describe(op, attrs.success ? attrs.data : {}, shapes)
}

/** The key of the value at a port: of what is wired there, else the node's own. */
function sourceOf(document: GraphDocument, node: string, port: string): string {
  const edge = Object.values(document.edges).find(({ to }) => to.node === node && to.port === port)
  return edge ? portKey(edge.from.node, edge.from.port) : portKey(node, port)
}

/** The numbers that a formula's placeholders stand for, each once. */
function mentioned(document: GraphDocument, ops: Ops, run: Run, node: string, formula: string): Read[] {
  const op = opOfNode(document, ops, node)!
  const reads = new Map<string, Read>()
  for (const [, name] of formula.matchAll(/\{([A-Za-z_]\w*)\}/g)) {
    const output = name!.slice(1)
    const read: Read =
      name!.startsWith('d') && Object.hasOwn(op.outputs, output)
        ? { kind: 'delta', key: portKey(node, output) }
        : { kind: 'value', key: sourceOf(document, node, name!) }
    if (tensorAt(run, read)) reads.set(`${read.kind} ${read.key}`, read)
  }
  return [...reads.values()]
}

/** `{x}` in an op's sentence → the name of what is wired there. */
function fill(document: GraphDocument, ops: Ops, node: string, words: string): string {
  return words.replace(/\{(\w+)\}/g, (_, port: string) =>
    portName(document, ops, splitKey(sourceOf(document, node, port))),
  )
}

/** "Here δ of m₁ is 2 and x is 3." What may not be seen is said to be hidden. */
export function numbersSentence(
  document: GraphDocument,
  ops: Ops,
  run: Run,
  reads: readonly Read[],
  isHidden: (read: Read) => boolean,
): string {
  const seen = reads.filter((read) => !isHidden(read))
  const hidden = reads.filter(isHidden)
  const parts = seen.map((read) => {
    const name = read.kind === 'value' ? portName(document, ops, splitKey(read.key)) : placeName(document, ops, read)
    return `${name} is ${tensorWords(tensorAt(run, read)!)}`
  })
  const sentences = parts.length ? [`Here ${listed(parts)}.`] : []
  if (hidden.length) {
    const names = hidden.map((read) => placeName(document, ops, read))
    sentences.push(
      `${listed(names).replace(/^[a-z]/, (c) => c.toUpperCase())} ${names.length === 1 ? 'is' : 'are'} still hidden: find ${names.length === 1 ? 'it' : 'them'} first.`,
    )
  }
  return sentences.join(' ')
}

const listed = (parts: readonly string[]) =>
  parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}` : (parts[0] ?? '')

/**
 * What may have gone wrong, where the answer shows it: a sign, δ taken over unchanged, δ forgotten, one term of a sum.
 * Compares with numbers that may be seen only, so that it gives nothing away.
 */
export function mistake(
  document: GraphDocument,
  ops: Ops,
  run: Run,
  item: ExerciseItem,
  got: number,
  tolerance: number,
  isHidden: (read: Read) => boolean,
): string {
  const { expected, element } = item
  const scale = Math.abs(expected)
  const equals = (wanted: number) => isRight(got, wanted, tolerance, scale)
  if (equals(-expected)) return 'The size is right, the sign is not.'
  const { reads, form } = ruleOf(document, ops, run, item)
  for (const read of reads.filter((candidate) => !isHidden(candidate))) {
    const tensor = tensorAt(run, read)!
    const number = tensor.data.length === 1 ? tensor.data[0]! : tensor.data[element]
    if (number === undefined || !equals(number)) continue
    if (form === 'sum')
      return `${numberWords(number)} is ${placeName(document, ops, read)} alone; add what comes back from the other places.`
    if (read.kind === 'delta')
      return `That is ${placeName(document, ops, read)} itself; it still has to be multiplied by the local derivative.`
  }
  const delta = reads.find(({ kind }) => kind === 'delta')
  const factor = delta && !isHidden(delta) ? tensorAt(run, delta) : undefined
  if (factor?.data.length === 1 && equals(expected / factor.data[0]!))
    return `That is the local derivative alone; it still has to be multiplied by ${placeName(document, ops, delta!)}.`
  return ''
}
