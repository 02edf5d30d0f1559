/** @file Numbers as students write them, and when such a number is right. */

export type ReadAnswer =
  { readonly ok: true; readonly value: number } | { readonly ok: false; readonly message: string }

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹'
/** With a point or one decimal comma, and a power of ten if need be. */
const NUMBER = /^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[+-]?\d{1,3})?$/i
const MIXED = /^([+-]?)(\d+) (\d+)\/(\d+)$/
/** Longer answers are no numbers that somebody worked out. */
const LONGEST = 80
const HOW = 'Write it like 3/16, −0.25, 0,25 or 1.5e-3.'

/**
 * Takes decimals with a point or a comma, fractions ("3/16", "1 1/2", "½"), powers of ten ("1e-3", "1.5·10⁻³",
 * "10^-3"), any kind of minus sign, "∞" and "NaN". Thousands are not grouped: "1,234" is 1.234.
 */
export function readAnswer(text: string): ReadAnswer {
  const clean = normalize(text)
  if (clean === '') return { ok: false, message: `There is no number yet. ${HOW}` }
  if (text.length > LONGEST) return { ok: false, message: `This is too long for a number. ${HOW}` }
  if (/^nan$/i.test(clean)) return { ok: true, value: NaN }
  if (/^[+-]?(?:∞|inf|infinity)$/i.test(clean)) return { ok: true, value: clean.startsWith('-') ? -Infinity : Infinity }
  const mixed = MIXED.exec(clean)
  if (mixed) {
    const [, sign, whole, above, below] = mixed as unknown as [string, string, string, string, string]
    return over(Number(`${sign}1`) * (Number(whole) * Number(below) + Number(above)), Number(below))
  }
  const parts = clean.split('/')
  if (parts.length > 2 || !parts.every((part) => NUMBER.test(part)))
    return { ok: false, message: `"${text.trim()}" is not a number. ${HOW}` }
  const [above, below] = parts.map((part) => Number(part.replace(',', '.'))) as [number, number?]
  return below === undefined ? over(above, 1) : over(above, below)
}

/** One kind of minus, slash and power; spaces only where they part a mixed number. */
function normalize(text: string): string {
  return text
    .replace(
      /[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+/g,
      (power) =>
        `^${[...power].map((c) => (c === '⁻' ? '-' : c === '⁺' ? '+' : String(SUPERSCRIPTS.indexOf(c)))).join('')}`,
    )
    .replace(/[¼-¾⅐-⅞]/g, (fraction) => ` ${fraction.normalize('NFKC')}`)
    .replace(/[−–‒﹣－]/g, '-')
    .replace(/[⁄∕÷]/g, '/')
    .replace(/\s+/g, ' ')
    .replace(/ ?([-+/×·⋅*^e]) ?/gi, '$1')
    .trim()
    .replace(/^([-+]?[\d.,]+)[×·⋅*]10\^/, '$1e')
    .replace(/^([-+]?)10\^/, (_, sign: string) => `${sign}1e`)
}

function over(above: number, below: number): ReadAnswer {
  if (below === 0) return { ok: false, message: 'A fraction cannot have 0 below its line.' }
  const value = above / below
  return Number.isFinite(value)
    ? { ok: true, value: value + 0 }
    : { ok: false, message: `This number is too large to be compared. ${HOW}` }
}

/** What rounding may leave of a sum whose terms cancel, as a part of its largest term: a few units in the last place. */
const ROUNDING = 2 ** -46

/**
 * @param tolerance relative to what is expected.
 * @param scale the largest number around: differences of rounding in its last digits are forgiven, so that 0 is right
 * for a sum that cancels up to rounding.
 */
export function isRight(got: number, expected: number, tolerance: number, scale: number): boolean {
  if (!Number.isFinite(expected)) return Object.is(got, expected)
  return Math.abs(got - expected) <= tolerance * Math.abs(expected) + ROUNDING * scale
}
