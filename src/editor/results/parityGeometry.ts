/** @file Where targets and answers lie on their picture: one range on both axes, so that the diagonal is where they agree. */

export const MARGIN = { left: 46, right: 8, top: 8, bottom: 34 }

export interface ParityFrame {
  /** Lowest and highest number of both axes. */
  readonly range: readonly [number, number]
  /** CSS pixels of a side of the square. */
  readonly side: number
}

/** Room for all finite numbers. */
export function parityRange(...points: readonly Float32Array[]): readonly [number, number] {
  let low = Infinity
  let high = -Infinity
  for (const numbers of points)
    for (const x of numbers)
      if (Number.isFinite(x)) {
        low = Math.min(low, x)
        high = Math.max(high, x)
      }
  if (low > high) return [0, 1]
  const room = 0.06 * (high - low) || Math.abs(high) || 1
  return [low - room, high + room]
}

export const xOf = ({ range: [low, high], side }: ParityFrame, x: number): number =>
  MARGIN.left + ((x - low) / (high - low)) * side

export const yOf = ({ range: [low, high], side }: ParityFrame, y: number): number =>
  MARGIN.top + ((high - y) / (high - low)) * side

/** A dot for each pair, as lines without length whose ends are round: one element for hundreds of them. */
export function dotsPath(frame: ParityFrame, pairs: Float32Array): string {
  let path = ''
  for (let i = 0; i + 1 < pairs.length; i += 2) {
    const [target, answer] = [pairs[i]!, pairs[i + 1]!]
    if (Number.isFinite(target) && Number.isFinite(answer))
      path += `M${xOf(frame, target).toFixed(1)} ${yOf(frame, answer).toFixed(1)}h0`
  }
  return path
}
