/** @file Blame: the answer to "why is this gradient zero, tiny, huge or NaN?". Plain data, fit to cross to the page. */

/** What is asked about: an edge delta, the gradient of a parameter ("z1.weight", "w.y"), or δ of an output ("z1.y"). */
export type BlameTarget =
  { readonly kind: 'edge'; readonly id: string } | { readonly kind: 'parameter' | 'port'; readonly key: string }

export type FindingKind =
  /** The first NaN or ∞, made from numbers that are finite. */
  | 'not-finite'
  /** The local derivative is 0 and stays so nearby: a ReLU below 0. */
  | 'dead'
  /** The local derivative is nearly 0, because the input lies far out: sigmoid, tanh, softmax. */
  | 'saturated'
  /** Edge deltas, or parts of one, that add up to much less than they are. */
  | 'cancelling'
  /** The op picked other elements: max pooling, gather, slice, where, dropout. */
  | 'chosen-elsewhere'
  /** The error is multiplied by zeros. */
  | 'zero-factor'
  /** The loss has little left to correct. */
  | 'matched'
  | 'shrinking'
  | 'growing'
  /** No gradient flows here, by the op's own word. */
  | 'blocked'
  | 'no-path'

export interface Finding {
  readonly kind: FindingKind
  readonly node: string
  readonly port?: string
  /** The edges that it is about, for lighting them. */
  readonly edges: readonly string[]
  /** ‖gradient after‖ / ‖gradient before‖; null where there is no such number. */
  readonly factor: number | null
  /** Rank: roughly the decades lost or gained here; 20 for all of it, 1,000 for the origin of a NaN or ∞. */
  readonly score: number
  readonly message: string
  readonly hint: string
}

export interface Verdict {
  readonly state: 'none' | 'zero' | 'tiny' | 'normal' | 'huge' | 'not-finite'
  /** Euclidean norm; null when there is no gradient. */
  readonly norm: number | null
  readonly message: string
}

export interface Blame {
  readonly verdict: Verdict
  /** The most telling first. */
  readonly findings: readonly Finding[]
}
