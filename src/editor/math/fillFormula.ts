/** @file An op's formula with its placeholders replaced by names or by numbers. */
import { toned, type Tone } from './tones'

/** What stands in for one placeholder. */
export interface Filling {
  /** LaTeX of the name, number or matrix. */
  readonly latex: string
  readonly tone: Tone
  /**
   * `name` a symbol · `number` one number, which needs parentheses and explicit multiplication signs ·
   * `matrix` a bracketed block, which needs neither.
   */
  readonly form: 'name' | 'number' | 'matrix'
}

/** By placeholder: input ports (`x`), output ports (`y`), deltas (`dy`), attributes (`attrs.exponent`). */
export type Bindings = Readonly<Record<string, Filling>>

const PLACEHOLDER = /\{([A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)?)\}/g

/** Placeholders of a template that the bindings know, in order, each once. */
export function placeholders(template: string, bindings: Bindings): string[] {
  const names = [...template.matchAll(PLACEHOLDER)].map((match) => match[1]!)
  return [...new Set(names)].filter((name) => Object.hasOwn(bindings, name))
}

/**
 * Replaces each brace pair around a bound name; all other braces are LaTeX and stay. With numbers, juxtaposition
 * becomes a written product (`a b` → `a · b`), a transpose of one number is dropped, and a negative number
 * gets parentheses wherever a sign in front of it could be misread.
 */
export function fillFormula(template: string, bindings: Bindings): string {
  const spelled = spellProducts(template, bindings)
  return spelled.replace(PLACEHOLDER, (whole, name: string, at: number) => {
    const filling = Object.hasOwn(bindings, name) ? bindings[name] : undefined
    if (!filling) return whole
    const before = spelled.slice(0, at)
    const after = spelled.slice(at + whole.length)
    const body = toned(filling.tone, filling.latex)
    return filling.form === 'number' && needsParentheses(filling.latex, before, after) ? `{(${body})}` : `{${body}}`
  })
}

function spellProducts(template: string, bindings: Bindings): string {
  const form = (name: string) => (Object.hasOwn(bindings, name) ? bindings[name]!.form : 'name')
  const names = placeholders(template, bindings)
  const allNumbers = names.length > 0 && names.every((name) => form(name) === 'number' || name.startsWith('attrs.'))
  let text = template.replace(/\{([A-Za-z_][\w.]*)\}\^(?:\{\\top\}|\\top(?![a-zA-Z]))/g, (whole, name: string) =>
    form(name) === 'number' ? `{${name}}` : whole,
  )
  // One number has no axis to sum over or to index.
  if (allNumbers)
    text = text
      .replace(
        /(?:\\textstyle|\\displaystyle)?\s*\\sum(?:\\(?:no)?limits)?_(?:\{[^{}]*\}|[A-Za-z])(?:\^(?:\{[^{}]*\}|[A-Za-z]))?\s*(?:\\[,;!])?/g,
        '',
      )
      .replace(/\{([A-Za-z_][\w.]*)\}_(?:\{[^{}]*\}|[A-Za-z0-9])/g, (whole, name: string) =>
        form(name) === 'number' ? `{${name}}` : whole,
      )
      .replace(/\\odot(?![a-zA-Z])/g, '\\cdot')
  // Names multiply by standing side by side; two numbers side by side would read as one.
  return text.replace(
    /\{([A-Za-z_][\w.]*)\}(?:\\[,;]|\s)*(?=\{([A-Za-z_][\w.]*)\})/g,
    (whole, left: string, right: string) =>
      Object.hasOwn(bindings, left) &&
      Object.hasOwn(bindings, right) &&
      (form(left) === 'number' || form(right) === 'number')
        ? `{${left}} \\cdot `
        : whole,
  )
}

function needsParentheses(latex: string, before: string, after: string): boolean {
  const compound = latex.includes('\\times') // 4.2 × 10⁻⁵
  if (/^\s*\^/.test(after)) return compound || latex.startsWith('-')
  if (!latex.startsWith('-')) return false
  // Safe only where an expression begins: the start, after a bracket, a comma, a relation or an alignment mark.
  return !/(^|[({[,&=|]|\\bigl\(|\\left\(|\\left\[|\\exp|\\log)\s*$/.test(before)
}
