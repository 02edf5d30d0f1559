/** @file Which descriptions are shown in the lab: those that speak of it. Any graph may, not only the examples. */

export const speaksOfDescent = (description: string): boolean => /\bDescent tab\b/.test(description)
