/** @file Where a new node lies free: near a wished point, on no other node. Flow coordinates, top left corners. */
export interface Point {
  readonly x: number
  readonly y: number
}

export interface Box extends Point {
  readonly width: number
  readonly height: number
}

/** Between candidates; a little more than what must stay free around a card. */
const GAP = 28
const CLEAR = 16
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
        x + size.width + CLEAR <= box.x ||
        box.x + box.width + CLEAR <= x ||
        y + size.height + CLEAR <= box.y ||
        box.y + box.height + CLEAR <= y,
    )
  for (let ring = 0; ring <= RINGS; ring++)
    for (const [column, row] of ringOffsets(ring, size)) {
      const x = wish.x + column * (size.width + GAP)
      const y = wish.y + row * (size.height + GAP)
      if (free(x, y)) return { x, y }
    }
  return { x: wish.x + GAP, y: wish.y + GAP }
}

function ringOffsets(
  ring: number,
  { width, height }: { width: number; height: number },
): readonly (readonly [number, number])[] {
  if (ring === 0) return [[0, 0]]
  const away = ([column, row]: [number, number]) => Math.hypot(column * width, row * height)
  const cells: [number, number][] = []
  for (let row = -ring; row <= ring; row++)
    for (let column = -ring; column <= ring; column++)
      if (Math.max(Math.abs(row), Math.abs(column)) === ring) cells.push([column, row])
  return cells.sort((a, b) => away(a) - away(b) || b[1] - a[1] || b[0] - a[0])
}
