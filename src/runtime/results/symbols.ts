/** @file A class at each of many places of an example, as a symbol after each symbol of a text: right ones and mixups. */
import type { CheckedNode } from '../../check'
import { numel, type Tensor } from '../../tensor'
import { chosenAt, comparesNumbers, isLabel, labelAt, labelOf, largest, surenessOf } from '../dataJudge'
import type { Compared } from './bench'
import { MOST_CLASSES } from './classes'
import { judgedPart, type ResultsKind } from './kind'
import { Top } from './top'
import type { Mixup, SymbolRow } from './types'

const MOST_MIXUPS = 30
const MOST_ROWS = 24
/** Symbols of a row that are sent. */
const MOST_IN_ROW = 256

/** How what is said, and what belongs there, is read at each place of an example. */
interface Reader {
  readonly classes: number
  readonly places: number
  readonly said: (answer: Tensor, row: number, place: number) => number
  /** null where the target names no class. */
  readonly label: (target: Tensor, row: number, place: number) => number | null
}

/** Scores of several classes at several places, or of so many that they have no matrix; or yes and no at several places. */
function readerFor(loss: CheckedNode, { answer: { shape }, target }: Compared): Reader | null {
  const { judges } = loss.op
  if (!judges || shape[0] !== 1) return null
  if (judges === 'argmax') {
    if (shape.length < 3 && (shape[1] ?? 0) <= MOST_CLASSES) return null
    const label = (of: Tensor, row: number, place: number) => labelAt(of, shape, row, place)
    return { classes: shape[1]!, places: numel(shape.slice(2)), said: chosenAt, label }
  }
  const places = numel(shape)
  if (comparesNumbers(loss) || places < 2 || numel(target.shape) !== places) return null
  const said = (of: Tensor, row: number, place: number) => largest(surenessOf(judges, of, row * places + place))
  const label = (of: Tensor, row: number, place: number) => labelOf(judges, of, row * places + place)
  return { classes: 2, places, said, label }
}

/** How often each class belongs somewhere, is said there, and which is said for which. */
class Tally {
  readonly total: Uint32Array
  readonly hits: Uint32Array
  readonly #mixed = new Map<number, number>()

  constructor(private readonly classes: number) {
    this.total = new Uint32Array(classes)
    this.hits = new Uint32Array(classes)
  }

  add(label: number, said: number): void {
    this.total[label]!++
    if (said === label) this.hits[label]!++
    else {
      const pair = label * this.classes + said
      this.#mixed.set(pair, (this.#mixed.get(pair) ?? 0) + 1)
    }
  }

  get kinds(): number {
    return this.#mixed.size
  }

  get mixups(): Mixup[] {
    const often = new Top<Mixup>(MOST_MIXUPS)
    for (const [pair, count] of this.#mixed)
      often.offer(count, () => ({ label: Math.floor(pair / this.classes), answer: pair % this.classes, count }))
    return often.items
  }
}

export const symbols: ResultsKind = async (bench, scene, probe) => {
  const reader = readerFor(scene.loss, probe)
  if (!reader) return null
  const { part, feeding } = judgedPart(scene)
  const { classes, places } = reader
  // What has rows and columns is no row.
  const inRow = probe.answer.shape.length <= 3 && places > 1 ? Math.min(places, MOST_IN_ROW) : 0
  const tally = new Tally(classes)
  const worst = new Top<SymbolRow>(MOST_ROWS)
  let seen = 0
  for await (const { first, many, answer, target } of bench.chunks(scene, feeding)) {
    for (let row = 0; row < many; row++) {
      const labels = new Int32Array(inRow).fill(-1)
      const answers = new Int32Array(inRow)
      let wrong = 0
      for (let at = 0; at < places; at++) {
        const label = reader.label(target, row, at)
        const said = reader.said(answer, row, at)
        if (at < inRow) answers[at] = said
        if (label === null || !isLabel(scene.loss, target, label, classes)) continue
        if (at < inRow) labels[at] = label
        if (said !== label) wrong++
        tally.add(label, said)
      }
      if (inRow > 0 && wrong > 0) worst.offer(wrong, () => ({ example: first + row, wrong, labels, answers }))
    }
    seen = first + many
  }
  const { total, hits, kinds, mixups } = tally
  const judged = sum(total)
  // Targets between yes and no: another kind of results.
  if (judged === 0 && scene.loss.op.judges !== 'argmax') return null
  return {
    kind: 'symbols',
    part,
    seen,
    size: feeding.size,
    places: judged,
    right: sum(hits),
    names: scene.names?.length === classes ? scene.names : null,
    total,
    hits,
    mixups,
    kinds,
    rows: worst.items,
  }
}

const sum = (counts: Uint32Array) => counts.reduce((all, many) => all + many, 0)
