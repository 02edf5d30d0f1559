/** @file Work that is done in pieces: taken at once, or as a part of larger work. */

/** All pieces in a row. */
export function whole<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const next = steps.next()
    if (next.done) return next.value
  }
}

/** A part of larger work, which says `news` between its pieces. */
export function* saying<N, T>(steps: Generator<unknown, T>, news: N): Generator<N, T> {
  for (;;) {
    const next = steps.next()
    if (next.done) return next.value
    yield news
  }
}
