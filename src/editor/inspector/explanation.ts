/** @file What the Explain tab shows of one event. Plain data, made by `explain`. */

export interface ExplanationRow {
  readonly name: string
  readonly value: string
}

export interface Explanation {
  /** "backward · event 12 of 19 · edge z₁ → ŷ₁" */
  readonly heading: string
  /** "Error flowing back through ŷ₁ = σ(z₁)" */
  readonly title: string
  readonly sentence: string
  /** LaTeX rows of one aligned block: "lhs &= rhs", "&= …". Tones by name. */
  readonly lines: readonly string[]
  /** A worked element of tensors too large to be written out: where it stands, and its rows. */
  readonly element?: { readonly where: string; readonly lines: readonly string[] }
  /** Which cached δ was used, and when it was computed. */
  readonly reused?: string
  /** Who will use this one. */
  readonly next?: string
  readonly rows: readonly ExplanationRow[]
}
