/** @file Where the frames of groups are: around their nodes, an outer group around the inner ones. Pure. */
import { own, type GraphDocument } from '../../graph'
import { nodeGeometry, ORIGIN, STUB_DROP, type Point, type Size } from './geometry'

export interface GroupFrame extends Size, Point {
  readonly id: string
  readonly label: string
}

const PAD = 18
/** Room for the label above the nodes. */
const LABEL = 22
/** How much farther out each outer frame lies. */
const NEST = 26
/** With more groups than this, all frames have the same distance: finding out who is inside whom takes long. */
const MOST_NESTED = 60

/** @param moved places of nodes under the hand, which are not in the document yet. Outer frames come first. */
export function groupFrames(document: GraphDocument, moved: ReadonlyMap<string, Point>): readonly GroupFrame[] {
  const groups = Object.entries(document.groups ?? {}).flatMap(([id, { label, nodes }]) => {
    const members = new Set(nodes.filter((node) => own(document.nodes, node)))
    return members.size ? [{ id, label: label || id, members }] : []
  })
  // From the smallest on, so that what is inside a group is known before it.
  groups.sort((a, b) => a.members.size - b.members.size)
  const levels: number[] = []
  groups.forEach((group, i) => {
    const inside = groups.length > MOST_NESTED ? [] : groups.slice(0, i)
    levels.push(
      inside.reduce(
        (level, inner, j) => (within(inner.members, group.members) ? Math.max(level, levels[j]! + 1) : level),
        0,
      ),
    )
  })
  return groups.map(({ id, label, members }, i) => frame(document, moved, { id, label, members }, levels[i]!)).reverse()
}

const within = (inner: ReadonlySet<string>, outer: ReadonlySet<string>) => {
  for (const node of inner) if (!outer.has(node)) return false
  return true
}

function frame(
  document: GraphDocument,
  moved: ReadonlyMap<string, Point>,
  { id, label, members }: { id: string; label: string; members: ReadonlySet<string> },
  level: number,
): GroupFrame {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const node of members) {
    const { x, y } = moved.get(node) ?? own(document.layout, node) ?? ORIGIN
    const { width, height, ports } = nodeGeometry(document, node)
    const stubs = ports.some(({ side }) => side === 'bottom') ? STUB_DROP : 0
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x + width)
    bottom = Math.max(bottom, y + height + stubs)
  }
  const pad = PAD + level * NEST
  return {
    id,
    label,
    x: left - pad,
    y: top - pad - LABEL,
    width: right - left + 2 * pad,
    height: bottom - top + 2 * pad + LABEL,
  }
}
