/**
 * @file Colours of magnitudes. Diverging, zero is the card's own colour, so "nothing there" looks like nothing; the two
 * ends differ in hue and stay apart for red-green colour blindness. The positive end is the accent of what is shown.
 */
export type Tone = 'value' | 'delta' | 'parameter'
export type Scheme = 'light' | 'dark'
type Rgb = readonly [number, number, number]

export interface Scale {
  readonly zero: Rgb
  readonly positive: Rgb
  readonly negative: Rgb
  readonly bad: Rgb
  readonly ink: string
}

const LIGHT = { zero: [255, 255, 255], bad: [179, 38, 30], ink: '#1a2130' } as const
const DARK = { zero: [28, 32, 40], bad: [255, 143, 134], ink: '#e8ebf0' } as const

const SCALES: Record<Scheme, Record<Tone, Scale>> = {
  light: {
    value: { ...LIGHT, positive: [29, 95, 196], negative: [184, 80, 10] },
    delta: { ...LIGHT, positive: [184, 80, 10], negative: [74, 92, 176] },
    parameter: { ...LIGHT, positive: [35, 113, 63], negative: [134, 70, 156] },
  },
  dark: {
    value: { ...DARK, positive: [125, 178, 255], negative: [255, 163, 92] },
    delta: { ...DARK, positive: [255, 163, 92], negative: [150, 166, 245] },
    parameter: { ...DARK, positive: [121, 207, 149], negative: [208, 155, 230] },
  },
}

export function scaleOf(tone: Tone, scheme: Scheme): Scale {
  return SCALES[scheme][tone]
}

/**
 * The colour of x where ±limit are the ends. Small magnitudes are lifted a little (power 0.8), since the eye loses
 * them beside the paper. NaN and ±∞ have a colour of their own.
 */
export function colourOf(x: number, limit: number, scale: Scale): Rgb {
  if (!Number.isFinite(x)) return scale.bad
  if (limit <= 0 || x === 0) return scale.zero
  const t = Math.min(1, Math.abs(x) / limit) ** 0.8
  return mix(scale.zero, x > 0 ? scale.positive : scale.negative, t)
}

/** An image's brightness: 0 is the card's colour, `limit` is ink. */
export function greyOf(x: number, limit: number, scheme: Scheme): Rgb {
  const { zero, bad } = SCALES[scheme].value
  if (!Number.isFinite(x)) return bad
  const ink: Rgb = scheme === 'dark' ? [232, 235, 240] : [26, 33, 48]
  return mix(zero, ink, limit > 0 ? Math.max(0, Math.min(1, x / limit)) : 0)
}

/** A photograph's brightness: 0 is black, `limit` is white, in either scheme. */
export function brightnessOf(x: number, limit: number): Rgb {
  const grey = limit > 0 ? Math.round(255 * Math.max(0, Math.min(1, x / limit))) : 0
  return Number.isFinite(x) ? [grey, grey, grey] : LIGHT.bad
}

export function css([r, g, b]: Rgb): string {
  return `rgb(${r} ${g} ${b})`
}

/** White where it can be read on the colour (contrast 4.5, WCAG 2.2), else ink; black where ink is too pale by a little. */
export function inkOn(colour: Rgb): string {
  const light = luminance(colour) + 0.05
  if (1.05 / light >= 4.5) return '#ffffff'
  return light / (luminance([16, 21, 31]) + 0.05) >= 4.5 ? '#10151f' : '#000000'
}

/** Relative luminance of sRGB, 0 … 1 (WCAG 2.2). */
function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((x) => (x <= 10.31475 ? x / 3294.6 : ((x / 255 + 0.055) / 1.055) ** 2.4)) as [
    number,
    number,
    number,
  ]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function mix(a: Rgb, b: Rgb, t: number): Rgb {
  return [
    Math.round(a[0] + (b[0] - a[0]) * t),
    Math.round(a[1] + (b[1] - a[1]) * t),
    Math.round(a[2] + (b[2] - a[2]) * t),
  ]
}
