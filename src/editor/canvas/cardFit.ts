/**
 * @file Whether a line of a card has room for its words, by the width of its widest usual letters. A guess on the safe
 * side: a line that is called tight wrongly only costs a clip.
 */

/** Advance of a wide letter, px: the math name (15 px), body text (11 px, bold), small text (10.5 px), tags (9.5 px). */
const NAME = 9.5
const BODY = 7
const SMALL = 6.2
const TAG = 5.6

export const headIsTight = (name: string, op: string, width: number) =>
  name.length * NAME + op.length * SMALL + 20 > width

export const shapeIsTight = (shape: string, width: number) => shape.length * SMALL + 16 > width

export const footIsTight = (delta: string, tag: string, width: number) =>
  delta.length * BODY + tag.length * TAG + 20 > width

/** From afar the foot is written large: the font size, px, at which δ still fits. A bold digit is about 0.65 em wide. */
export const footFits = (delta: string, width: number) => Math.floor((width - 12) / (delta.length * 0.65))
