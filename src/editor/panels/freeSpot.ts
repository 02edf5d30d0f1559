/** @file Where a new node lies free: near a wished point, on no other node. Flow coordinates, top left corners. */
export interface Point {
  readonly x: number
  readonly y: number
}

export interface Box extends Point {
  readonly width: number
  readonly height: number
}

const GAP = 28
/** Rings of candidates around the wish; beyond them a crowded place is accepted. */
const RINGS = 8

/** The nearest free place, looking around the wish ring by ring: below and right before above and left. */
export function freeSpot(wish: Point, size: { width: number; height: number }, taken: readonly Box[]): Point {
  const near = taken.filter(
    (box) =>
      Math.abs(box.x - wish.x) < (RINGS + 1) * (size.width + GAP) + box.width &&
      Math.abs(box.y - wish.y) < (RINGS + 1) * (size.height + GAP) + box.height,
  )
  const free = (x: number, y: number) =>
    near.every(
      (box) =>
        x + size.width + GAP <= box.x || box.x + box.width + GAP <= x || y + size.height + GAP <= box.y || box.y + box.height + GAP <= y,
    )
  for (let ring = 0; ring <= RINGS; ring++)
    for (const [column, row] of ringOffsets(ring)) {
      const x = wish.x + column * (size.width + GAP)
      const y = wish.y + row * (size.height + GAP)
      if (free(x, y)) return { x, y }
    }
  return { x: wish.x + GAP, y: wish.y + GAP }
}

function ringOffsets(ring: number): readonly (readonly [number, number])[] {
  if (ring === 0) return [[0, 0]]
  const cells: [number, number][] = []
  for (let row = -ring; row <= ring; row++)
    for (let column = -ring; column <= ring; column++)
      if (Math.max(Math.abs(row), Math.abs(column)) === ring) cells.push([column, row])
  return cells.sort((a, b) => Math.hypot(...a) - Math.hypot(...b) || b[1] - a[1] || b[0] - a[0])
}
