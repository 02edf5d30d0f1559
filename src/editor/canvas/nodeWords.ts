/** @file What a card says: its name as mathematics, its accessible name, its diagnostics. */
import type { CheckResult, Diagnostic } from '../../check'
import type { Shown } from '../state/runStore'
import { spoken } from './edgeWords'

export interface MathName {
  readonly body: string
  readonly index: string
  /** A letter is set in italics, a word upright, as in print. */
  readonly italic: boolean
}

const SUBSCRIPTS = '₀₁₂₃₄₅₆₇₈₉'

/** "ŷ₁" and "y1" alike: a letter with an index; "conv 1" stays a word. */
export function mathName(label: string): MathName {
  const plain = label.replace(/[₀-₉]/g, (c) => String(SUBSCRIPTS.indexOf(c)))
  const match = /^(\p{L}[\u0300-\u036f]*)[_ ]?([0-9]{0,4})$/u.exec(plain)
  return match ? { body: match[1]!, index: match[2]!, italic: true } : { body: label, index: '', italic: false }
}

/** "node z₁, affine, output [4, 3], value 0.731, δ −0.146", then what is wrong with it. */
export function nodeAccessibleName(
  name: string,
  op: string,
  shape: string | null,
  value: Shown,
  delta: Shown,
  problems: readonly Diagnostic[],
): string {
  const words = [`node ${name}`, op]
  if (shape) words.push(`output ${shape}`)
  words.push(`value ${spoken(value)}`)
  if (delta.state !== 'none') words.push(`δ ${spoken(delta)}`)
  for (const { severity, message, hint } of problems) words.push(`${severity}: ${message} ${hint}`)
  return words.join(', ')
}

const NOTHING: readonly Diagnostic[] = []
const byNode = new WeakMap<CheckResult, Map<string, readonly Diagnostic[]>>()

/** The diagnostics of one node, errors first; the same array for the same check. */
export function diagnosticsOf(check: CheckResult, node: string): readonly Diagnostic[] {
  let map = byNode.get(check)
  if (!map) {
    map = new Map()
    for (const diagnostic of check.diagnostics) {
      if (diagnostic.node === undefined) continue
      const list = map.get(diagnostic.node) ?? []
      map.set(diagnostic.node, diagnostic.severity === 'error' ? [diagnostic, ...list] : [...list, diagnostic])
    }
    byNode.set(check, map)
  }
  return map.get(node) ?? NOTHING
}
