/** @file Names for new nodes: labels with subscripts for people (z₁), plain ids for files (z1). */
import type { GraphDocument } from './schema'
import { own } from './own'

/** Letters that read well alone: one input is x, not x₁. */
const BARE_LETTERS: ReadonlySet<string> = new Set(['x', 't', 'L', 'c', 'w'])
const SUBSCRIPTS = '₀₁₂₃₄₅₆₇₈₉'
const MAX_STEM = 40

export function toSubscript(n: number): string {
  return String(n).replace(/\d/g, (digit) => SUBSCRIPTS[Number(digit)]!)
}

const plainDigits = (text: string) => text.replace(/[₀-₉]/g, (digit) => String(SUBSCRIPTS.indexOf(digit)))

/** What the canvas calls a node: its label, or else its id. */
export function nodeName(document: GraphDocument, id: string): string {
  return own(document.nodes, id)?.label ?? id
}

/** Hands out names that nobody has yet; remembers what it handed out. */
export class Namer {
  #ids: Set<string>
  /** Names as shown, with subscripts as plain digits: z1 and z₁ look alike. */
  #names = new Set<string>()
  /** Where to go on counting, by stem. */
  #next = new Map<string, number>()
  #edges: GraphDocument['edges']
  #edge: number

  constructor(document: GraphDocument) {
    this.#ids = new Set(Object.keys(document.nodes))
    for (const id of this.#ids) this.#names.add(plainDigits(nodeName(document, id)))
    this.#edges = document.edges
    this.#edge = Object.keys(document.edges).length
  }

  /** x when that is free, else x₁, x₂ …; other letters are numbered from the start: z₁. */
  label(letter: string): string {
    const label = BARE_LETTERS.has(letter) && !this.#names.has(letter) ? letter : this.#numbered(letter)
    this.#names.add(plainDigits(label))
    return label
  }

  /** The label itself when it is free, else the next number of its stem: z₁ becomes z₂. */
  relabel(label: string): string {
    const stem = label.replace(/[₀-₉]+$/, '')
    const fresh = this.#names.has(plainDigits(label)) ? this.#numbered(stem.slice(0, 100)) : label
    this.#names.add(plainDigits(fresh))
    return fresh
  }

  /** A legal, free id that resembles the text: `ŷ₁` gives y1. Never longer than 64 characters. */
  id(text: string): string {
    const ascii = plainDigits(text)
      .normalize('NFD')
      .replace(/[^A-Za-z0-9_]/g, '')
      .slice(0, MAX_STEM)
    const wish = /^[A-Za-z_]/.test(ascii) ? ascii : `n${ascii}`
    let id = wish
    if (this.#taken(id)) {
      const stem = wish.replace(/\d+$/, '')
      for (let n = this.#next.get(`#${stem}`) ?? 1; this.#taken(id); n++) {
        id = `${stem}${n}`
        this.#next.set(`#${stem}`, n + 1)
      }
    }
    this.#ids.add(id)
    return id
  }

  edgeId(): string {
    let id: string
    do id = `e${++this.#edge}`
    while (Object.hasOwn(this.#edges, id))
    return id
  }

  #numbered(stem: string): string {
    let n = this.#next.get(stem) ?? 1
    while (this.#names.has(plainDigits(stem) + n)) n++
    this.#next.set(stem, n + 1)
    return stem + toSubscript(n)
  }

  #taken(id: string): boolean {
    return this.#ids.has(id) || id === 'constructor' || id === 'prototype' || id === '__proto__'
  }
}
