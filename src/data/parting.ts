/** @file Which examples are held out, where a data set does not come parted. */
import { createRandom } from '../tensor'

export interface Parts {
  readonly train: Uint32Array
  readonly heldOut: Uint32Array
}

/**
 * Parts 0 … size − 1 at random. At least one is held out when the share is more than 0 and there are two examples; at
 * least one, and of each class one, is trained on.
 * @param share of all examples, 0 … 1.
 * @param classes a class for each example: of each class the same share is then held out.
 */
export function partAtRandom(size: number, share: number, seed: number, classes?: ArrayLike<number>): Parts {
  const random = createRandom(seed)
  const order = random.shuffle(Uint32Array.from({ length: size }, (_, i) => i))
  if (!classes) {
    const held = heldOf(size, share)
    return { heldOut: order.slice(0, held), train: order.slice(held) }
  }
  const byClass = new Map<number, number[]>()
  for (const i of order) {
    const group = byClass.get(classes[i]!)
    if (group) group.push(i)
    else byClass.set(classes[i]!, [i])
  }
  const isHeld = new Uint8Array(size)
  let held = 0
  for (const group of byClass.values()) {
    const some = Math.min(group.length - 1, Math.round(group.length * share))
    for (let i = 0; i < some; i++) isHeld[group[i]!] = 1
    held += some
  }
  if (held === 0) {
    // Of no class a whole example: the share is taken of all, and of one class after the other at first.
    const spare = byTurns([...byClass.values()].map((group) => group.slice(1)))
    for (const i of (spare.length ? spare : [...order]).slice(0, heldOf(size, share))) isHeld[i] = 1
  }
  return { heldOut: order.filter((i) => isHeld[i] === 1), train: order.filter((i) => isHeld[i] === 0) }
}

/** The first of each group, then the second of each, … */
function byTurns(groups: readonly (readonly number[])[]): number[] {
  const longest = Math.max(...groups.map(({ length }) => length))
  return Array.from({ length: longest }, (_, turn) =>
    groups.flatMap((group) => (turn < group.length ? [group[turn]!] : [])),
  ).flat()
}

const heldOf = (size: number, share: number) =>
  share <= 0 || size < 2 ? 0 : Math.min(size - 1, Math.max(1, Math.round(size * share)))
