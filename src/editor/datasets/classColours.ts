/**
 * @file Colours of classes: none of the three that mean values, deltas and parameters. Paul Tol's muted scheme, which stays
 * apart for colour-blind eyes; forms of points say it a second time.
 */
const COLOURS = ['#aa4499', '#2f9e8f', '#c9971c', '#5b4bb3', '#5fa8c9', '#6b8e23', '#cc6677', '#8a7f3a'] as const

export const classColour = (of: number): string => COLOURS[of % COLOURS.length]!

/** Corners around 0, 0 of a point with radius 1: square, triangle, diamond. The first form is a disc. */
const CORNERS: readonly (readonly (readonly [number, number])[])[] = [
  [
    [-0.9, -0.9],
    [0.9, -0.9],
    [0.9, 0.9],
    [-0.9, 0.9],
  ],
  [
    [0, -1.2],
    [1.1, 0.8],
    [-1.1, 0.8],
  ],
  [
    [0, -1.3],
    [1.3, 0],
    [0, 1.3],
    [-1.3, 0],
  ],
]
const FORMS = 1 + CORNERS.length

/** A point of the form that its class has. */
export function drawPoint(context: CanvasRenderingContext2D, x: number, y: number, radius: number, of: number): void {
  const corners = CORNERS[(of % FORMS) - 1]
  context.beginPath()
  if (corners) for (const [dx, dy] of corners) context.lineTo(x + dx * radius, y + dy * radius)
  else context.arc(x, y, radius, 0, 2 * Math.PI)
  context.closePath()
}

/** The same form as an SVG path around 0, 0. */
export function classPath(of: number, radius: number): string {
  const corners = CORNERS[(of % FORMS) - 1]
  if (corners) return `M${corners.map(([dx, dy]) => `${dx * radius} ${dy * radius}`).join('L')}z`
  return `M${radius} 0A${radius} ${radius} 0 1 1 ${-radius} 0A${radius} ${radius} 0 1 1 ${radius} 0z`
}

export function channels(colour: string): [number, number, number] {
  return [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)) as [number, number, number]
}
