/** @file Why there are no results, in words. */

export class NoResults extends Error {
  constructor(
    message: string,
    /** What to do next. */
    readonly hint: string,
  ) {
    super(message)
  }
}
