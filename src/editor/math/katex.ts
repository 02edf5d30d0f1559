/** @file KaTeX with its style sheet and fonts, loaded when the first formula is shown. */

type Katex = (typeof import('katex'))['default']

let loaded: Katex | undefined
let loading: Promise<Katex> | undefined

/** What is there now, without waiting. */
export function katexIfLoaded(): Katex | undefined {
  return loaded
}

/** @throws when the chunk cannot be fetched (offline before the first visit); a later call tries again. */
export function loadKatex(): Promise<Katex> {
  loading ??= Promise.all([import('katex'), import('katex/dist/katex.min.css')]).then(
    ([module]) => (loaded = module.default),
    (problem: unknown) => {
      loading = undefined
      throw problem
    },
  )
  return loading
}
