import { own } from '../own'
import type { GraphDocument } from '../schema'
import type { CommandResult } from '../transaction'
import { refuse, subject, transact, type Command } from './transact'

export interface Position {
  readonly x: number
  readonly y: number
}

const BOUND = 1e7

/** A position fit for the document: to a hundredth of a pixel, within bounds. Null when it is not two numbers. */
export function cleanPosition({ x, y }: Position): Position | null {
  if (!Number.isFinite(x) || !Number.isFinite(y)) return null
  const clean = (value: number) => Math.round(Math.min(BOUND, Math.max(-BOUND, value)) * 100) / 100 + 0
  return { x: clean(x), y: clean(y) }
}

/** Puts nodes at new places (top left corners). Nodes that are not there are passed over. */
export function moveNodes(
  positions: Readonly<Record<string, Position>>,
  { mergeKey }: { mergeKey?: string } = {},
): Command {
  return (document) => place(document, positions, (ids) => `Move ${subject(document, ids)}`, mergeKey)
}

/** The same for the answer of an automatic layout. */
export function setLayout(positions: Readonly<Record<string, Position>>, label = 'Lay out the graph'): Command {
  return (document) => place(document, positions, () => label)
}

function place(
  document: GraphDocument,
  positions: Readonly<Record<string, Position>>,
  label: (ids: readonly string[]) => string,
  mergeKey?: string,
): CommandResult {
  const moved: [string, Position][] = []
  for (const [id, position] of Object.entries(positions)) {
    if (!own(document.nodes, id)) continue
    const clean = cleanPosition(position)
    if (!clean) return refuse('bad-position', 'A node cannot be put there: its position must be two numbers.')
    const before = own(document.layout, id)
    if (before?.x !== clean.x || before.y !== clean.y) moved.push([id, clean])
  }
  return transact(
    document,
    label(moved.map(([id]) => id)),
    (draft) => {
      for (const [id, position] of moved) draft.layout[id] = position
    },
    { mergeKey },
  )
}
