/** @file How wide written numbers come out. */

/** Mean width of a character of a number, in its font size. */
export const LETTER = 0.58
