/**
 * @file Colours of classes: none of the three that mean values, deltas and parameters. Paul Tol's muted scheme, which stays
 * apart for colour-blind eyes; forms of points say it a second time.
 */
const COLOURS = ['#aa4499', '#2f9e8f', '#c9971c', '#5b4bb3', '#5fa8c9', '#6b8e23', '#cc6677', '#8a7f3a'] as const

export const classColour = (of: number): string => COLOURS[of % COLOURS.length]!

/** A point of the form that its class has: disc, square, triangle, diamond. */
export function drawPoint(context: CanvasRenderingContext2D, x: number, y: number, radius: number, of: number): void {
  const r = radius
  context.beginPath()
  switch (of % 4) {
    case 1:
      context.rect(x - r * 0.9, y - r * 0.9, 1.8 * r, 1.8 * r)
      break
    case 2:
      context.moveTo(x, y - 1.2 * r)
      context.lineTo(x + 1.1 * r, y + 0.8 * r)
      context.lineTo(x - 1.1 * r, y + 0.8 * r)
      break
    case 3:
      context.moveTo(x, y - 1.3 * r)
      context.lineTo(x + 1.3 * r, y)
      context.lineTo(x, y + 1.3 * r)
      context.lineTo(x - 1.3 * r, y)
      break
    default:
      context.arc(x, y, r, 0, 2 * Math.PI)
  }
  context.closePath()
}

export function channels(colour: string): [number, number, number] {
  return [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)) as [number, number, number]
}
