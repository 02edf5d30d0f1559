/** @file Which of a table's columns are shown: each has a field of its own, and ten thousand fields would stop the page. */

/** So many columns are shown at once. */
export const PAGE = 20
/** So many are offered to be predicted. */
export const MOST_TARGETS = 100

/** Indices of the columns whose names have the words in them, in their order. */
export function matching(columns: readonly { readonly name: string }[], words: string): number[] {
  const sought = words.trim().toLowerCase()
  return columns.flatMap(({ name }, i) => (name.toLowerCase().includes(sought) ? [i] : []))
}

/** @param first which of the found columns is the first on the page; the page after the last is the last one. */
export function columnPage(found: readonly number[], first: number): readonly number[] {
  const start = Math.min(first, Math.max(0, Math.floor((found.length - 1) / PAGE) * PAGE))
  return found.slice(start, start + PAGE)
}
