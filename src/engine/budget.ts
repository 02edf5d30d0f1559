/** @file How much memory one pass may hold: a share of what the device has. */

/** Where the device does not say: more than any lesson needs, less than what makes a tab die. */
export const DEFAULT_MEMORY_BUDGET = 2 ** 30

/**
 * A quarter of the device's memory, between 256 MiB and `most` (4 GiB; a page can hold less than a process).
 * @param device bytes; undefined when it is not known.
 */
export function memoryBudget(device: number | undefined, most = 2 ** 32): number {
  return device === undefined ? DEFAULT_MEMORY_BUDGET : Math.min(most, Math.max(2 ** 28, device / 4))
}
