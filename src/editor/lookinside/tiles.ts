/** @file Many small pictures on one sheet: how they are laid out, and where a point of the sheet falls. Pure. */

export interface SheetLayout {
  readonly count: number
  /** Of one tile, in its own pixels. */
  readonly rows: number
  readonly columns: number
  /** How many tiles stand side by side. */
  readonly across: number
  readonly down: number
  /** CSS pixels for each pixel of a tile; a whole number from 1 on. */
  readonly scale: number
  /** CSS pixels between tiles. */
  readonly gap: number
  readonly width: number
  readonly height: number
}

/** As the AlexNet figure has them: half as many again across as down where the count allows it, in full rows. */
export function tilesAcross(count: number): number {
  const wanted = Math.sqrt(count * 1.5)
  let best = Math.max(1, Math.ceil(wanted))
  let distance = Infinity
  for (let across = 1; across <= count; across++) {
    if (count % across) continue
    const off = Math.abs(Math.log(across / wanted))
    if (off < distance) [best, distance] = [across, off]
  }
  // A prime number has no full rows but one or many.
  return distance > Math.log(1.8) ? Math.max(1, Math.ceil(wanted)) : best
}

interface Room {
  readonly width: number
  readonly height: number
  /** The least and the most CSS pixels that the longer side of a tile may have. */
  readonly least: number
  readonly most: number
}

/** As large as the room allows; a sheet that cannot be made small enough is higher than the room. */
export function sheetLayout(
  { count, rows, columns }: Pick<SheetLayout, 'count' | 'rows' | 'columns'>,
  room: Room,
  wantedAcross = tilesAcross(count),
): SheetLayout {
  const side = Math.max(rows, columns, 1)
  const whole = (scale: number) => (scale >= 1 ? Math.floor(scale) : scale)
  const gapOf = (scale: number) => Math.max(2, Math.min(4, Math.round(scale)))
  const lowest = room.least / side > 1 ? Math.ceil(room.least / side) : room.least / side
  const fits = (across: number) => {
    const gap = 3
    const wide = (room.width - gap * (across - 1)) / (across * columns)
    const high = (room.height - gap * (Math.ceil(count / across) - 1)) / (Math.ceil(count / across) * rows)
    return Math.min(wide, high, room.most / side)
  }
  let across = wantedAcross
  const scale = Math.max(lowest, whole(fits(across)))
  const gap = gapOf(scale)
  const most = Math.max(1, Math.floor((room.width + gap) / (columns * scale + gap)))
  if (across > most) across = most
  const down = Math.ceil(count / across)
  return {
    count,
    rows,
    columns,
    across,
    down,
    scale,
    gap,
    width: across * columns * scale + gap * (across - 1),
    height: down * rows * scale + gap * (down - 1),
  }
}

/** Top left corner of a tile on the sheet, CSS pixels. */
export function tileAt({ across, rows, columns, scale, gap }: SheetLayout, index: number): readonly [number, number] {
  return [(index % across) * (columns * scale + gap), Math.floor(index / across) * (rows * scale + gap)]
}

/** The tile under a point; null between tiles and beyond them. */
export function tileUnder(layout: SheetLayout, x: number, y: number): number | null {
  const [wide, high] = [layout.columns * layout.scale + layout.gap, layout.rows * layout.scale + layout.gap]
  const [column, row] = [Math.floor(x / wide), Math.floor(y / high)]
  if (x < 0 || y < 0 || column >= layout.across) return null
  if (x - column * wide >= wide - layout.gap || y - row * high >= high - layout.gap) return null
  const index = row * layout.across + column
  return index < layout.count ? index : null
}

/** Where an arrow key leads from a tile; null for other keys. */
export function tileByKey(key: string, index: number, { across, count }: SheetLayout): number | null {
  const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -across, ArrowDown: across }[key]
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  if (by === undefined) return null
  const to = index + by
  return to >= 0 && to < count ? to : index
}
