/** @file The few that rank highest among many, without keeping the others meanwhile. */

export class Top<T> {
  readonly #kept: { readonly rank: number; readonly item: T }[] = []

  constructor(private readonly most: number) {}

  /**
   * Of equal ranks the earlier one is kept, and comes first. What is not a number ranks above all.
   * @param make called only for what is kept for now.
   */
  offer(rank: number, make: () => T): void {
    const height = Number.isNaN(rank) ? Infinity : rank
    const kept = this.#kept
    if (kept.length === this.most && height <= kept.at(-1)!.rank) return
    let at = kept.length
    while (at > 0 && kept[at - 1]!.rank < height) at--
    kept.splice(at, 0, { rank: height, item: make() })
    if (kept.length > this.most) kept.pop()
  }

  /** The highest first. */
  get items(): T[] {
    return this.#kept.map(({ item }) => item)
  }
}
